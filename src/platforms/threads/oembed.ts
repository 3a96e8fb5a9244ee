import type { Source } from '../../model/platform.ts';
import { graphOembed } from '../graph-oembed.ts';
import { markup } from './markup.ts';
import { match } from './match.ts';

/** Threads' oEmbed. It answers without a token too, but what it answers may not be kept without the operator's leave. */
export const oembed: Source = graphOembed({
  id: 'threads-oembed',
  host: 'graph.threads.net',
  endpoint: () => 'https://graph.threads.net/v1.0/oembed',
  markup,
  match,
  isSame: (named, asked) => named.id === asked.id,
  authorNameIs: 'handle',
  isVideo: () => false,
  accountUrl: (handle) => `https://www.threads.com/@${handle}`,
});
