import type { Source } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { graphOembed } from '../graph-oembed.ts';
import { markup } from './markup.ts';
import { match } from './match.ts';

/** Facebook's oEmbed at Meta's Graph API, one for videos and one for all else. */
export const oembed: Source = graphOembed({
  id: 'facebook-oembed',
  host: 'graph.facebook.com',
  isOpen: false,
  endpoint: (ref) => `https://graph.facebook.com/v25.0/${isVideo(ref) ? 'oembed_video' : 'oembed_post'}`,
  markup,
  match: (url) => match(url, 'markup'),
  isSame,
  authorNameIs: 'name',
  isVideo,
  accountUrl: (handle) => `https://www.facebook.com/${handle}`,
});

function isVideo({ id }: Ref): boolean {
  return /(?:\/videos\/|^watch\/|^reel\/)/u.test(id);
}

/** A page is named by its name or its number, a post by the same last part; a `pfbid` stands for a number only Facebook knows. */
export function isSame(named: Ref, asked: Ref): boolean {
  if (named.id === asked.id) return true;
  const [last, wanted] = [named, asked].map(({ id }) => id.replace(/\?.*$/u, '').split('/').at(-1) ?? '');
  return last === wanted && /^(?:\d{5,}|pfbid\w+)$/u.test(wanted ?? '');
}
