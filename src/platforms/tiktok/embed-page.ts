import type { EmbedPage } from '../../model/platform.ts';
import { embedUrl } from './embed.ts';

/**
 * The page TikTok's frames show: a player over the words. Its class names change with every build, so that the whole
 * page is the post, and it is known by its links.
 */
export const embedPage: EmbedPage = {
  url: (ref) => embedUrl(ref.id),
  element: 'body',
  text: '[class*="Desc"]:not(:has([class*="Desc"])), [class*="Caption"]:not(:has([class*="Caption"]))',
  author: 'a[href*="/@"]:not([href*="/video/"]):not([href*="/photo/"])',
  permalink: 'a[href*="/video/"], a[href*="/photo/"]',
  walls: [
    { text: 'video currently unavailable', kind: 'unavailable' },
    { text: 'this video is unavailable', kind: 'unavailable' },
    { text: 'something went wrong', kind: 'error' },
    { text: 'verify to continue', kind: 'captcha' },
    { text: 'drag the slider', kind: 'captcha' },
    { text: 'log in to tiktok', kind: 'login' },
    { text: 'please wait...', kind: 'captcha' },
  ],
  width: 340,
};
