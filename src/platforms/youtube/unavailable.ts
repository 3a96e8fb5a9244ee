import type { Answer, TombstoneAnswer } from '../../model/answer.ts';
import { unknown } from '../json-answer.ts';

/** What the words say that stand in place of a video; null where they say of no state in words we know. */
export function readReason(words: string): TombstoneAnswer | null {
  const plain = words.replaceAll('’', "'").replace(/\s+/gu, ' ').trim();
  const state = reasons.find(([pattern]) => pattern.test(plain))?.[1];
  return state === undefined ? null : { kind: 'tombstone', state, reason: plain.slice(0, 500) };
}

/** As `readReason`, and no state where the words are other ones or there are none. */
export function readUnavailable(words: string): Answer {
  const plain = words.replace(/\s+/gu, ' ').trim().slice(0, 500);
  if (/not a (?:ro)?bot|unusual traffic|captcha/iu.test(plain)) return unknown('walled', plain);
  return readReason(words) ?? unknown('withheld-unknown', plain || 'not shown, without a word');
}

/** What the player says, with the status `ERROR`, of a number that no video has: as little as a 404. */
export function isJustMissing(words: string): boolean {
  return /^(?:(?:Video unavailable|This video (?:isn['’]t available|is no longer available|is unavailable)(?: any ?more)?|Sorry about that)[.\s]*)+$/iu.test(
    words.trim(),
  );
}

/** English, as it is asked for, of today and of earlier years. The first that fits counts. */
const reasons: readonly (readonly [pattern: RegExp, state: TombstoneAnswer['state']])[] = [
  [/\bremoved by the (?:uploader|user)\b/iu, 'deleted'],
  [/\bdeleted by (?:its|the) owner\b/iu, 'deleted'],
  [/\b(?:the )?(?:uploader|user) has closed their (?:YouTube )?account\b/iu, 'account-gone'],
  [/\baccount (?:associated with this video )?(?:has been|was) (?:terminated|suspended)\b/iu, 'suspended'],
  [/\bchannel (?:has been|was) (?:terminated|suspended)\b/iu, 'suspended'],
  [/\bthis (?:is a private video|video is private)\b|^private video\b/iu, 'protected'],
  [/\b(?:in|for) your (?:country|region)\b|\bin your location\b/iu, 'withheld'],
  [/\b(?:legal complaint|court order|government request|defamation)\b/iu, 'withheld'],
  [/\b(?:removed|no longer available|blocked)\b.{0,200}\b(?:copyright|trademark)\b/iu, 'removed'],
  [
    /\bremoved (?:for|because|as|due|from)\b.{0,200}\b(?:violat|terms|polic|guideline|spam|privacy)/iu,
    'removed',
  ],
  [/\bviolat\w+ YouTube'?s? (?:terms|polic|community|guidelines)/iu, 'removed'],
  [/\bmembers[- ]only\b|\bjoin this channel to get access\b/iu, 'restricted'],
  [/\bconfirm your age\b|\bage[- ]restricted\b|\binappropriate for some users\b/iu, 'restricted'],
];
