import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { HoldfastError, messageOf } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { textOf } from '../../src/model/post.ts';
import { readQuery } from '../../src/model/search-query.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { verifyArchive } from '../../src/verify.ts';
import * as s from './samples.ts';

/** What came of reading an archive, by a process that may not write there. */
export interface ReaderReport {
  readonly why: string | null;
  readonly state: string | null;
  readonly said: string | null;
  readonly found: readonly string[];
  /** Its text, or the name of the error. */
  readonly article: string;
  readonly damages: readonly string[];
  readonly made: { readonly bytes: string; readonly has: boolean; readonly widths: readonly number[] };
  /** Name of the error that each way of writing ended with; all of them, if they differ. */
  readonly refused: string;
  /** Folders of this process's own that are still there. */
  readonly left: readonly string[];
}

interface Places {
  readonly database: string;
  readonly blobs: string;
  readonly blob: string;
}

async function report(places: Places): Promise<ReaderReport> {
  const store = await openStore({ ...places, log: silentLog });
  const post = await store.posts.get('pond:1');
  const snapshot = (await store.posts.snapshots('pond:1')).at(-1);
  const found = await store.search.find(readQuery('song'), { order: 'rank', limit: 5, offset: 0 });
  const article = await store.blobs.get(places.blob).then(String, nameOf);
  const damages = await s.collect(verifyArchive(store));
  const blob = await store.blobs.put(Buffer.from('made'));
  await store.derivatives.keep(places.blob, [
    { mediaType: 'image/webp', asked: 340, width: 8, height: 6, blob },
  ]);
  const made = {
    bytes: String(await store.blobs.get(blob)),
    has: await store.blobs.has(blob),
    widths: (await store.derivatives.of(places.blob)).map(({ asked }) => asked),
  };
  await store.manifests.flush();
  await store.hosts.change('pond.test', (record) => ({ ...record, rests: 1 }));
  const writes = [
    () => store.recordArticle(s.entryOf([])),
    () => store.recordPost(s.refOf('9'), []),
    () => store.jobs.lease({ id: 'w' }, s.leaseOptions(0)),
    () => store.jobs.wake(s.at(0)),
    () => store.learn('pond:1', s.nothing, s.isoAt(0)),
    () => store.redactions.hold('pond:1', { reason: 'no', by: null, at: s.at(0) }),
    () => store.repair(),
  ];
  const refused = await Promise.all(writes.map((write) => write().then(() => 'nothing', nameOf)));
  await store.close();
  return {
    why: store.readOnly?.message ?? null,
    state: post?.state ?? null,
    said: snapshot?.post ? textOf(snapshot.post.segments) : null,
    found: found.posts.map(({ record }) => record.name),
    article,
    damages: damages.map(({ kind }) => kind),
    made,
    refused: [...new Set(refused)].join(),
    left: readdirSync(tmpdir()).filter((name) => name.includes(`.${process.pid}.`)),
  };
}

function nameOf(error: unknown): string {
  return error instanceof HoldfastError ? error.name : messageOf(error);
}

const reports: ReaderReport[] = [];
for (const places of JSON.parse(readFileSync(0, 'utf8')) as Places[]) reports.push(await report(places));
process.stdout.write(JSON.stringify(reports));
