/**
 * When the post of that id was made, ISO 8601 in UTC to the millisecond: ids are "snowflakes", whose upper 41 of 63 bits
 * count milliseconds since 2010-11-04T01:42:54.657Z. Null for the consecutive ids before that, which tell no time.
 */
export function timeOf(id: string): string | null {
  if (!/^[1-9]\d{0,19}$/u.test(id)) return null;
  const number = BigInt(id);
  if (number <= lastCountedId) return null;
  const ms = (number >> 22n) + firstMillisecond;
  return ms > lastMillisecond ? null : new Date(Number(ms)).toISOString();
}

/** The last id given out by counting, on 2010-11-04 at about 21:02 UTC. */
const lastCountedId = 29_700_859_247n;
const firstMillisecond = 1_288_834_974_657n;
/** 63 bits hold no later one. */
const lastMillisecond = firstMillisecond + (1n << 41n) - 1n;
