import sharp from 'sharp';
import { silentLog } from '../../src/log.ts';
import type { Observation, Outcome } from '../../src/model/answer.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { causeOf } from '../../src/model/cause.ts';
import { emptyPost, type Media, nobody, type Picture, type Post, pictureAt } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { Known, State } from '../../src/model/state.ts';
import { type Ref, writeRef } from '../../src/ref.ts';
import type { KeptSnapshot, Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import type { Home } from './holdfast.ts';

/** What happened to a post at one moment. */
export interface Step {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly heard: readonly (Outcome | Partial<Observation>)[];
  /** The version it made; none where it brought no news. */
  readonly post?: Post;
  readonly state?: State;
  readonly known?: Known;
}

/** An archive that has kept a post for a while, without anybody being asked. */
export async function keepPast(home: Home, ref: Ref, steps: readonly Step[]): Promise<void> {
  const store = await openKept(home);
  try {
    for (const step of steps) await keep(store, ref, step);
  } finally {
    await store.close();
  }
}

export function openKept(home: Home): Promise<Store> {
  const database = home.in('data', 'holdfast.db');
  return openStore({ database, blobs: home.in('snapshots'), log: silentLog });
}

export const pondRef: Ref = {
  platform: 'x',
  id: '1703436713362870723',
  url: 'https://x.com/i/status/1703436713362870723',
};

export function postOf(text: string, changes: Partial<Post> = {}): Post {
  return {
    ...emptyPost,
    ref: pondRef,
    author: { ...nobody, name: 'Ada Frog', handle: 'adafrog' },
    segments: [{ kind: 'text', text }],
    createdAt: '2023-09-17T15:52:15.000Z',
    lang: 'en',
    ...changes,
  };
}

/** A picture of one colour that the archive has. */
export async function keptPicture(home: Home, colour: string, width = 320, height = 200): Promise<Picture> {
  const store = await openKept(home);
  try {
    const image = sharp({ create: { width, height, channels: 3, background: colour } });
    const [png, webp] = [await image.clone().png().toBuffer(), await image.clone().webp().toBuffer()];
    const [blob, show] = [await store.blobs.put(png), await store.blobs.put(webp)];
    return { ...pictureAt('https://img.test/p.png'), blob, show, mediaType: 'image/png', width, height };
  } finally {
    await store.close();
  }
}

export function photoOf(picture: Picture, alt: string | null = null): Media {
  return { ...picture, kind: 'photo', alt, poster: null, durationMs: null, stream: null };
}

async function keep(store: Store, ref: Ref, step: Step): Promise<void> {
  const name = writeRef(ref);
  const now = new Date(step.at);
  await store.recordPost(ref, []);
  await store.jobs.enqueue({ kind: 'archive', name }, now);
  const [lease] = await store.jobs.lease(
    { id: 'w' },
    { now, ms: 30_000, limit: 1, alone: true, mostDeaths: 3, names: [name] },
  );
  if (lease === undefined) throw new Error(`no job is due at ${step.at}`);
  const latest = (await store.posts.snapshots(name)).at(-1) ?? null;
  await store.settle(
    lease,
    {
      observations: step.heard.map((heard) => observationOf(heard, step.at)),
      snapshot: snapshotOf(step, latest),
      captures: [],
      aliases: [],
      next: [],
    },
    { kind: 'done' },
  );
}

function snapshotOf(step: Step, latest: KeptSnapshot | null) {
  const { at: takenAt, state = 'live', known = 'platform', post = latest?.post ?? null } = step;
  if (step.post === undefined && step.state === undefined) return null;
  const told = { post, state, known, witnesses: { text: ['x-syndication'] } };
  return {
    ...told,
    takenAt,
    cause: causeOf(told, latest, false),
    meaning: meaningOf(post, state),
    conflicts: [],
  };
}

function observationOf(heard: Outcome | Partial<Observation>, at: string): Observation {
  const given = typeof heard === 'string' ? { outcome: heard } : heard;
  return {
    source: 'x-syndication',
    rank: 'platform',
    at,
    asOf: null,
    outcome: 'live',
    reason: null,
    url: 'https://cdn.syndication.twimg.com/tweet-result',
    status: 200,
    wire: sha256(JSON.stringify([given, at])),
    ...given,
  };
}
