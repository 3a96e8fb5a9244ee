import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../../src/model/canonical.ts';
import { emptyPost, type Media, nobody, type Picture, type Post, pictureAt } from '../../src/model/post.ts';
import { readQuery } from '../../src/model/search-query.ts';
import { meaningOf, type Snapshot } from '../../src/model/snapshot.ts';
import type { Learned, Store } from '../../src/store/contract.ts';
import * as s from './samples.ts';

/** A word nobody else writes, of a place where a post's content comes to lie. */
function canary(place: string): string {
  const letters = sha256(place).replace(/[0-9]/gu, (digit) => 'ghjklmnpqr'[Number(digit)] ?? 'z');
  return `q${letters.slice(0, 14)}`;
}

const textPlaces = [
  'text',
  'alt',
  'poll',
  'card',
  'note',
  'quoted post',
  'thread',
  'parent',
  'conflict',
  'reason',
  'wire',
  'article quote',
  'article title',
] as const;
const whoPlaces = ['author', 'handle'] as const;
const picturePlaces = ['photo', 'show', 'poster', 'other', 'derivative'] as const;
const pagePlaces = ['png', 'part', 'webp', 'avif', 'thumb', 'pdf', 'wacz'] as const;

type Place =
  | (typeof textPlaces)[number]
  | (typeof whoPlaces)[number]
  | (typeof picturePlaces)[number]
  | (typeof pagePlaces)[number]
  | 'avatar';

export const places = {
  text: textPlaces,
  who: whoPlaces,
  pictures: picturePlaces,
  pages: pagePlaces,
  all: [...textPlaces, ...whoPlaces, ...picturePlaces, ...pagePlaces, 'avatar'],
} as const satisfies Record<string, readonly Place[]>;

/** Words around it make texts long enough to be known again. */
function said(place: Place): string {
  return `A heron said ${canary(place)} to the reeds this morning`;
}

function bytesOf(place: Place): Buffer {
  const isPacked = place === 'wacz' || place === 'pdf';
  const bytes = Buffer.from(`${said(place)}\n`.repeat(40));
  return isPacked ? gzipSync(bytes) : Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0]), bytes]);
}

/** Bytes that are no text. */
export function pictureOf(seed: number): Buffer {
  return Buffer.from([0xff, 0xd8, 0xff, 0, seed]);
}

async function picture(store: Store, place: Place, others: readonly Place[] = []): Promise<Picture> {
  return {
    ...pictureAt(`https://media.pond.test/${sha256(place)}.jpg`),
    blob: await store.blobs.put(bytesOf(place)),
    others: await Promise.all(others.map((other) => store.blobs.put(bytesOf(other)))),
    mediaType: 'image/jpeg',
    width: 8,
    height: 8,
  };
}

export const handle = canary('handle');
export const ref = { ...s.refOf('1'), url: `https://pond.test/${handle}/1` };
export const address = 'https://pond.test/i/1';
export const provisional = `pond:@${handle}/2024-04-30/0a1b2c3d4e5f`;

/** A post with a canary wherever something of it is kept. */
export async function canaryPost(store: Store): Promise<Post> {
  const photo: Media = {
    ...(await picture(store, 'photo', ['other'])),
    show: await store.blobs.put(bytesOf('show')),
    kind: 'photo',
    alt: said('alt'),
    poster: await picture(store, 'poster'),
    durationMs: null,
    stream: null,
  };
  const derivative = await store.blobs.put(bytesOf('derivative'));
  await store.derivatives.keep(
    photo.blob ?? '',
    // all that pages ask for, so that none has to be made of what is no picture
    ['image/avif', 'image/webp'].flatMap((mediaType) =>
      [340, 680, 1_100].map((asked) => ({ mediaType, asked, width: 8, height: 8, blob: derivative })),
    ),
  );
  const other = (id: string, place: Place): Post => ({
    ...emptyPost,
    ref: s.refOf(id),
    author: { ...nobody, name: 'Toad', handle: 'toad' },
    segments: [{ kind: 'text', text: said(place) }],
  });
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      name: `Frog ${canary('author')}`,
      handle,
      avatar: await picture(store, 'avatar'),
    },
    segments: [{ kind: 'text', text: said('text') }],
    createdAt: '2024-04-30T12:00:00.000Z',
    media: [photo],
    quote: other('8', 'quoted post'),
    parent: { name: 'pond:7', url: s.refOf('7').url, handle: 'newt', post: other('7', 'parent') },
    thread: { before: [other('5', 'thread')], after: [] },
    poll: { options: [{ text: said('poll'), votes: 1 }], endsAt: null },
    card: { url: 'https://x.test', title: said('card'), description: null, site: null, picture: null },
    note: { text: said('note'), url: null },
  };
}

export function snapshotOf(post: Post, seconds = 1): Snapshot {
  return {
    takenAt: s.isoAt(seconds),
    cause: 'platform',
    meaning: meaningOf(post, 'live'),
    state: 'live',
    known: 'platform',
    post,
    witnesses: { text: ['pond-api'] },
    conflicts: [{ field: 'text', claims: [{ source: 'article', value: said('conflict') }] }],
  };
}

export function wireOf(words: string): Buffer {
  return Buffer.from(JSON.stringify({ post: { text: words, pad: 'reeds and rushes '.repeat(200) } }));
}

export async function captured(store: Store) {
  const put = (place: Place) => store.blobs.put(bytesOf(place));
  return {
    ...s.captureOf(2),
    url: `https://pond.test/embed/${handle}`,
    missing: [`https://media.pond.test/${handle}.woff`],
    blob: await put('png'),
    parts: [await put('part')],
    show: await put('webp'),
    avif: await put('avif'),
    thumb: await put('thumb'),
    pdf: await put('pdf'),
    wacz: await put('wacz'),
  };
}

/** An article that quotes it, and one that lost its id; what sources said of it; its pictures. */
export async function plantCanaries(store: Store): Promise<{ readonly articleBlob: string }> {
  const articleBlob = await store.blobs.put(
    Buffer.from(
      `<h1>${said('article title')}</h1><blockquote>${said('article quote')}</blockquote>`.repeat(20),
    ),
  );
  await store.recordArticle(articleOf(articleBlob));
  await store.settle(await s.leaseOne(store, 1, { names: ['pond:1'] }), await learnedOf(store), s.done);
  await store.manifests.flush();
  // The index takes words in when it is asked.
  await store.search.find(readQuery('heron'), { order: 'rank', limit: 1, offset: 0 });
  return { articleBlob };
}

export function articleOf(blob: string) {
  const quoted = {
    name: `Frog ${canary('author')}`,
    handle,
    date: '2024-04-30',
    text: said('article quote'),
    lang: 'en',
    dir: null,
    links: [],
  };
  return s.entryOf([{ ...s.embedOf('1'), ref, quoted }], {
    blob,
    title: `What the frog said: ${said('article quote')} (${canary('article title')})`,
  });
}

export async function learnedOf(store: Store): Promise<Learned> {
  const wire = await store.blobs.put(wireOf(said('wire')));
  const observation = s.observationOf('live', 1, {
    wire,
    reason: said('reason'),
    url: `https://pond.test/api?of=${handle}`,
  });
  return {
    observations: [observation],
    snapshot: snapshotOf(await canaryPost(store)),
    captures: [await captured(store)],
    aliases: [{ alias: provisional, reason: 'the same account, day and words' }],
    next: [],
  };
}

/** Which canaries lie anywhere in these files, packed or not; as `place in file`. */
export async function canariesIn(folder: string, except: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (except.some((part) => name.includes(part)) || !(await stat(path)).isFile()) continue;
    for (const bytes of formsOf(await readFile(path))) {
      const text = bytes.toString('latin1').toLowerCase();
      // An index leaves out the letters that a word has in common with the one before.
      for (const place of places.all)
        if (text.includes(canary(place).slice(2))) found.push(`${place} in ${name}`);
    }
  }
  return [...new Set(found)].sort();
}

/** Files that hold that text anywhere. */
export async function textIn(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    if (formsOf(await readFile(path)).some((bytes) => bytes.includes(text))) found.push(name);
  }
  return found;
}

function formsOf(bytes: Buffer): Buffer[] {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd])))
    return [bytes, zstdDecompressSync(bytes)];
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? [bytes, gunzipSync(bytes)] : [bytes];
}
