import type { EmbedPage } from '../../model/platform.ts';
import { readDrawnEmbed } from './drawn-embed.ts';

/**
 * X's own embed page. Its class names are generated and change with every build, so elements are found by
 * roles, test ids and addresses.
 */
export const embedPage: EmbedPage = {
  url: (ref, theme) => {
    const query = new URLSearchParams({
      id: ref.id,
      theme,
      dnt: 'true',
      lang: 'en',
      hideThread: 'true',
      hideCard: 'false',
    });
    return `https://platform.twitter.com/embed/Tweet.html?${query}`;
  },
  element: 'article[role="article"]',
  text: '[data-testid="tweetText"]',
  author: 'a[href]:not([aria-hidden="true"]):not([href*="/status/"])',
  permalink: 'a[href*="/status/"]',
  // Words X also puts in place of a quoted post ("This Post is unavailable") are none: the post around it is there.
  walls: [
    { text: 'something went wrong', kind: 'error' },
    { text: 'rate limit exceeded', kind: 'rate-limit' },
    { text: 'too many requests', kind: 'rate-limit' },
    { text: 'log in to x', kind: 'login' },
    { text: 'log in to twitter', kind: 'login' },
    { text: 'sign in to x', kind: 'login' },
    { text: 'you’ll need to log in', kind: 'login' },
    { text: "you'll need to log in", kind: 'login' },
    { text: 'age-restricted adult content', kind: 'age-gate' },
    { text: 'confirm your age', kind: 'age-gate' },
    { text: 'verify you are human', kind: 'captcha' },
    { text: 'javascript is not available', kind: 'interstitial' },
    { text: 'this page doesn’t exist', kind: 'unavailable' },
    { text: "this page doesn't exist", kind: 'unavailable' },
    { text: 'accept all cookies', kind: 'consent' },
  ],
  width: 550,
  read: readDrawnEmbed,
};
