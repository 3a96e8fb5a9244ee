import type { EmbedPage } from '../../model/platform.ts';
import { readPage } from './embed-page-post.ts';

/**
 * Bluesky's own embed page. Its classes are those of a CSS framework; what holds is that the author's line breaks are
 * kept by one of them, and how the parts stand in each other. A link without words to the post stands before all else.
 */
export const embedPage: EmbedPage = {
  url: ({ id }, theme) => {
    const [author = '', key = ''] = id.split('/');
    return `https://embed.bsky.app/embed/${author}/app.bsky.feed.post/${key}?colorMode=${theme}`;
  },
  element: '#app > div',
  text: 'p.whitespace-pre-wrap',
  author: 'a[href*="/profile/"]:not([href*="/post/"])',
  permalink: 'a[href*="/post/"]',
  // Words for a post that is gone stand in place of a quoted one, too: they are no wall where a post is.
  walls: [
    { text: 'the author of this post has requested their posts not be displayed', kind: 'login' },
    { text: 'please wait while we verify', kind: 'captcha' },
    { text: 'rate limit exceeded', kind: 'rate-limit' },
  ],
  width: 550,
  read: readPage,
};
