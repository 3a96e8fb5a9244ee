/**
 * A time as X writes it, `2019-06-12T01:11:38.000Z` or (older) `Wed Oct 05 18:40:30 +0000 2022`, in ISO 8601;
 * null for anything else, for days that don't exist and for those before there were posts.
 */
export function readTime(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3})\d*)?Z$/u.exec(text);
  if (iso?.[1] !== undefined) return real(`${iso[1]}.${(iso[2] ?? '').padEnd(3, '0')}Z`);
  const old = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) \+0000 (\d{4})$/u.exec(text);
  if (old === null) return null;
  const month = months.indexOf(`${old[1]}`) + 1;
  return real(`${old[4]}-${two(month)}-${old[2]}T${old[3]}.000Z`);
}

/** A day as X writes it in English, `February 23, 2019`, as `2019-02-23`; null for anything else. */
export function readDay(text: string): string | null {
  const match = /^([A-Z][a-z]+) (\d{1,2}), (\d{4})$/u.exec(text.trim());
  if (match?.[1] === undefined) return null;
  const month = monthNames.indexOf(match[1]) + 1;
  return real(`${match[3]}-${two(month)}-${two(Number(match[2]))}T00:00:00.000Z`)?.slice(0, 10) ?? null;
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const months = monthNames.map((name) => name.slice(0, 3));

/** The day of the first post. */
const earliest = '2006-03-21';

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** The 30th of February would silently become the 2nd of March. */
function real(iso: string): string | null {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) return null;
  return iso >= earliest ? iso : null;
}
