import type { TagNames } from '../../model/platform.ts';

/** Names of YouTube's videos in Markdown and templates: Hugo's and Jekyll's, then those of component libraries. */
export const tags: TagNames = {
  shortcodes: [
    'youtube',
    'youtube_simple',
    'yt',
    'youtubeplayer',
    'youtubevideo',
    'youtube-lite',
    'lite-youtube',
  ],
  components: [
    'youtube',
    'youtubeembed',
    'youtubevideo',
    'youtubeplayer',
    'youtubeiframe',
    'youtubeshort',
    'youtubeshorts',
    'youtubelite',
    'embedyoutube',
    'liteyoutube',
    'liteyoutubeembed',
    'yt',
    'scriptyoutubeplayer',
    'youtubevue3',
  ],
};
