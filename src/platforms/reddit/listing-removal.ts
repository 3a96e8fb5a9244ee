import type { Answer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';

/** What a thing says of its removal, as far as it is told. */
export interface Removal {
  readonly author: string | null;
  /** The words of a post's body or of a comment. */
  readonly body: string | null;
  /** Undefined where Reddit didn't tell who removes posts yet. */
  readonly category: unknown;
  /** It shows a body of its own, or a title and where it leads. */
  readonly hasBody: boolean;
}

/**
 * Reads who took a post or comment away; null for one that is shown. A name is also gone where only the account is, and
 * anybody can write `[removed]`: it needs both, or Reddit's own word.
 */
export function readListedRemoval({ author, body, category, hasBody }: Removal): Answer | null {
  if (typeof category === 'string') {
    const state = categories.get(category);
    if (state !== undefined) return { kind: 'tombstone', state, reason: `removed_by_category: ${category}` };
    return unknown('withheld-unknown', `removed_by_category: ${category.slice(0, 100)}`);
  }
  const isNameless = author === null || /^\s*\[\s*(?:deleted|removed)\s*\]\s*$/iu.test(author);
  const words = (body ?? '').trim();
  const state = marks.find(([mark]) => mark.test(words))?.[1];
  if (state !== undefined)
    return isNameless
      ? { kind: 'tombstone', state, reason: words }
      : unknown('withheld-unknown', `text: ${words}`);
  if (isNameless && category === undefined && !hasBody)
    return unknown('withheld-unknown', `author: ${author}`);
  return null;
}

const categories: ReadonlyMap<string, 'deleted' | 'removed'> = new Map([
  ['deleted', 'deleted'],
  ['author', 'deleted'],
  ['moderator', 'removed'],
  ['automod_filtered', 'removed'],
  ['anti_evil_ops', 'removed'],
  ['community_ops', 'removed'],
  ['content_takedown', 'removed'],
  ['copyright_takedown', 'removed'],
  ['reddit', 'removed'],
]);

const marks: readonly (readonly [mark: RegExp, state: 'deleted' | 'removed'])[] = [
  [/^\[\s*deleted(?: by user)?\s*\]$/iu, 'deleted'],
  [/^\[\s*removed(?: by (?:reddit|moderators?))?\s*\]$/iu, 'removed'],
];
