import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { archivePost } from '../../../src/archive.ts';
import { silentLog } from '../../../src/log.ts';
import { openImages } from '../../../src/media/images.ts';
import type { Fetch } from '../../../src/model/wire.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { recheckAt } from '../../../src/queue/recheck-plan.ts';
import { mostDeaths } from '../../../src/queue/schedule.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { collect } from '../../store/samples.ts';

const posts = 250;
/** Rounds over all posts that are counted, after the first answers and one more round. */
const rounds = 4;
const rechecks = posts * rounds;

/** What an archive grows by for a recheck that brings no change, bytes. */
export interface Growth {
  /** Sources asked for each post. */
  readonly sources: number;
  readonly database: number;
  /** All answers as they came, as kept, and the manifests' lines of them. */
  readonly answers: number;
  readonly wires: number;
  readonly manifests: number;
}

/**
 * Asks again for posts that are as they were but for what they are liked, each job in a transaction of its own, as one
 * worker would. The database's files are looked at with the log moved into the database, and not tidied.
 */
export async function measureGrowth(sources: 1 | 2): Promise<Growth> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = join(folder, 'data', 'holdfast.db');
  const blobs = join(folder, 'snapshots');
  const images = openImages();
  const moment = { ms: Date.parse('2026-01-02T03:04:05.678Z') };
  const now = () => {
    moment.ms += 17;
    return new Date(moment.ms);
  };
  const played = { answers: 0 };
  const store = await openStore({ database, blobs, log: silentLog, now, plan: recheckAt });
  const ask = async (kind: 'archive' | 'recheck') => {
    moment.ms += 24 * 60 * 60 * 1000;
    await askForAll(store, kind, now, (lease) =>
      archivePost(lease, {
        store,
        platforms,
        images,
        now,
        recover: null,
        findMementos: null,
        fetch: playedBy(played, sources, now),
        leave: { mirrors: false, metaToken: null },
        streams: { ffmpeg: null, work: folder },
        random: () => 0.5,
      }),
    );
  };
  const sizes = async () => {
    await store.manifests.flush();
    return {
      database: sizeOfDatabase(database),
      wires: sizeOf(blobs, /^[0-9a-f]{2}$/u),
      manifests: sizeOf(blobs, /^manifests$/u),
      answers: played.answers,
    };
  };
  try {
    for (let id = 0; id < posts; id++) await store.recordPost(refOf(id), []);
    await ask('archive');
    await ask('recheck');
    const before = await sizes();
    for (let round = 0; round < rounds; round++) await ask('recheck');
    const after = await sizes();
    await assertUnchanged(store, sources);
    const each = (what: keyof typeof after) => (after[what] - before[what]) / rechecks;
    return {
      sources,
      database: each('database'),
      answers: each('answers'),
      wires: each('wires'),
      manifests: each('manifests'),
    };
  } finally {
    await store.close();
    await images.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askForAll(
  store: Store,
  kind: 'archive' | 'recheck',
  now: () => Date,
  work: (lease: Awaited<ReturnType<Store['jobs']['lease']>>[number]) => Promise<void>,
): Promise<void> {
  const jobs = Array.from({ length: posts }, (_, id) => ({ kind, name: nameOf(id) }) as const);
  await store.jobs.enqueueAll(jobs, now());
  for (let left = posts; left > 0; left--) {
    const options = { now: now(), ms: 60_000, limit: 1, alone: true, mostDeaths, kinds: [kind] };
    const [lease] = await store.jobs.lease({ id: 'bench' }, options);
    if (lease === undefined) throw new Error(`${left} jobs are not due`);
    await work(lease);
  }
}

/** Else something else was measured. */
async function assertUnchanged(store: Store, sources: number): Promise<void> {
  for (const id of [0, posts - 1]) {
    const [snapshots, observations] = await Promise.all([
      store.posts.snapshots(nameOf(id)),
      store.posts.observations(nameOf(id)),
    ]);
    if (snapshots.length !== 1 || observations.length !== (rounds + 2) * sources)
      throw new Error(`${snapshots.length} snapshots and ${observations.length} observations of a post`);
  }
  if ((await collect(store.verifyRows())).length > 0) throw new Error('the archive is not whole');
}

const host = 'social.example';
/** A number as that network gives them, of some time. */
const localOf = (id: number) => String(110_000_000_000_000_000n + BigInt(id) * 7_919_104_729n);
const nameOf = (id: number) => `mastodon:${host}/${localOf(id)}`;

function refOf(id: number) {
  return { platform: 'mastodon', id: `${host}/${localOf(id)}`, url: `https://${host}/@jo/${localOf(id)}` };
}

/** A server whose posts are liked a little more every time. */
function playedBy(played: { answers: number }, sources: number, now: () => Date): Fetch {
  return async ({ url }) => {
    const [, local = '', around] = /\/statuses\/(\d+)(\/context)?$/u.exec(url) ?? [];
    const likes = Math.round(now().getTime() / 1000) % 100_000;
    const answer =
      around === undefined
        ? status(local, likes, sources - 1)
        : { ancestors: [], descendants: [{ ...status(`${local}1`, likes, 0), in_reply_to_id: local }] };
    const body = new TextEncoder().encode(JSON.stringify(answer));
    played.answers += body.length;
    const headers = [['content-type', 'application/json']] as const;
    return { url, status: 200, headers, body, at: now().toISOString() };
  };
}

/** As long as such answers usually are. */
function status(id: string, likes: number, replies: number) {
  const words = `Post ${id} tells at some length of what happened in the pond by the old mill last night. `;
  return {
    id,
    created_at: '2025-11-27T20:15:00.000Z',
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'en',
    uri: `https://${host}/users/jo/statuses/${id}`,
    url: `https://${host}/@jo/${id}`,
    replies_count: replies,
    reblogs_count: Math.floor(likes / 7),
    favourites_count: likes,
    edited_at: null,
    content: `<p>${words.repeat(3)}</p>`,
    reblog: null,
    application: { name: 'Web', website: null },
    account: {
      id: '7',
      username: 'jo',
      acct: 'jo',
      display_name: 'Jo by the pond',
      locked: false,
      bot: false,
      discoverable: true,
      created_at: '2022-04-27T00:00:00.000Z',
      note: '<p>Watches frogs, herons and what else comes to the water; writes about them here.</p>',
      url: `https://${host}/@jo`,
      followers_count: 258 + (likes % 90),
      following_count: 112,
      statuses_count: 4_021,
      emojis: [],
      fields: [{ name: 'Pond', value: 'behind the old mill', verified_at: null }],
    },
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
  };
}

function sizeOfDatabase(path: string): number {
  const other = new Database(path);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  return lstatSync(path).size;
}

/** Bytes of all files in the folders of that name. */
function sizeOf(folder: string, name: RegExp): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && name.test(file.parentPath.slice(folder.length + 1)))
    .reduce((sum, file) => sum + lstatSync(join(file.parentPath, file.name)).size, 0);
}
