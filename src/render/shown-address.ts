import { safeUrl } from '../html/escape.ts';

/** Longer ones lead nowhere: no browser or server takes them, and a page would carry them for nothing. */
const longestAddress = 4000;

/** A stranger's address as a card may link to it; null for none, one that isn't of the web, or one without end. */
export function shownAddress(url: string | null): string | null {
  if (url === null || url.length > longestAddress) return null;
  const href = safeUrl(url);
  return href === null || href.length > longestAddress * 3 ? null : href;
}
