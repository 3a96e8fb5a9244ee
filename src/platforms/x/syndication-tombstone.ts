import type { Answer, TombstoneAnswer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';

/**
 * What X's words over a missing post mean. No words, or words we don't know, are no deletion:
 * posts behind an age gate answer with an empty tombstone while they are live.
 */
export function readTombstone(text: string | null): Answer {
  const words = (text ?? '')
    .replaceAll('’', "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, mostWords)
    .toWellFormed();
  if (words === '') return unknown('withheld-unknown', 'an empty tombstone');
  const lower = words.toLowerCase();
  const rule = rules.find(({ pattern }) => pattern.test(lower));
  if (rule === undefined) return unknown('withheld-unknown', words);
  return { kind: 'tombstone', state: rule.state, reason: words };
}

/** X's own are shorter; what is kept as a reason is bounded. */
const mostWords = 500;

/** X said Tweet until 2023 and says Post since. */
const rules: readonly { readonly pattern: RegExp; readonly state: TombstoneAnswer['state'] }[] = [
  { pattern: /^this (?:post|tweet) was deleted by the (?:post|tweet) author\b/u, state: 'deleted' },
  { pattern: /^this (?:post|tweet) is from a suspended account\b/u, state: 'suspended' },
  { pattern: /^this (?:post|tweet) is from an account that no longer exists\b/u, state: 'account-gone' },
  { pattern: /\baccount owner limits who can view\b/u, state: 'protected' },
  { pattern: /\b(?:from a|a|is a) protected account\b/u, state: 'protected' },
  { pattern: /\bthese (?:posts|tweets) are protected\b/u, state: 'protected' },
  { pattern: /^age-restricted adult content\b/u, state: 'restricted' },
  { pattern: /\b(?:been )?withheld in\b/u, state: 'withheld' },
  { pattern: /\bviolated the (?:x|twitter) rules\b/u, state: 'removed' },
];
