import { join } from 'node:path';
import { historyOf } from '../../../src/history.ts';
import { silentLog } from '../../../src/log.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { showPost } from '../../../src/show.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { verifyArchive } from '../../../src/verify.ts';
import { check } from '../checker.ts';
import { troubleIn } from '../trouble.ts';
import { readArchive, type Seen } from './archive-file.ts';
import { expect } from './expected.ts';
import { feedAddress, writeFeed } from './feed.ts';
import { judge } from './judge.ts';
import { plannedRounds, tooOften, tooRarely } from './plan.ts';
import { feedAt, type Script, type ScriptedPost, sceneAt } from './script.ts';
import type { Simulated } from './simulate.ts';

export interface Inspected {
  readonly trouble: readonly string[];
  readonly told: readonly string[];
}

/** Holds the archive against the script, as far as anybody asked: post by post, its articles, its requests, its rows. */
export async function inspect(script: Script, simulated: Simulated, folder: string): Promise<Inspected> {
  const { world, clock, killed, runs, beside, unread } = simulated;
  const seen = readArchive(folder);
  const outside = check(folder, '', []);
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
  });
  const trouble: string[] = [];
  const counts = { versions: 0, states: 0, rounds: 0, planned: 0 };
  const changes = new Map<string, number>();
  try {
    for (const post of script.posts) {
      const heard = seen.posts.get(post.name)?.heard ?? [];
      const came = cameIn(script, simulated, post);
      const expected = expect(post, world.told, heard, { clock, pictures: world.pictures, killed, came });
      const tools = { store, platforms };
      const past = await historyOf(post.name, tools);
      const shown = await showPost(post.name, tools);
      trouble.push(...judge(post, expected, seen.posts.get(post.name), past, clock));
      const state = expected.versions.at(-1)?.state;
      if (shown.state !== state) trouble.push(`${post.name}: show tells ${shown.state} instead of ${state}`);
      const offPlan = [...tooOften(post, expected), ...tooRarely(script, post, expected, came)];
      trouble.push(...offPlan.map((text) => `${post.name} (${post.plot}): ${text}`));
      for (const { kind } of past.versions.flatMap((version) => version.changes))
        changes.set(kind, (changes.get(kind) ?? 0) + 1);
      counts.versions += expected.versions.length;
      counts.states += expected.states.length;
      counts.rounds += expected.asked.length;
      counts.planned += plannedRounds(script, post, came);
    }
    for await (const damage of verifyArchive(store)) trouble.push(`verify: ${damage.kind} ${damage.detail}`);
  } finally {
    await store.close();
  }
  const share = counts.rounds / counts.planned;
  if (share < 0.8 || share > 1.2)
    trouble.push(`posts were asked for ${counts.rounds} times, ${counts.planned} were planned`);
  if (killed.length !== script.killed.length) trouble.push(`only ${killed.length} workers were killed`);
  if (beside === 0) trouble.push('no two workers were at work at once');
  trouble.push(
    ...world.tooEarly,
    ...feedTrouble(script, simulated),
    ...articleTrouble(script, simulated, seen),
    ...seen.unfinished.map((job) => `not ended: ${job}`),
    ...troubleIn(outside, {
      badBlobs: 0,
      badLedger: 0,
      unfinishedFiles: 0,
      tornManifests: [],
      integrity: 'ok',
    }),
  );
  return {
    trouble,
    told: [
      `${runs} runs, ${script.posts.length} posts, ${counts.versions} versions, ${counts.states} states; ${world.told.length} requests, ${world.told.filter(({ trouble: kind }) => kind !== null).length} of them into trouble`,
      `changes: ${[...changes].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
      `posts were heard of ${counts.rounds} times, ${counts.planned} were planned; the feed was unreadable ${unread} times`,
      `${killed.length} workers killed, ${seen.deaths} jobs taken over; ${beside} requests by two workers at once`,
    ],
  };
}

function cameIn(script: Script, { world, killed }: Simulated, post: ScriptedPost): number {
  const had = world.told.find(
    ({ url, at, run, trouble }) =>
      url === feedAddress &&
      trouble === null &&
      !killed.includes(run) &&
      feedAt(script, at).some(({ scenes }) => sceneAt(scenes, at).posts.includes(post)),
  );
  if (had === undefined) throw new Error(`no feed was had with ${post.name}`);
  return had.run;
}

/** What is as it was is not sent again. */
function feedTrouble(script: Script, { world, killed }: Simulated): readonly string[] {
  const asked = world.told.filter(({ url, trouble }) => url === feedAddress && trouble === null);
  return asked.flatMap(({ at, shown, status }, index) => {
    const before = asked[index - 1];
    // A clock that was set back can't tell how old what it knows is.
    if (before === undefined || killed.includes(before.run) || before.shown > shown) return [];
    const wanted = writeFeed(script, at) === writeFeed(script, before.at) ? 304 : 200;
    return status === wanted
      ? []
      : [`${new Date(at).toISOString()}: the feed answered ${status} instead of ${wanted}`];
  });
}

/** Each item as it was when the feed was last had with it. */
function articleTrouble(script: Script, { world, killed }: Simulated, { embeds }: Seen): readonly string[] {
  const wanted = new Map<string, string>();
  for (const { at, run } of world.told.filter(({ url, status }) => url === feedAddress && status === 200))
    if (!killed.includes(run))
      for (const { id, scenes } of feedAt(script, at))
        wanted.set(
          `${feedAddress}#${id}`,
          sceneAt(scenes, at)
            .posts.map(({ name }) => name)
            .join(' '),
        );
  const found = new Map([...embeds].map(([article, posts]) => [article, posts.join(' ')]));
  const inOrder = (articles: ReadonlyMap<string, string>) =>
    [...articles].map(([article, posts]) => `${article} ${posts}`).toSorted((a, b) => (a < b ? -1 : 1));
  return troubleIn({ articles: inOrder(found) }, { articles: inOrder(wanted) });
}
