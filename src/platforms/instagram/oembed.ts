import type { Source } from '../../model/platform.ts';
import { graphOembed } from '../graph-oembed.ts';
import { markup } from './markup.ts';
import { match } from './match.ts';

/** Instagram's oEmbed at Meta's Graph API. */
export const oembed: Source = graphOembed({
  id: 'instagram-oembed',
  host: 'graph.facebook.com',
  isOpen: false,
  endpoint: () => 'https://graph.facebook.com/v25.0/instagram_oembed',
  markup,
  match,
  isSame: (named, asked) => named.id === asked.id,
  authorNameIs: 'handle',
  isVideo: (_ref, html) => /instagram\.com\/(?:reel|tv)\//u.test(html),
  accountUrl: (handle) => `https://www.instagram.com/${handle}/`,
});
