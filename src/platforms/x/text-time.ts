/**
 * A time as X writes it, `2019-06-12T01:11:38.000Z` or (older) `Wed Oct 05 18:40:30 +0000 2022`, in ISO 8601; null for
 * anything else, for days that don't exist, for those before there were posts and those more than some days after
 * `answeredAt`, where that is known.
 */
export function readTime(text: string, answeredAt: string | null = null, days = 2): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3})\d*)?Z$/u.exec(text);
  if (iso?.[1] !== undefined) return real(`${iso[1]}.${(iso[2] ?? '').padEnd(3, '0')}Z`, answeredAt, days);
  const old = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) \+0000 (\d{4})$/u.exec(text);
  if (old === null) return null;
  const month = months.indexOf(`${old[1]}`) + 1;
  return real(`${old[4]}-${String(month).padStart(2, '0')}-${old[2]}T${old[3]}.000Z`, answeredAt, days);
}

/** Milliseconds since 1970, as digits. */
export function readEpoch(text: string, answeredAt: string): string | null {
  return /^\d{12,14}$/u.test(text) ? real(new Date(Number(text)).toISOString(), answeredAt, 2) : null;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day of the first post. */
const earliest = '2006-03-21';

/** The 30th of February would silently become the 2nd of March. */
function real(iso: string, answeredAt: string | null, days: number): string | null {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) return null;
  if (answeredAt !== null && time.getTime() > Date.parse(answeredAt) + days * 86_400_000) return null;
  return iso >= earliest ? iso : null;
}
