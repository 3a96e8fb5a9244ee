import type { EmbedPage } from '../../model/platform.ts';

/**
 * A post's page in Bluesky's own app, drawn by its scripts. In a thread only the post in the middle links to those who liked
 * or shared it, under its author's handle: by that it is told from those around it, and one that nobody cared for can't be.
 * Elements as the app's published source marks them. Posts whose author wants them seen by members only aren't shown.
 */
export const postPage: EmbedPage = {
  url: ({ id }) => {
    const [author = '', key = ''] = id.split('/');
    return `https://bsky.app/profile/${author}/post/${key}`;
  },
  element: '[data-testid^="postThreadItem-by-"]',
  text: '[data-testid="postText"], [data-word-wrap="1"]',
  author: 'a[href^="/profile/"]:not([href*="/post/"])',
  permalink: 'a[href$="/liked-by"], a[href$="/reposted-by"], a[href$="/quotes"]',
  idOnPage: (id) => id.split('/')[1] ?? id,
  walls: [
    { text: 'only be shown to signed-in users', kind: 'login' },
    { text: 'you must sign in to view this post', kind: 'login' },
  ],
  width: 700,
};
