import { HoldfastError } from '../errors.ts';

/** Where the site serves the folder. */
export interface ServedAt {
  /** `/holdfast/` */
  readonly base: string;
  /** `https://news.example`; null where that isn't told. */
  readonly site: string | null;
}

export const usualBase = '/holdfast/';

/** As `readBase`, or an address of the site, which tells both. */
export function readServedAt(text: string): ServedAt {
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) return { base: readBase(text), site: null };
  if (/[?#\s]/u.test(text)) throw unfit(text, 'leave spaces, ? and # out');
  const { origin, pathname } = new URL(text);
  return { base: readBase(pathname), site: origin };
}

/**
 * Where the site serves the folder, as addresses can begin with it: `holdfast` and `/holdfast` are `/holdfast/`. Throws
 * `usage` for what is no path of the site itself.
 */
export function readBase(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:|^[\\/]{2}/iu.test(text))
    throw unfit(text, 'cards show only what the site itself serves: give a path such as /holdfast/');
  if (/[?#\\\s]/u.test(text)) throw unfit(text, 'give a path without spaces, ? and #, such as /holdfast/');
  const isRelative = /^\.{1,2}(?:\/|$)/u.test(text);
  const ended = text.endsWith('/') ? text : `${text}/`;
  if (isRelative) return encodeURI(decoded(ended));
  return new URL(ended.startsWith('/') ? ended : `/${ended}`, 'https://site.invalid').pathname.replaceAll(
    /["'<>]/gu,
    encodeURIComponent,
  );
}

export function inWords({ base, site }: ServedAt): string {
  return `${site ?? ''}${base}`;
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function unfit(text: string, why: string): HoldfastError {
  return new HoldfastError('usage', `--base ${text} won't do: ${why}`, { facts: { base: text } });
}
