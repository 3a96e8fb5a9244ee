import { type Media, pictureAt } from '../../model/post.ts';
import { httpsUrl } from '../lenient.ts';

/** A picture of a post by the address a page shows it at, and its larger copy; null for avatars and the page's own. */
export function postPicture(url: string, alt: string | null): Media | null {
  if (!/\/img\/feed_(?:thumbnail|fullsize)\//u.test(url) || !httpsUrl.safeParse(url).success) return null;
  const full = url.replace('/img/feed_thumbnail/', '/img/feed_fullsize/');
  return {
    ...pictureAt(...new Set([full, url])),
    kind: 'photo',
    alt: alt === null || alt.trim() === '' ? null : alt,
    poster: null,
    durationMs: null,
    stream: null,
  };
}
