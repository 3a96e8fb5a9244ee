import type { EmbedPage } from '../../model/platform.ts';
import { readPageBody } from '../page-body.ts';
import { embedUrl, readEmbed } from './embed.ts';

/**
 * The page Reddit's frames show; all of it is the post. Its data name a post by its number; of comments no mark is known
 * that could be held against theirs.
 */
export const embedPage: EmbedPage = {
  url: (ref, theme) => embedUrl(ref, theme),
  element: 'body',
  text: 'shreddit-embed-title, h1.line-clamp-3',
  author: 'a[href*="/user/"]',
  permalink: 'shreddit-screenview-data[data]',
  walls: [
    { text: 'blocked by network security', kind: 'rate-limit' },
    { text: 'too many requests', kind: 'rate-limit' },
    { text: 'prove your humanity', kind: 'captcha' },
    { text: 'this post has been deleted', kind: 'unavailable' },
    { text: 'this post has been removed', kind: 'unavailable' },
    { text: 'this content is unavailable', kind: 'unavailable' },
    { text: 'you must be 18', kind: 'age-gate' },
    { text: 'log in to continue', kind: 'login' },
  ],
  width: 640,
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : readEmbed(body.root, ref, wire.at);
  },
};
