import type { Observation } from './answer.ts';

/**
 * Whose doing a deletion was, by what the platform last said of it in words; null where it says nothing of that. A post
 * that just isn't found any more may as well have been taken away.
 */
export function deletedBy(observations: readonly Observation[]): 'author' | null {
  const last = observations.findLast(({ rank, outcome }) => rank === 'platform' && outcome === 'deleted');
  return last?.reason != null && byAuthor.test(last.reason) ? 'author' : null;
}

/** "deleted by the Post author", "removed by the uploader", "deleted by its owner", "deleted by user" */
const byAuthor =
  /\b(?:deleted|removed) by (?:(?:the|its) )?(?:(?:post|tweet|video) )?(?:author|owner|uploader|user)\b/iu;
