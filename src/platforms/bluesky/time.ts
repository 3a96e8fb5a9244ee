/**
 * When the post of that id was made, ISO 8601 in UTC to the millisecond: its record key counts microseconds since 1970
 * in its upper 53 of 63 bits, written in base 32. The author's app sets it, as it sets the post's own date. Null for
 * times before the network began: those are made up, or of posts carried over from elsewhere.
 */
export function timeOf(id: string): string | null {
  const key = /\/([2-7a-j][2-7a-z]{12})$/u.exec(id)?.[1];
  if (key === undefined) return null;
  let value = 0n;
  for (const digit of key) value = value * 32n + BigInt(digits.indexOf(digit));
  const ms = Number((value >> 10n) / 1000n);
  return ms < earliest || ms > latest ? null : new Date(ms).toISOString();
}

const digits = '234567abcdefghijklmnopqrstuvwxyz';
/** 2022-04-01. */
const earliest = 1_648_771_200_000;
/** 2100-01-01. */
const latest = 4_102_444_800_000;
