import type { EmbedPage } from '../../model/platform.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { readFrame } from './embed.ts';
import { embedUrl } from './match.ts';

/**
 * The page LinkedIn's frames show, whole and without a theme to choose. Its element names the post by activity and by
 * share or `ugcPost`, so that a post is known by any of its numbers; class names change with every build.
 */
export const embedPage: EmbedPage = {
  url: (ref) => embedUrl(ref.id),
  element: 'article[data-activity-urn], article[data-attributed-urn]',
  text: '[data-test-id="main-feed-activity-embed-card__commentary"]',
  author: 'a[data-tracking-control-name="public_post_embed_feed-actor-name"]',
  permalink: 'article[data-activity-urn], article[data-attributed-urn]',
  walls: [
    { text: 'agree & join linkedin', kind: 'login' },
    { text: 'sign in or join now to see posts', kind: 'login' },
    { text: 'let’s do a quick security check', kind: 'captcha' },
    { text: "let's do a quick security check", kind: 'captcha' },
    { text: 'this post cannot be displayed', kind: 'unavailable' },
  ],
  width: 504,
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : (readFrame(body.root, ref) ?? foreignPage(body.root));
  },
};
