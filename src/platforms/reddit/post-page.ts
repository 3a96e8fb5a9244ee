import type { EmbedPage } from '../../model/platform.ts';

/**
 * A post or comment on the old site, which is drawn by the server; the new one asks strangers to prove that they are human.
 * Its elements name a thing by its full id, as tools for it have read them for many years.
 */
export const postPage: EmbedPage = {
  url: ({ id }) =>
    id.startsWith('t1_')
      ? `https://old.reddit.com/api/info?id=${id}`
      : `https://old.reddit.com/comments/${id.slice(3)}/`,
  element: '#siteTable > .thing[data-fullname]',
  text: '.thing.link a.title, .thing.comment > .entry .usertext-body',
  author: 'a.author',
  permalink: '.thing[data-fullname]',
  walls: [
    { text: 'blocked by network security', kind: 'rate-limit' },
    { text: 'prove your humanity', kind: 'captcha' },
    { text: 'you must be 18', kind: 'age-gate' },
  ],
  width: 800,
};
