import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivePost } from '../../src/archive.ts';
import { silentLog } from '../../src/log.ts';
import { type Images, openImages } from '../../src/media/images.ts';
import { changesBetween } from '../../src/model/changes.ts';
import type { Wire } from '../../src/model/wire.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { madeTweet, tombstone } from '../stand-in/x-answers.ts';

const id = '1703436713362870723';
const name = `x:${id}`;
const pictures = 'https://pbs.twimg.com/profile_images';

interface Tweet {
  readonly user: object;
}

/** What the platform says on one day, and what of that is to be a version. */
interface Day {
  readonly what: string;
  readonly says: (tweet: Tweet) => object;
  readonly status?: number;
  readonly makes: readonly [cause: string, ...changes: string[]] | null;
}

const withUser = (user: object) => (tweet: Tweet) => ({ ...tweet, user: { ...tweet.user, ...user } });

const days: readonly Day[] = [
  { what: 'it is met', says: (tweet) => tweet, makes: ['first'] },
  {
    what: 'it is liked and answered',
    says: (tweet) => ({ ...tweet, favorite_count: 99, conversation_count: 5 }),
    makes: null,
  },
  {
    what: 'the host packs the avatar anew, elsewhere',
    says: withUser({ profile_image_url_https: `${pictures}/2/packed_normal.webp` }),
    makes: null,
  },
  {
    what: 'the avatar can’t be had at its new address',
    says: withUser({ profile_image_url_https: `${pictures}/3/lost_normal.jpg` }),
    makes: null,
  },
  { what: 'the platform fails', says: () => ({}), status: 500, makes: null },
  {
    what: 'the author changes the avatar',
    says: withUser({ profile_image_url_https: `${pictures}/4/new_normal.png` }),
    makes: ['platform', 'avatar'],
  },
  {
    what: 'the author changes the name',
    says: withUser({ profile_image_url_https: `${pictures}/4/new_normal.png`, name: 'Ada Renamed' }),
    makes: ['platform', 'name'],
  },
  {
    what: 'the post is deleted',
    says: () => JSON.parse(tombstone().body) as object,
    makes: ['platform', 'state'],
  },
  { what: 'the platform fails again', says: () => ({}), status: 503, makes: null },
];

const folder = mkdtempSync(join(tmpdir(), 'holdfast-kept-'));
let images: Images;
let store: Store;
let files: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  images = openImages();
  store = await openStore({ database: join(folder, 'a.db'), blobs: join(folder, 'blobs'), log: silentLog });
  const [old, other] = [sharp(face('#c33', 60)), sharp(face('#36c', 140))];
  files = new Map([
    ['/profile_images/1/ada_example.jpg', await old.clone().jpeg({ quality: 90 }).toBuffer()],
    ['/profile_images/2/packed.webp', await old.clone().resize(160).webp({ quality: 60 }).toBuffer()],
    ['/profile_images/4/new.png', await other.png().toBuffer()],
  ]);
});
afterAll(async () => {
  await store.close();
  await images.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Enough to be known again by. */
function face(colour: string, at: number): Buffer {
  const hair = Array.from(
    { length: 9 },
    (_, i) =>
      `<path d="M${i * 22} 0 L${at} ${at + i * 9} L${200 - i * 13} 200" stroke="#${i}2${9 - i}" stroke-width="${3 + i}" fill="none"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="${colour}"/><circle cx="${at}" cy="90" r="50" fill="#fed"/>${hair.join('')}</svg>`,
  );
}

async function live(day: Day, now: Date): Promise<void> {
  const tweet = JSON.parse(madeTweet(id, 'Herons at the pond again').body) as Tweet;
  const answer = JSON.stringify(day.says(tweet));
  const fetch = async ({ url }: { readonly url: string }): Promise<Wire> => {
    const { host, pathname } = new URL(url);
    const file = files.get(pathname);
    const isApi = host === 'cdn.syndication.twimg.com';
    const status = isApi ? (day.status ?? 200) : file === undefined ? 503 : 200;
    const body = isApi ? Buffer.from(answer) : (file ?? Buffer.alloc(0));
    return { url, status, headers: [['content-type', 'application/json']], body, at: now.toISOString() };
  };
  await store.jobs.enqueue({ kind: 'archive', name }, now);
  // The one before may wait for a later try.
  await store.jobs.wake(now, { name });
  const lease = { now, ms: 60_000, limit: 1, alone: true, mostDeaths: 3, kinds: ['archive' as const] };
  const [job] = await store.jobs.lease({ id: 'w' }, lease);
  if (job === undefined) throw new Error('no job is due');
  await archivePost(job, {
    store,
    platforms,
    fetch,
    images,
    leave: { mirrors: false, metaToken: null },
    findMementos: null,
    recover: null,
    streams: { ffmpeg: null, work: folder },
    now: () => now,
    random: () => 0.5,
  });
}

describe('a post that is asked for day after day', () => {
  it('has a version for each change of meaning, and none for what could not be found out', async () => {
    const ref = { platform: 'x', id, url: `https://x.com/i/status/${id}` };
    await store.recordPost(ref, []);
    const made: unknown[] = [];
    for (const [at, day] of days.entries()) {
      const before = await store.posts.snapshots(name);
      await live(day, new Date(Date.UTC(2026, 4, 1 + at)));
      const [next] = (await store.posts.snapshots(name)).slice(before.length);
      const last = before.at(-1);
      const changes = next && last ? changesBetween(last, next).map(({ kind }) => kind) : [];
      made.push([day.what, next === undefined ? null : [next.cause, ...changes]]);
    }
    expect(made).toEqual(days.map(({ what, makes }) => [what, makes]));
    expect(await store.posts.get(name)).toMatchObject({
      state: 'deleted',
      lastLive: '2026-05-07T00:00:00.000Z',
    });
  });
});
