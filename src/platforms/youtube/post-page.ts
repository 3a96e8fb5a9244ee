import type { EmbedPage } from '../../model/platform.ts';
import { pageUrl } from './page.ts';

/**
 * A video's own page, whole: player, title, channel, and what stands beside them. It names its video by an attribute; the
 * other elements by ids and names that extensions for the site go by.
 */
export const postPage: EmbedPage = {
  url: ({ id }) => pageUrl(id),
  element: 'ytd-watch-flexy[video-id]',
  text: 'ytd-watch-metadata h1',
  author: 'ytd-watch-metadata #owner a[href^="/@"], ytd-watch-metadata #owner a[href^="/channel/"]',
  permalink: 'ytd-watch-flexy[video-id]',
  walls: [
    { text: 'sign in to confirm you’re not a bot', kind: 'captcha' },
    { text: 'sign in to confirm your age', kind: 'age-gate' },
    { text: 'before you continue to youtube', kind: 'consent' },
    { text: 'unusual traffic from your computer network', kind: 'captcha' },
  ],
  width: 1280,
};
