import type { Blame } from './blame.ts';
import type { HostRecord } from './host-record.ts';

/**
 * A host that does not answer is left alone, longer each time, so that its jobs wait for it and don't use up their
 * tries. Pure: what a host's record becomes.
 *
 * answering --failures enough and no answer between--> down
 * down --1 min, 2, 4 … 60 min--> one request may try --answered--> answering, --failed--> down
 */

/** Failures in a row that make a host count as down. */
const failuresAtMost = 5;

/** Likewise, with those of parts: a post's pictures are asked for by several addresses each. */
const withPartsAtMost = 20;

const firstRest = 60_000;

/** Milliseconds. */
export const longestDownRest = 60 * 60_000;

/** A request that tries is waited for at most this long by other processes. */
const longestTry = 60_000;

/** After that long a host isn't merely down for a while: its jobs may come to their end. Milliseconds. */
const longDown = 3 * 24 * 60 * 60_000;

export function isDown(record: HostRecord): boolean {
  const { failures } = record;
  const counted = failures.filter((mark) => !mark.startsWith('part '));
  return counted.length >= failuresAtMost || failures.length >= withPartsAtMost;
}

export function isLongDown(record: HostRecord, now: number): boolean {
  return isDown(record) && now - Date.parse(record.failingSince ?? '') >= longDown;
}

/**
 * An address that fails again and again says nothing new of its host. `isTry`: it was the one request that may try
 * while the host is down; others then were on their way before.
 */
export function afterFailure(record: HostRecord, blame: Blame, isTry: boolean, now: number): HostRecord {
  if (isDown(record)) return isTry ? atRest(record, now) : record;
  const mark = `${blame.kind} ${blame.kind === 'host' ? record.failures.length : blame.digest}`;
  if (record.failures.includes(mark)) return record;
  const failingSince = record.failingSince ?? new Date(now).toISOString();
  const failed = { ...record, failures: [...record.failures, mark], failingSince };
  return isDown(failed) ? atRest(failed, now) : failed;
}

/** The record itself where there is nothing to forget. */
export function afterAnswer(record: HostRecord): HostRecord {
  return record.failures.length === 0 && record.downUntil === null
    ? record
    : { ...record, failures: [], failingSince: null, downUntil: null, rests: 0 };
}

/** The host is down and its rest over: whoever gets this in is the one that tries. The record itself otherwise. */
export function claimTry(record: HostRecord, now: number): HostRecord {
  if (!isDown(record) || endOf(record.downUntil, now) !== null) return record;
  return { ...record, downUntil: new Date(now + longestTry).toISOString() };
}

/** The try told nothing: the next may be made at once. */
export function giveUpTry(record: HostRecord, now: number): HostRecord {
  return isDown(record) ? { ...record, downUntil: new Date(now).toISOString() } : record;
}

/** Until when the host is left alone as it is down; null when it is not, or may be tried. */
export function downUntil(record: HostRecord, now: number): Date | null {
  return isDown(record) ? endOf(record.downUntil, now) : null;
}

function atRest(record: HostRecord, now: number): HostRecord {
  const rest = Math.min(firstRest * 2 ** record.rests, longestDownRest);
  return { ...record, rests: record.rests + 1, downUntil: new Date(now + rest).toISOString() };
}

/** A clock that was once wrong must not silence a host for longer than any rest. */
function endOf(until: string | null, now: number): Date | null {
  const end = until === null ? Number.NaN : Math.min(Date.parse(until), now + longestDownRest);
  return end > now ? new Date(end) : null;
}
