import type { TagNames } from '../../model/platform.ts';

/** Names of Bluesky's posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['bluesky', 'bsky', 'bluesky_simple', 'blueskypost'],
  // of astro-embed, react-bluesky-embed and their like
  components: [
    'blueskypost',
    'bluesky',
    'blueskyembed',
    'bskypost',
    'bsky',
    'bskyembed',
    'embedbluesky',
    'scriptblueskyembed',
  ],
};
