import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { type Post, picturesOf, textOf } from '../../src/model/post.ts';
import type { Wire } from '../../src/model/wire.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Ref } from '../../src/ref.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { recordedAnswers, wireOf, withoutCorpus } from './platform-corpus.ts';

/** Recorded answers to begin with, by the source that reads them. */
const recordings: Readonly<Record<string, readonly string[]>> = {
  'x-syndication': ['x/syndication', 'x/tombstone', 'x/syndication-2022'],
  'x-oembed': ['x/oembed'],
  'x-fxtwitter': ['x/fxtwitter'],
  'bluesky-thread': ['bluesky/getpostthread', 'bluesky/getpostthread-synthetic'],
  'mastodon-status': ['mastodon/status'],
  'youtube-oembed': ['youtube/oembed'],
  'tiktok-oembed': ['tiktok/oembed'],
  'reddit-oembed': ['reddit/oembed'],
};
const archivedX = ['x/api-v1.1', 'x/api-v2', 'x/graphql-tweetdetail', 'x/og-html', 'wayback/memento-html'];

const seed = Number(process.env['HOLDFAST_FUZZ_SEED'] ?? 20_261_127);
const rounds = Number(process.env['HOLDFAST_FUZZ'] ?? 3_000);

/** What strangers may put in any place of an answer. */
const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e20,
  1.5,
  '',
  ' ',
  '\0\ud800x\u202e',
  'x'.repeat(50_000),
  '<script>alert(1)</script>'.repeat(50),
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'https://user:pass@host.example/%00',
  '//169.254.169.254/latest',
  '0000-01-01T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:60Z',
  'Infinity',
  'yesterday',
  '٢٠٢٣-٠٩-١٤',
  '1.2K',
  [],
  {},
  [[[[[]]]]],
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"a","then":"b","length":-1}'),
  Array.from({ length: 10_000 }, (_, index) => ({
    id: index,
    type: 'photo',
    text: 'a',
    url: 'https://a.example/',
  })),
];

type Random = () => number;

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Makes some places of a value wrong: replaced, dropped, doubled, or swapped with another part of the same answer. */
function spoilt(value: unknown, random: Random): unknown {
  const parts: unknown[] = [];
  collect(value, parts);
  const odds = pick([0.005, 0.03, 0.15], random);
  return change(
    value,
    (part) => (random() < odds ? pick([...hostile, pick(parts, random)], random) : part),
    random,
  );
}

function collect(value: unknown, parts: unknown[]): void {
  parts.push(value);
  if (typeof value === 'object' && value !== null && parts.length < 2_000)
    for (const part of Object.values(value)) collect(part, parts);
}

function change(value: unknown, spoil: (part: unknown) => unknown, random: Random): unknown {
  const part = spoil(value);
  if (part !== value || typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.flatMap((item) => repeats(change(item, spoil, random), random));
  return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, change(item, spoil, random)]));
}

function repeats(item: unknown, random: Random): unknown[] {
  return random() < 0.02 ? Array.from({ length: Math.floor(random() * 60) }, () => item) : [item];
}

/** The answer as bytes, sometimes cut or with bytes changed. */
function bytesOf(body: Uint8Array, random: Random): Uint8Array {
  const text = new TextDecoder().decode(body);
  const isJson = /^\s*[[{]/u.test(text);
  const bytes =
    isJson && random() < 0.9
      ? Buffer.from(JSON.stringify(spoilt(JSON.parse(text), random)))
      : Buffer.from(body);
  if (random() < 0.2)
    for (let n = 0; n < 5; n += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return random() < 0.1 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

/** The post asked for, as the recording names it, so that most answers are of it. */
function refIn(body: Uint8Array, name: string, platform: (typeof platforms)[number]): Ref | null {
  const text = new TextDecoder().decode(body);
  const uri = /"uri":\s*"at:\/\/([^"/]+)\/app\.bsky\.feed\.post\/(\w+)"/u.exec(text);
  const ids = [
    /"id_str":\s*"(\d+)"/u.exec(text)?.[1],
    uri === null ? undefined : `${uri[1]}/${uri[2]}`,
    `social.example/${/"id":\s*"(\w+)"/u.exec(text)?.[1]}`,
    /embed\/([\w-]{11})/u.exec(text)?.[1],
    /\/video\/(\d+)/u.exec(text)?.[1],
    /status(?:es)?\/(\d+)/u.exec(text)?.[1],
    /^\d+/u.exec(name)?.[0],
    `t3_${/\/comments\/(\w+)/u.exec(text)?.[1]}`,
  ];
  return ids.map((id) => (id === undefined ? null : platform.refOf(id))).find((ref) => ref !== null) ?? null;
}

/** What must hold of any answer, whatever was sent. */
function expectSound(answer: Answer): void {
  // What is stored must read again as it was.
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  expect('reason' in answer ? answer.reason.length : 0).toBeLessThan(20_000);
  if (answer.kind === 'post') expectSoundPost(answer.post, 0);
}

function expectSoundPost(post: Post, depth: number): void {
  expect(depth).toBeLessThanOrEqual(2);
  expect(post.media.length).toBeLessThanOrEqual(20);
  expect(post.poll?.options.length ?? 0).toBeLessThanOrEqual(20);
  expect(textOf(post.segments).isWellFormed()).toBe(true);
  expect(textOf(post.segments)).not.toContain('\0');
  const urls = [
    post.ref?.url,
    post.author.url,
    post.card?.url,
    post.note?.url,
    post.parent?.url,
    ...post.segments.flatMap((segment) => ('url' in segment ? [segment.url] : [])),
    ...picturesOf(post).flatMap((picture) => picture.urls),
  ].filter((url) => url !== null && url !== undefined);
  for (const url of urls) expect(url).toMatch(/^https?:\/\/[^\s<>"\\]+$/iu);
  if (post.createdAt !== null) {
    expect(post.createdAt).toMatch(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/u);
    expect(post.createdAt > '2000' && post.createdAt < '2027').toBe(true);
  }
  const { metrics } = post;
  for (const count of [metrics?.likes, metrics?.replies, metrics?.reposts, metrics?.views])
    if (count !== null && count !== undefined) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
  if (post.quote !== null) expectSoundPost(post.quote, depth + 1);
  const around = [...(post.thread?.before ?? []), ...(post.thread?.after ?? [])];
  expect(around.length).toBeLessThanOrEqual(100);
}

const hasCorpus = recordedAnswers('x/syndication') !== null;

describe(`answers that were spoilt${hasCorpus ? '' : ` (${withoutCorpus})`}`, () => {
  const x = platforms.find(({ id }) => id === 'x');
  const readers = [
    ...platforms.flatMap((platform) =>
      platform.sources.map((source) => ({
        id: source.id,
        platform,
        folders: recordings[source.id] ?? [],
        read: (wire: Wire, ref: Ref) => source.read(wire, ref),
      })),
    ),
    {
      id: 'x, archived',
      platform: x ?? platforms[0],
      folders: archivedX,
      read: (wire: Wire, ref: Ref) => {
        const link = {
          archive: 'web.archive.org',
          original: ref.url,
          url: wire.url,
          takenAt: '2024-01-01T00:00:00.000Z',
        };
        const memento = { ...link, mediaType: null, status: 200, digest: null, wire };
        return (
          x?.readArchived?.(memento, ref) ?? {
            kind: 'unknown' as const,
            outcome: 'empty' as const,
            reason: 'no reader',
          }
        );
      },
    },
  ].filter(({ folders }) => folders.length > 0);

  it.skipIf(!hasCorpus).each(readers)(
    'are read soundly or not at all: $id',
    ({ platform, folders, read }) => {
      const bodies = folders.flatMap((folder) => recordedAnswers(folder) ?? []);
      if (platform === undefined) throw new Error('X is a platform');
      const random = seededRandom(seed);
      const posts = { count: 0 };
      for (let round = 0; round < rounds / readers.length; round += 1) {
        const { name, body } = pick(bodies, random);
        const ref = refIn(body, name, platform);
        if (ref === null) continue;
        const wire = wireOf(bytesOf(body, random));
        const answer = read(wire, ref);
        try {
          expectSound(answer);
          expect(read(wire, ref)).toEqual(answer);
        } catch (error) {
          throw new Error(`round ${round} of seed ${seed}, from ${name}`, { cause: error });
        }
        posts.count += Number(answer.kind === 'post');
      }
      expect(posts.count).toBeGreaterThan(0);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );
});
