import type { Answer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';

/**
 * Reads the marks Reddit puts in place of a title and of a name; null where there is none. A title alone proves nothing,
 * for anybody can write one like it; nor does a missing name, which is that of a deleted account as of a deleted post.
 */
export function readRemoval(title: string | null, author: string | null): Answer | null {
  const isNameless = nameless.test(author ?? '');
  const words = (title ?? '').trim();
  const state = marks.find(([mark]) => mark.test(words))?.[1];
  if (state !== undefined && isNameless) return { kind: 'tombstone', state, reason: words };
  if (state !== undefined) return unknown('withheld-unknown', `title: ${words}`);
  return isNameless ? unknown('withheld-unknown', `author: ${author}`) : null;
}

const nameless = /^\s*\[\s*(?:deleted|removed)\s*\]\s*$/iu;

const marks: readonly (readonly [mark: RegExp, state: 'deleted' | 'removed'])[] = [
  [/^\[\s*deleted(?: by user)?\s*\]$/iu, 'deleted'],
  [/^\[\s*removed(?: by (?:reddit|moderators?))?\s*\]$/iu, 'removed'],
];
