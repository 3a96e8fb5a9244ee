/** Calendars that posts' dates are printed in, by their Unicode names. */
export type Calendar = 'gregory' | 'persian' | 'islamic-umalqura';

/**
 * ISO day of a day in a calendar; null when there is no such day, or outside the years 1990 to 2100.
 * A year of the Buddhist era (2533 to 2643) in the Gregorian calendar's months is read as such: it can mean nothing else.
 */
export function isoDay(calendar: Calendar, year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (calendar === 'gregory') return gregorian(year >= 2533 && year <= 2643 ? year - 543 : year, month, day);
  if (year >= firstYear && year <= lastYear) {
    return calendar === 'persian' ? gregorian(year, month, day) : null;
  }
  return converted(calendar, year, month, day);
}

const firstYear = 1990;
const lastYear = 2100;
const dayMs = 86_400_000;

function gregorian(year: number, month: number, day: number): string | null {
  if (year < firstYear || year > lastYear) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** A known day of each calendar and the mean length of its year and month, to come near; the rest is asked of Intl. */
const anchors = {
  persian: { at: Date.UTC(2023, 2, 21), year: 1402, yearDays: 365.2422, monthDays: 30.6 },
  'islamic-umalqura': { at: Date.UTC(2023, 6, 19), year: 1445, yearDays: 354.367, monthDays: 29.53 },
} as const;

function converted(calendar: keyof typeof anchors, year: number, month: number, day: number): string | null {
  const { at, year: base, yearDays, monthDays } = anchors[calendar];
  if (Math.abs(year - base) > 110) return null;
  const near = Math.round((year - base) * yearDays + (month - 1) * monthDays + day - 1);
  const wanted = `${year}-${month}-${day}`;
  for (const step of [0, -1, 1, -2, 2, -3, 3, -4, 4]) {
    const date = new Date(at + (near + step) * dayMs);
    if (spoken(calendar, date) === wanted) {
      return gregorian(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    }
  }
  return null;
}

function spoken(calendar: Calendar, date: Date): string {
  const parts = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(date);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
