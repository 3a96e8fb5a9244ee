import type { EstimatedDay } from '../../model/days.ts';
import { countedIds } from './counted-ids.ts';

/**
 * When the post of that id was made, ISO 8601 in UTC to the millisecond: ids are "snowflakes", whose upper 41 of 63 bits
 * count milliseconds since 2010-11-04T01:42:54.657Z. Null for the consecutive ids before that, which tell no time.
 */
export function timeOf(id: string): string | null {
  const number = readId(id);
  if (number === null || number <= lastCountedId) return null;
  const ms = (number >> 22n) + firstMillisecond;
  return ms > lastMillisecond ? null : new Date(Number(ms)).toISOString();
}

/**
 * About which day (UTC) the post of a consecutive id was made: on the line between the two posts of known time around it.
 * Measured on 4,295 posts, each estimated without its own fifth of them: half are within 1.7 hours, 99 % within 8,
 * all within 20; so the day is at most one off. Null for ids that carry time and for those before the first post.
 */
export function dayNear(id: string): EstimatedDay | null {
  const number = readId(id);
  if (number === null || number > lastCountedId || number < firstCountedId) return null;
  const seconds = secondsNear(Number(number));
  return { day: new Date(seconds * 1000).toISOString().slice(0, 10), within: 1 };
}

function secondsNear(id: number): number {
  const next = Math.max(
    1,
    anchors.findIndex((anchor) => anchor.id >= id),
  );
  const [before, after] = [anchors[next - 1], anchors[next]];
  if (before === undefined || after === undefined) return Number.NaN;
  const part = (id - before.id) / (after.id - before.id);
  return before.seconds + part * (after.seconds - before.seconds);
}

function readId(id: string): bigint | null {
  return /^[1-9]\d{0,19}$/u.test(id) ? BigInt(id) : null;
}

const anchors = countedIds
  .trim()
  .split(/,\s*/u)
  .map((pair) => {
    const [id, seconds] = pair.split(' ').map(Number);
    return { id: id ?? Number.NaN, seconds: seconds ?? Number.NaN };
  });

/** The first post that was kept, of 2006-03-21. */
const firstCountedId = 20n;
/** The last id given out by counting, on 2010-11-04 at about 21:02 UTC. */
const lastCountedId = 29_700_859_247n;
const firstMillisecond = 1_288_834_974_657n;
/** 63 bits hold no later one. */
const lastMillisecond = firstMillisecond + (1n << 41n) - 1n;
