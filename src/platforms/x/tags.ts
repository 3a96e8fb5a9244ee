import type { TagNames } from '../../model/platform.ts';

/** Names of X's posts in Markdown and templates. */
export const tags: TagNames = {
  // Hugo's own, before and after the new name; Jekyll's and dev.to's
  shortcodes: ['x', 'x_simple', 'tweet', 'twitter', 'twitter_simple'],
  // of mdx-embed, astro-embed, react-tweet, react-twitter-embed, react-social-media-embed, vue-tweet, Nuxt Scripts and their like
  components: [
    'tweet',
    'tweetembed',
    'embedtweet',
    'statictweet',
    'twitter',
    'twitterembed',
    'twitterpost',
    'twittertweet',
    'twittertweetembed',
    'scriptxembed',
    'vuetweet',
    'vuetweetembed',
    'xembed',
    'xpost',
    'xtweet',
  ],
};
