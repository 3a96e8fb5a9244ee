import type { TagNames } from '../../model/platform.ts';

/** Names of Threads' posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['threads', 'threads_post'],
  components: ['threads', 'threadsembed', 'threadspost', 'threadsmediaembed', 'embedthreads'],
};
