import { httpsUrl } from '../lenient.ts';

/** The address a link had before a web archive or a front end rewrote it; relative ones are X's own. */
export function originalAddress(href: string | null): string | null {
  if (href === null) return null;
  const copied = rewritten.exec(href.slice(0, 5000))?.[1];
  const own = (copied ?? href).replace(/^(https?:)\/(?!\/)/u, '$1//');
  return URL.parse(own, 'https://twitter.com/')?.href ?? null;
}

/** `https://web.archive.org/web/2019…im_/https://…`, with or without the archive's own host. */
const rewritten =
  /^(?:(?:https?:)?\/\/[^/?#]+)?\/(?:web|wayback)\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/{1,2}.*)$/su;

/** An address of a picture or video on X's own hosts, encrypted; null for any other. */
export function mediaAddress(href: string | null): string | null {
  const url =
    originalAddress(href)?.replace(/^http:\/\/(?=(?:pbs|video|abs)\.twimg\.com\/)/u, 'https://') ?? null;
  return url !== null &&
    /^https:\/\/(?:pbs|video)\.twimg\.com\//u.test(url) &&
    httpsUrl.safeParse(url).success
    ? url
    : null;
}

/** The address in `background-image: url(…)`. */
export function backgroundOf(style: string | null): string | null {
  return mediaAddress(/url\(\s*["']?([^"')]{1,2000})/u.exec(style ?? '')?.[1] ?? null);
}
