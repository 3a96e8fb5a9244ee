import type { TagNames } from '../../model/platform.ts';

/** Names of Facebook's posts and videos in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['facebook', 'fb', 'facebook_post', 'facebook_video', 'fbpost', 'fbvideo'],
  components: [
    'facebook',
    'facebookembed',
    'facebookpost',
    'facebookvideo',
    'embedfacebook',
    'fbpost',
    'fbvideo',
  ],
};
