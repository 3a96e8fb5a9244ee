import type { EmbedPage } from '../../model/platform.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { readFrame } from './embed.ts';

/** The page Instagram's own script frames, with the caption. Its script adds comments of others only to the page itself. */
export const embedPage: EmbedPage = {
  url: ({ id }) => `https://www.instagram.com/p/${id}/embed/captioned/`,
  element: '.Embed[data-permalink]',
  text: '.Caption',
  author: '.UsernameText, .CaptionUsername, a.Username',
  permalink: '.Embed[data-permalink]',
  walls: [
    { text: 'may be broken, or the post may have been removed', kind: 'unavailable' },
    { text: 'sorry, this page isn', kind: 'unavailable' },
    { text: 'please wait a few minutes', kind: 'rate-limit' },
    { text: 'log in to instagram', kind: 'login' },
    { text: 'log in to see photos', kind: 'login' },
    { text: 'allow the use of cookies from instagram', kind: 'consent' },
    { text: 'confirm your age', kind: 'age-gate' },
    { text: 'something went wrong', kind: 'error' },
  ],
  width: 540,
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : (readFrame(body.root, ref) ?? foreignPage(body.root));
  },
};
