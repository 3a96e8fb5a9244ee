import { emptyPost, type Post } from '../model/post.ts';
import { haveSameText } from './agree.ts';
import type { Former } from './claims.ts';
import { isOtherAuthor } from './complete.ts';
import type { Claim } from './merge.ts';

/**
 * What was told before by sources that are not heard now, beside the same words by the same author: their silence takes
 * nothing back, else the rest of a text that the best source cuts, or a thread, would come and go with whoever is asked.
 * `old` is the former copy; what its witnesses say of themselves now isn't told again here, and of an archived copy only
 * words: its other parts may have been taken away since. Pure.
 */
export function toldBefore(fresh: readonly Claim[], old: Claim, witnesses: Former['witnesses']): Claim[] {
  const [best] = fresh;
  if (best === undefined || isOtherAuthor(best.post.author, old.post.author)) return [];
  if (!haveSameText(best.post, old.post)) return [];
  const silent = (field: string) =>
    (witnesses[field] ?? []).filter(
      (witness) => !isNoSource.has(witness) && fresh.every(({ source }) => source !== witness),
    );
  const lent = (field: string, parts: Partial<Post>): Claim => ({
    source: silent(field).at(-1) ?? best.source,
    rank: old.rank,
    post: { ...emptyPost, ...parts },
  });
  const isCut = best.post.truncated && !old.post.truncated && old.post.segments.length > 0;
  return [
    ...(isCut ? [lent('text', { segments: old.post.segments, dir: old.post.dir })] : []),
    ...lendable
      .filter((field) => {
        const unheard = silent(field).length;
        const isToldNow = !isNothing(best.post[field]);
        return old.rank === 'platform' && unheard > 0 && (isToldNow || unheard === witnesses[field]?.length);
      })
      .map((field) => lent(field, { [field]: old.post[field] })),
  ];
}

/** Parts that some sources can't speak of. */
const lendable = ['media', 'quote', 'parent', 'thread', 'poll', 'card', 'note'] as const;
const isNoSource: ReadonlySet<string> = new Set(['article', 'id']);

function isNothing(part: Post[(typeof lendable)[number]]): boolean {
  return part === null || (Array.isArray(part) && part.length === 0);
}
