import { join } from 'node:path';
import type { ExportTools } from '../../src/exports/evidence.ts';
import { silentLog } from '../../src/log.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Ref } from '../../src/ref.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { writeWacz } from '../../src/warc/write-wacz.ts';
import * as samples from '../store/samples.ts';
import { answered } from '../warc/exchanges.ts';

export const page = 'https://platform.x.com/embed/Tweet.html?id=20';
export const answer = 'https://cdn.syndication.twimg.com/tweet-result?id=20&token=a';
export const photo = 'https://pbs.twimg.com/media/a.jpg';
export const story = 'https://news.test/story';

export interface KeptArchive {
  readonly store: Store;
  readonly tools: ExportTools;
  readonly folder: string;
  /** SHA-256 of the post's answer. */
  readonly wire: string;
  /** SHA-256 of its photo. */
  readonly photo: string;
}

/** An archive with one whole post, `x:20`, embedded by an article and a file, and one of which only those tell. */
export async function keepArchive(folder: string): Promise<KeptArchive> {
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    now: () => samples.at(0),
  });
  const put = (text: string) => store.blobs.put(Buffer.from(text));
  const embeds = ['20', '21'].map((id) => ({
    ...samples.embedOf(id),
    platform: 'x',
    name: `x:${id}`,
    ref: refOf(id),
  }));
  const html = '<title>Frogs</title><p>An article.</p>';
  await store.recordArticle(samples.entryOf(embeds, { name: story, blob: await put(html) }));
  await store.recordArticle(
    samples.entryOf(embeds.slice(0, 1), {
      name: 'news/100 %.txt',
      format: 'text',
      blob: await put('A file.'),
    }),
  );
  const wire = await put('{"__typename":"Tweet","id_str":"20"}');
  const photoBlob = await store.blobs.put(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
  const lease = await samples.leaseOne(store, 1, { names: ['x:20'] });
  await store.settle(
    lease,
    {
      ...samples.nothing,
      observations: [samples.observationOf('live', 60, { source: 'x-syndication', url: answer, wire })],
      snapshot: withPhoto(samples.snapshotOf('just setting up', 'live', 'platform', 60), photoBlob),
      captures: [
        {
          ...samples.captureOf(70),
          url: page,
          blob: await put('png'),
          parts: [await put('png below')],
          show: await put('webp'),
          avif: await put('avif'),
          thumb: await put('thumb'),
          pdf: await put('%PDF-'),
          wacz: await store.blobs.put(await pageAsLoaded()),
        },
      ],
    },
    samples.done,
  );
  const tools = { store, platforms, software: 'Holdfast 0.0.0', page: pageOf };
  return { store, tools, folder, wire, photo: photoBlob };
}

async function pageOf(name: string): Promise<string> {
  return `<!doctype html><title>${name}</title><p>The card of ${name}.</p>`;
}

function pageAsLoaded(): Promise<Buffer> {
  const html = [['content-type', 'text/html']] as const;
  const exchange = answered(page, { headers: html, body: Buffer.from('<p>just setting up</p>') });
  return writeWacz({
    software: 'Holdfast 0.0.0',
    info: {},
    title: page,
    created: exchange.at,
    pages: [{ url: page, at: exchange.at, title: 'The embed' }],
    resources: [{ url: photo, at: exchange.at, contentType: 'image/jpeg', body: Buffer.from('given') }],
    exchanges: [exchange],
  });
}

function withPhoto(snapshot: ReturnType<typeof samples.snapshotOf>, blob: string) {
  const { post } = snapshot;
  if (post === null) throw new Error('the sample has no post');
  const picture = { show: null, likeness: null, from: null, others: [], missing: null };
  const item = { kind: 'photo', alt: 'A frog', poster: null, durationMs: null, stream: null } as const;
  const media = [{ ...picture, ...item, urls: [photo], blob, mediaType: 'image/jpeg', width: 1, height: 1 }];
  return { ...snapshot, post: { ...post, media } };
}

function refOf(id: string): Ref {
  return { platform: 'x', id, url: `https://x.com/i/status/${id}` };
}
