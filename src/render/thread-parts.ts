import type { Omission, Post, Thread } from '../model/post.ts';
import { contentOf } from './view.ts';

/** Parts of a thread as they are shown: those next to the post at once, others behind a fold, the rest counted. */
export interface ThreadParts {
  readonly near: readonly Post[];
  readonly folded: readonly Post[];
  /** How many more there are; they stay in the archive. */
  readonly more: number;
}

/** Characters of a part that are shown. */
export const mostOfPart = 1500;

const mostNear = 3;
const mostFolded = 47;

/** In the order they were written. */
export function partsBefore(thread: Thread): ThreadParts {
  const { near, folded, more } = split(thread.before.filter(hasContent).toReversed());
  return { near: near.toReversed(), folded: folded.toReversed(), more };
}

export function partsAfter(thread: Thread, omissions: readonly Omission[]): ThreadParts {
  const parts = split(thread.after.filter(hasContent));
  return { ...parts, more: parts.more + countOmitted(omissions, (part) => part === 'thread') };
}

/** How many parts of the post were sent and are not in it. */
export function countOmitted(omissions: readonly Omission[], counts: (part: string) => boolean): number {
  const counted = omissions.filter(
    ({ part, count }) => counts(part) && Number.isSafeInteger(count) && count > 0,
  );
  return counted.reduce((sum, { count }) => sum + count, 0);
}

/** The nearest first. */
function split(parts: readonly Post[]): ThreadParts {
  return {
    near: parts.slice(0, mostNear),
    folded: parts.slice(mostNear, mostNear + mostFolded),
    more: Math.max(0, parts.length - mostNear - mostFolded),
  };
}

function hasContent(part: Post): boolean {
  return contentOf({ post: part }) !== null;
}

/** The post it answers is a part of its own thread, and shown there. */
export function isInThread({ parent, thread, author }: Post): boolean {
  if (parent === null || thread === null || thread.before.length === 0) return false;
  const isListed = thread.before.some(({ ref }) => ref !== null && ref.url === parent.url);
  return isListed || (author.handle !== null && parent.handle === author.handle);
}
