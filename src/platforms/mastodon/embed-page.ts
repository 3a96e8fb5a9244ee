import { parseHtml } from '../../html/tree.ts';
import type { EmbedPage } from '../../model/platform.ts';
import { unknown } from '../json-answer.ts';
import { readDrawnPost } from './drawn-post.ts';

/**
 * The page every server has for embeds, `/@name/id/embed`: drawn by scripts since version 4.3, with a link over all of it
 * that leads to the post; before by the server. Kin of Mastodon that have none answer with an error.
 */
export const embedPage: EmbedPage = {
  url: ({ url }) => (/\/@[^/]+\/[\w-]+$/u.test(url) ? `${url}/embed` : url),
  element: 'div.embed, .detailed-status--flex',
  text: '.status__content__text, .detailed-status--flex .e-content',
  author: '.display-name__account, a.detailed-status__display-name',
  permalink: 'a.embed__overlay, a.detailed-status__datetime.u-uid',
  walls: [
    { text: 'the page you are looking for isn’t here', kind: 'unavailable' },
    { text: "the page you are looking for isn't here", kind: 'unavailable' },
    { text: 'the page you were looking for doesn’t exist', kind: 'unavailable' },
    { text: "the page you were looking for doesn't exist", kind: 'unavailable' },
    { text: 'verify you are human', kind: 'captcha' },
    { text: 'making sure you’re not a bot', kind: 'interstitial' },
    { text: "making sure you're not a bot", kind: 'interstitial' },
    { text: 'to use the mastodon web application, please enable javascript', kind: 'interstitial' },
    { text: 'this method requires an authenticated user', kind: 'login' },
  ],
  width: 550,
  read(wire, ref) {
    const post = readDrawnPost(parseHtml(new TextDecoder().decode(wire.body)), ref, wire.at);
    return post === null ? unknown('bad-shape', 'no post, or another than asked') : { kind: 'post', post };
  },
};
