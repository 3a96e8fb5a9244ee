import type { FlattenedRule } from '../model/platform.ts';
import { findHeaded } from './text-headed.ts';
import { findPatterned } from './text-patterned.ts';
import { findPhrased } from './text-phrased.ts';
import type { FlattenedPost } from './text-post.ts';
import { findSigned, type Span } from './text-signed.ts';

/**
 * The flattened posts of one network in a text, in order, none overlapping. `taken` are stretches known to be other
 * posts, in order: nothing is found in them, and no text reaches back over them.
 */
export function findFlattened(
  text: string,
  rule: FlattenedRule,
  taken: readonly Span[] = [],
): FlattenedPost[] {
  const { shape } = rule;
  if (shape.kind === 'signed') {
    const headed = outside(findHeaded(text, rule), taken);
    const beside = [...taken, ...headed].sort((a, b) => a.start - b.start);
    return [...headed, ...findSigned(text, rule, beside)].sort((a, b) => a.start - b.start);
  }
  return shape.kind === 'phrase' ? findPhrased(text, rule, shape) : findPatterned(text, shape);
}

/** Those that overlap no taken stretch; both lists are in order. */
function outside(posts: readonly FlattenedPost[], taken: readonly Span[]): FlattenedPost[] {
  let at = 0;
  return posts.filter((post) => {
    while ((taken[at]?.end ?? Number.POSITIVE_INFINITY) <= post.start) at += 1;
    return post.end <= (taken[at]?.start ?? Number.POSITIVE_INFINITY);
  });
}
