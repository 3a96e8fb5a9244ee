import { isGone, type State } from '../model/state.ts';

/** What the plan needs to know of a post. */
export interface Rechecked {
  readonly state: State;
  /** ISO 8601: when the archive met it. */
  readonly firstSeen: string;
  /** ISO 8601: when a source was last heard of it; null when none ever was. */
  readonly lastHeard: string | null;
}

const day = 24 * 60 * 60 * 1000;

/**
 * When a post is to be asked for again. Pure. As long after the last hearing as it was known by then, but at least a
 * day and at most thirty: fresh posts are deleted more often than old ones. Posts that are gone: every thirty days.
 */
export function recheckAt(post: Rechecked): Date {
  if (post.lastHeard === null) return new Date(post.firstSeen);
  const heard = Date.parse(post.lastHeard);
  const knownFor = heard - Date.parse(post.firstSeen);
  const pause = isGone(post.state) ? 30 * day : Math.min(Math.max(knownFor, day), 30 * day);
  return new Date(heard + pause);
}
