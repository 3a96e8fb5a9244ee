import type { TagNames } from '../../model/platform.ts';

/** Names of Instagram's posts in Markdown and templates: Hugo's and Jekyll's, then those of component libraries. */
export const tags: TagNames = {
  shortcodes: ['instagram', 'instagram_simple', 'ig'],
  components: [
    'instagram',
    'instagramembed',
    'instagrampost',
    'embedinstagram',
    'insta',
    'scriptinstagramembed',
  ],
};
