/** The moment that an archive's 14 digits mean, in ISO 8601; null for digits that are no moment of the calendar. */
export function momentOfTimestamp(digits: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(digits);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return momentIfReal(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
}

/** The moment of an HTTP date (RFC 9110 §5.6.7, its one form of today), in ISO 8601; null where it can't be read. */
export function momentOfHttpDate(text: string): string | null {
  const parts = /^[a-z]{3}, (\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) (?:gmt|utc)$/iu.exec(text.trim());
  if (parts === null) return null;
  const [, day = '', name = '', year, time] = parts;
  const month = String(months.indexOf(name.toLowerCase()) + 1).padStart(2, '0');
  return momentIfReal(`${year}-${month}-${day.padStart(2, '0')}T${time}.000Z`);
}

/** The 14 digits of a moment, or of the first second of a bare day. */
export function timestampOf(moment: string): string {
  return moment.replace(/\D/gu, '').slice(0, 14).padEnd(14, '0');
}

/** Could a copy that is heard of at `heardAt` have been taken then? Clocks may differ by two days, not by years. */
export function isTimeOfCopy(moment: string, heardAt: string): boolean {
  const latest = Date.parse(heardAt) + 2 * 24 * 60 * 60 * 1000;
  return moment >= '1990' && !(Date.parse(moment) > latest);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Null for the 31st of February and the 25th hour, which `Date` would refuse or move. */
function momentIfReal(iso: string): string | null {
  const date = new Date(iso);
  return !Number.isNaN(date.getTime()) && date.toISOString() === iso ? iso : null;
}
