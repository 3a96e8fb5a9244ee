/** Two clocks, in milliseconds since 1970: ours, and that of the host as it answered. */
export interface Clocks {
  readonly ours: number;
  readonly theirs: number;
}

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * The clocks at the moment an answer came. `date` (RFC 9110 §6.6.1) is rounded down and older than the answer by its
 * `age`, so what is told by their clock never comes out too early by ours. Without a date the clocks agree.
 */
export function clocksAt(headers: Headers, now: Date): Clocks {
  const ours = now.getTime();
  const date = headers.find(([name]) => name === 'date')?.[1];
  const stamped = date === undefined ? null : readDate(date.trim(), ours);
  const age = /^\d{1,9}$/u.exec(headers.find(([name]) => name === 'age')?.[1].trim() ?? '')?.[0] ?? '0';
  return { ours, theirs: stamped === null ? ours : stamped + Number(age) * 1000 };
}

/** Reads a time to wait, or a moment by their clock, as a moment by ours in milliseconds since 1970; null if neither. */
export type MomentReader = (value: string, clocks: Clocks) => number | null;

/** Seconds to wait; or words of units, as `1h30m`, `45s`, `1500ms`, `2 minutes`. */
export const readDelay: MomentReader = (value, { ours }) => {
  if (/^\+?\d{1,15}(?:\.\d{0,9})?$/u.test(value)) return ours + Number(value) * 1000;
  if (!/^(?:\d{1,9}(?:\.\d{1,9})? ?[a-z]{1,12},? ?){1,4}$/iu.test(value)) return null;
  let total = 0;
  for (const [, number, word = ''] of value.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+)/giu)) {
    const unit = units.find(([names]) => names.includes(word.toLowerCase()))?.[1];
    if (unit === undefined) return null;
    total += Number(number) * unit;
  }
  return ours + total;
};

export const readMilliseconds: MomentReader = (value, { ours }) =>
  /^\d{1,15}(?:\.\d{1,9})?$/u.test(value) ? ours + Number(value) : null;

/** Seconds since 1970, or their thousandths, millionths or billionths; smaller numbers are none. */
export const readEpoch: MomentReader = (value, clocks) => {
  const match = /^(\d{10,19})(?:\.\d{1,9})?$/u.exec(value);
  if (match === null) return null;
  const places = (match[1] ?? '').length;
  const scale = places < 13 ? 1000 : places < 15 ? 1 : places < 18 ? 1e-3 : 1e-6;
  return byOurs(Number(value) * scale, clocks);
};

/** HTTP dates in their three forms, other written dates, ISO dates; in UTC where no zone is named. */
export const readMoment: MomentReader = (value, clocks) => {
  const at = readDate(value, clocks.theirs);
  return at === null ? null : byOurs(at, clocks);
};

const units: readonly (readonly [names: readonly string[], ms: number])[] = [
  [['ms', 'millisecond', 'milliseconds'], 1],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1000],
  [['m', 'min', 'mins', 'minute', 'minutes'], 60_000],
  [['h', 'hr', 'hrs', 'hour', 'hours'], 3_600_000],
  [['d', 'day', 'days'], 86_400_000],
];

function byOurs(at: number, { ours, theirs }: Clocks): number {
  return at + (ours - theirs);
}

/** A bare number is no date, whatever `Date` makes of it. */
function readDate(value: string, near: number): number | null {
  const isIso = /^\d{4}-\d\d-\d\dT\d/u.test(value);
  if (!isIso && !/[a-z]{3}/iu.test(value)) return null;
  const isZoned = /(?:z|gmt|utc?|[+-]\d\d:?\d\d)$/iu.test(value);
  const text = isZoned ? value : value + (isIso ? 'Z' : ' GMT');
  const at = Date.parse(isIso ? text : withWholeYear(text, near));
  return Number.isNaN(at) ? null : at;
}

/** RFC 9110 §5.6.7: a year of two digits that seems more than 50 years ahead is the last one of that ending. */
function withWholeYear(text: string, near: number): string {
  return text.replace(/(?<=\d-[a-z]{3}-)\d\d(?=\s)/iu, (ending) => {
    const present = new Date(near).getUTCFullYear();
    const year = present - (present % 100) + Number(ending);
    return String(year > present + 50 ? year - 100 : year);
  });
}
