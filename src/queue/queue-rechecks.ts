import type { PostRecord, Store } from '../store/contract.ts';
import { type FindTools, findPost } from '../store/find-post.ts';

export interface RecheckTools extends FindTools {
  readonly store: Store;
  readonly now: () => Date;
}

/** Which posts to ask for again: these, all that have an id, or those whose time has come. */
export type RecheckChoice = readonly string[] | 'all' | 'due';

export interface RecheckOptions {
  /** No more than so many posts, those that are due longest first. */
  readonly limit?: number;
}

/** So many posts are held at a time, whatever the archive's size. */
const batchSize = 500;

/**
 * Queues a `recheck` for each post chosen that has an id and no job that asks for it already; gives their names, batch
 * by batch, the next queued once it is asked for. What comes due meanwhile is left to the next run. For posts that
 * were named, jobs that wait for a later try are due at once: somebody wants to know now. Throws `bad-ref`,
 * `unknown-post`.
 */
export async function* queueRechecks(
  which: RecheckChoice,
  tools: RecheckTools,
  { limit = Number.POSITIVE_INFINITY }: RecheckOptions = {},
): AsyncIterable<readonly string[]> {
  const { store } = tools;
  const now = tools.now();
  // what nobody waits for gives way to posts that are new
  const priority = typeof which === 'string' ? -1 : 0;
  let left = limit;
  for await (const batch of batchesOf(which, now, tools)) {
    const taken = batch.slice(0, left);
    await Promise.all(
      taken
        .filter(({ hasJob }) => !hasJob)
        .map(({ name }) => store.jobs.enqueue({ kind: 'recheck', name, priority }, now)),
    );
    if (typeof which !== 'string') for (const { name } of taken) await store.jobs.wake(now, { name });
    if (taken.length > 0) yield taken.map(({ name }) => name);
    left -= taken.length;
    if (left <= 0) return;
  }
}

interface Chosen {
  readonly name: string;
  readonly hasJob: boolean;
}

async function* batchesOf(
  which: RecheckChoice,
  now: Date,
  tools: RecheckTools,
): AsyncIterable<readonly Chosen[]> {
  const { posts } = tools.store;
  if (which === 'due') {
    for (let after = ''; ; ) {
      const due = await posts.dueForRecheck({ now, limit: batchSize, ...(after === '' ? {} : { after }) });
      yield due;
      if (due.length < batchSize) return;
      after = due.at(-1)?.mark ?? '';
    }
  }
  if (which === 'all') {
    for (let after = ''; ; ) {
      const records = await posts.list({ limit: batchSize, after });
      yield await askable(records, tools);
      if (records.length < batchSize) return;
      after = records.at(-1)?.name ?? '';
    }
  }
  const records = await Promise.all(which.map((ref) => findPost(ref, tools)));
  const once = new Map(records.map((record) => [record.name, record]));
  yield await askable([...once.values()], tools);
}

/** Posts with an id: who else could be asked for? */
async function askable(records: readonly PostRecord[], { store }: RecheckTools): Promise<readonly Chosen[]> {
  const named = records.filter(({ ref }) => ref !== null);
  return await Promise.all(
    named.map(async ({ name }) => {
      const jobs = await store.jobs.list({ name });
      const hasJob = jobs.some(
        ({ kind, state }) => kind !== 'capture' && (state === 'queued' || state === 'leased'),
      );
      return { name, hasJob };
    }),
  );
}
