import type { Store } from '../store/contract.ts';
import { type FindTools, findPost } from '../store/find-post.ts';
import { recheckAt } from './recheck-plan.ts';

export interface RecheckTools extends FindTools {
  readonly store: Store;
  readonly now: () => Date;
}

/** Which posts to ask for again: these, all that have an id, or those whose time has come. */
export type RecheckChoice = readonly string[] | 'all' | 'due';

/**
 * Queues a `recheck` for each post chosen that has an id; gives their names. For posts that were named, jobs that wait
 * for a later try are due at once: somebody wants to know now. Throws `bad-ref`, `unknown-post`.
 */
export async function queueRechecks(which: RecheckChoice, tools: RecheckTools): Promise<readonly string[]> {
  const { store } = tools;
  const now = tools.now();
  const records =
    typeof which === 'string'
      ? await store.posts.list()
      : await Promise.all(which.map((ref) => findPost(ref, tools)));
  const names: string[] = [];
  for (const record of records) {
    if (record.ref === null) continue;
    const heard = (await store.posts.observations(record.name)).filter(({ rank }) => rank !== 'article');
    const lastHeard = heard.at(-1)?.at ?? null;
    if (which === 'due' && recheckAt({ ...record, lastHeard }) > now) continue;
    await store.jobs.enqueue({ kind: 'recheck', name: record.name }, now);
    if (typeof which !== 'string') await store.jobs.wake(now, { name: record.name });
    names.push(record.name);
  }
  return names;
}
