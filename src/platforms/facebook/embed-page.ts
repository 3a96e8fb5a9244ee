import type { EmbedPage } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';

/** Facebook's plugin, which is framed by articles. Its class names change with every build; the whole page is the post. */
export const embedPage: EmbedPage = {
  url: (ref) => pluginUrl(ref),
  element: 'body',
  text: '[data-testid="post_message"], .userContent, [data-ad-preview="message"]',
  author: 'a[href*="facebook.com/"]:not([href*="/posts/"]):not([href*="/videos/"])',
  permalink: [
    'a[href*="/posts/"]',
    'a[href*="/videos/"]',
    'a[href*="/photos/"]',
    'a[href*="/reel/"]',
    'a[href*="story_fbid="]',
    'a[href*="fbid="]',
    'a[href*="/watch"]',
  ].join(', '),
  walls: [
    { text: 'this content isn’t available', kind: 'unavailable' },
    { text: "this content isn't available", kind: 'unavailable' },
    { text: 'this post is no longer available', kind: 'unavailable' },
    { text: 'this video is no longer available', kind: 'unavailable' },
    { text: 'may be broken, or the page may have been removed', kind: 'unavailable' },
    { text: 'you must log in to continue', kind: 'login' },
    { text: 'log in to facebook', kind: 'login' },
    { text: 'log into facebook', kind: 'login' },
    { text: 'allow the use of cookies from facebook', kind: 'consent' },
    { text: 'security check', kind: 'captcha' },
    { text: 'something went wrong', kind: 'error' },
  ],
  width: 500,
};

/** The address of a post's plugin. */
export function pluginUrl({ id, url }: Ref): string {
  const kind = /(?:\/videos\/|^watch\/|^reel\/)/u.test(id) ? 'video' : 'post';
  const query = new URLSearchParams({ href: url, show_text: 'true', width: '500' });
  return `https://www.facebook.com/plugins/${kind}.php?${query}`;
}
