import type { TagNames } from '../../model/platform.ts';

/** Names of Reddit's posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['reddit', 'reddit_post'],
  components: ['reddit', 'redditembed', 'redditpost', 'embedreddit'],
};
