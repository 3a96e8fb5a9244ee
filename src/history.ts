import { type Past, pastOf } from './past.ts';
import type { Store } from './store/contract.ts';
import { type FindTools, findPost } from './store/find-post.ts';

export type { Past, PastVersion } from './past.ts';

export interface HistoryTools extends FindTools {
  readonly store: Store;
}

/** A post over time: its versions, how long it was in which state, and all of it in one line. */
export async function historyOf(refOrUrl: string, tools: HistoryTools): Promise<Past> {
  return await pastOf(await findPost(refOrUrl, tools), tools.store);
}
