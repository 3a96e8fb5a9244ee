import type { EmbedPage } from '../../model/platform.ts';

/**
 * A post's own page, which shows that one post to strangers. Elements by the test ids that browser extensions for the site
 * go by: its class names are generated. Words for what failed beside the post (replies aren't shown) are no wall.
 */
export const postPage: EmbedPage = {
  url: ({ url }) => url,
  element: 'article[data-testid="tweet"]',
  text: '[data-testid="tweetText"]',
  author: '[data-testid="User-Name"] a[href]:not([href*="/status/"])',
  permalink: 'a[href*="/status/"]:has(time)',
  walls: [
    { text: 'this page doesn’t exist', kind: 'unavailable' },
    { text: 'age-restricted adult content', kind: 'age-gate' },
    { text: 'these posts are protected', kind: 'login' },
    { text: 'javascript is not available', kind: 'interstitial' },
  ],
  width: 700,
};
