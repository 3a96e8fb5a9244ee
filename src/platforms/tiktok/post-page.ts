import type { EmbedPage } from '../../model/platform.ts';

/** A video's own page. Its parts carry marks for tests, and its player the video's number, as tools for the site read them. */
export const postPage: EmbedPage = {
  url: ({ url }) => url,
  element: '#main-content-video_detail',
  text: '[data-e2e="browse-video-desc"]',
  author: 'a[href*="/@"]:has([data-e2e="browse-username"]), [data-e2e="browse-username"]',
  permalink: '[id^="xgwrapper-"]',
  walls: [
    { text: 'video currently unavailable', kind: 'unavailable' },
    { text: 'drag the slider', kind: 'captcha' },
    { text: 'verify to continue', kind: 'captcha' },
  ],
  width: 1280,
};
