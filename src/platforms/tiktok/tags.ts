import type { TagNames } from '../../model/platform.ts';

/** Names of TikTok's videos in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['tiktok'],
  components: ['tiktok', 'tiktokembed', 'tiktokvideo', 'tiktokpost', 'embedtiktok'],
};
