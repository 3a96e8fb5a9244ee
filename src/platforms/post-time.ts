/**
 * When a post was made, from what sources write: ISO 8601 in UTC, a bare day where only a day is told, null where what
 * is written is no time of a post: unreadable, before there were networks, or later than two days after `at`, when the
 * source was heard. Times without a zone are taken for days, since nobody says whose clock it was.
 */
export function readPostTime(text: string | null | undefined, at: string): string | null {
  const found = isoTime.exec((text ?? '').trim());
  const [, day = '', time = '', zone = ''] = found ?? [];
  if (day === '' || !isDay(day)) return null;
  if (time === '' || zone === '') return within(Date.parse(day), at) === null ? null : day;
  return within(Date.parse(`${day}T${padded(time)}${zoneOf(zone)}`), at);
}

/** The same from seconds since 1970, as a number or its digits. */
export function readPostSeconds(seconds: unknown, at: string): string | null {
  const isDigits = typeof seconds === 'string' && /^\d{9,11}(?:\.\d{1,6})?$/u.test(seconds);
  const number = isDigits ? Number(seconds) : seconds;
  return typeof number === 'number' ? within(number * 1000, at) : null;
}

/** `2023-09-14`, `2023-09-14T10:22:33.5+02:00`, `2023-09-14 10:22:33 +0000`. */
const isoTime =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/iu;

/** 2003-01-01: before the first of the networks. */
const earliest = 1_041_379_200_000;
const twoDays = 172_800_000;

function within(ms: number, at: string): string | null {
  const latest = Date.parse(at) + twoDays;
  return ms >= earliest && ms <= latest ? new Date(Math.floor(ms)).toISOString() : null;
}

/** `Date.parse` takes the 30th of February for the first of March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** Milliseconds at most; engines differ in what they make of more. */
function padded(time: string): string {
  return time.replace(/(\.\d{3})\d+$/u, '$1');
}

function zoneOf(zone: string): string {
  if (/^(?:Z|UTC)$/iu.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}
