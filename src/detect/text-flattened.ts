import type { FlattenedRule } from '../model/platform.ts';
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
  if (shape.kind === 'signed') return findSigned(text, rule, taken);
  return shape.kind === 'phrase' ? findPhrased(text, rule, shape) : findPatterned(text, shape);
}
