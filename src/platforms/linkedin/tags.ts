import type { TagNames } from '../../model/platform.ts';

/** Names of LinkedIn's posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['linkedin', 'linkedin_post', 'linkedin_embed', 'linkedinupdate'],
  components: ['linkedin', 'linkedinembed', 'linkedinpost', 'linkedinpostembed', 'embedlinkedin'],
};
