import type { EmbedPage } from '../../model/platform.ts';

/**
 * A post's own page on its server, drawn by scripts since version 4.0 (elements as the published source names them), before
 * by the server. Its link to itself leaves the server out: the page is the server's.
 */
export const postPage: EmbedPage = {
  url: ({ url }) => url,
  element: '.detailed-status__wrapper, .detailed-status--flex',
  text: '.status__content__text, .detailed-status--flex .e-content',
  author: '.display-name__account, a.detailed-status__display-name',
  permalink: 'a.detailed-status__datetime',
  idOnPage: (id) => id.split('/')[1] ?? id,
  walls: [
    { text: 'to use the mastodon web application, please enable javascript', kind: 'interstitial' },
    { text: 'this method requires an authenticated user', kind: 'login' },
  ],
  width: 700,
};
