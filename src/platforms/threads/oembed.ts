import type { Source } from '../../model/platform.ts';
import { graphOembed } from '../graph-oembed.ts';
import { markup } from './markup.ts';
import { match } from './match.ts';

/** Threads' oEmbed, which answers without a token: who posted, seldom the words. */
export const oembed: Source = graphOembed({
  id: 'threads-oembed',
  host: 'graph.threads.net',
  isOpen: true,
  endpoint: () => 'https://graph.threads.net/v1.0/oembed',
  markup,
  match,
  isSame: (named, asked) => named.id === asked.id,
  authorNameIs: 'handle',
  isVideo: () => false,
  accountUrl: (handle) => `https://www.threads.com/@${handle}`,
});
