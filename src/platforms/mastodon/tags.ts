import type { TagNames } from '../../model/platform.ts';

/** Names of Mastodon's posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['mastodon', 'toot', 'fediverse', 'mastodon_post'],
  components: ['mastodon', 'mastodonembed', 'mastodonpost', 'embedmastodon', 'toot'],
};
