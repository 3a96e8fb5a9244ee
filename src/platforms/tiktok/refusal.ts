import type { Answer, TombstoneAnswer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';

/**
 * What a page says of a video it doesn't show: a number, and words made of parts. The number alone means many things
 * (10204 stands for deletion as for what a country may not see), so that it tells a state only where it has one meaning.
 */
export function readRefusal(code: number, message: string): Answer {
  const words = message.replace(/\s+/gu, ' ').trim().slice(0, 200);
  const reason = `${code}${words === '' ? '' : `: ${words}`}`;
  const parts = words.toLowerCase().split(/[^a-z_]+/u);
  const state = byPart.find(([part]) => parts.some((each) => each.startsWith(part)))?.[1] ?? byCode.get(code);
  if (state !== undefined) return { kind: 'tombstone', state, reason };
  const isMissing = code === 10_204 && (words === '' || /\bitem doesn'?t exist\b/iu.test(words));
  return unknown(isMissing || code === 10_217 ? 'not-found' : 'withheld-unknown', reason);
}

const byPart: readonly (readonly [part: string, state: TombstoneAnswer['state']])[] = [
  ['status_deleted', 'deleted'],
  ['status_self_see', 'protected'],
  ['status_friend_see', 'protected'],
  ['status_audit_not_pass', 'removed'],
  ['content_classification', 'restricted'],
  ['copyright_geo_filter', 'withheld'],
  ['person_geo_fencing', 'withheld'],
  ['cross_border_violation', 'withheld'],
];

const byCode: ReadonlyMap<number, TombstoneAnswer['state']> = new Map([
  [10_216, 'protected'],
  [10_222, 'protected'],
]);
