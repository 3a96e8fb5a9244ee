const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment to the minute, in UTC: `2026-02-01 10:00`; a bare day as it is. */
export function momentInWords(iso: string): string {
  return iso.includes('T') ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : iso;
}

/** From one moment to another; the day isn't said twice. */
export function spanInWords(from: string, to: string): string {
  const [first, last] = [momentInWords(from), momentInWords(to)];
  if (first === last) return first;
  return `${first} – ${first.slice(0, 10) === last.slice(0, 10) ? last.slice(11) : last}`;
}

/** How long it is from one moment to another, in its two largest units: `1 day 23 h`. */
export function lengthInWords(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  const days = Math.floor(ms / day);
  const hours = Math.floor(ms / hour) % 24;
  const minutes = Math.floor(ms / minute) % 60;
  const parts = [
    days === 0 ? '' : days === 1 ? '1 day' : `${days} days`,
    hours === 0 || days >= 60 ? '' : `${hours} h`,
    minutes === 0 || days > 0 ? '' : `${minutes} min`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'less than a minute' : parts.join(' ');
}
