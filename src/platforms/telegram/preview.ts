import type { Source } from '../../model/platform.ts';
import { readMessages } from './widget.ts';

/**
 * The preview of a channel, `t.me/s/<channel>/<number>`, with the posts around the one asked for. Channels may have none;
 * then it leads to the channel's own page, which says nothing. A post's plain page is no source: for one that is missing it
 * gives the channel's description in its place.
 */
export const preview: Source = {
  id: 'telegram-preview',
  rank: 'platform',
  hosts: ['t.me'],
  ask: (ref, fetch) =>
    fetch({
      url: `https://t.me/s/${ref.id}`,
      headers: { accept: 'text/html', 'accept-language': 'en' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read: (wire, ref) => readMessages(wire, ref, wire.at),
};
