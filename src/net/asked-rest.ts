import type { HostRecord } from './host-record.ts';
import { guessedRest, longestRest, type Rest } from './retry-after.ts';

/** A rest nobody asked for in numbers is never guessed longer than this. Milliseconds. */
const longestGuess = 60 * 60 * 1000;

/** Until when the host asked to be left alone; null when it may be asked. */
export function askedUntil(record: HostRecord, now: Date): Date | null {
  if (record.askedUntil === null) return null;
  // A clock that was once wrong must not silence a host for years.
  const end = Math.min(Date.parse(record.askedUntil), now.getTime() + longestRest);
  return end > now.getTime() ? new Date(end) : null;
}

/**
 * The record of a host that asked for rest. A rest is never made shorter by a later, milder answer, and answers to
 * requests that were on their way together count as one. One of unsaid length is twice the one before.
 */
export function withAskedRest(record: HostRecord, rest: Rest, askedWith: string, now: Date): HostRecord {
  if (rest.kind === 'until') return later(record, rest.at, askedWith, now);
  if (askedUntil(record, now) !== null) return record;
  const guess = Math.min(guessedRest * 2 ** record.unsaid, longestGuess);
  const unsaid = record.unsaid + 1;
  return later({ ...record, unsaid }, new Date(now.getTime() + guess), askedWith, now);
}

/** The record of a host that answered, and perhaps told when it will answer again. The record itself if it is as it was. */
export function withAnswer(
  record: HostRecord,
  restUntil: Date | null,
  toldWith: string,
  now: Date,
): HostRecord {
  const heard = record.unsaid === 0 ? record : { ...record, unsaid: 0 };
  return restUntil === null ? heard : later(heard, restUntil, toldWith, now);
}

function later(record: HostRecord, until: Date, askedWith: string, now: Date): HostRecord {
  const current = askedUntil(record, now);
  if (current !== null && current >= until) return record;
  return { ...record, askedUntil: until.toISOString(), askedWith };
}
