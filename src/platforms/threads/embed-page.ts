import type { EmbedPage } from '../../model/platform.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { readFrame } from './embed.ts';

/** The page Threads' own script frames. All of it is the post. */
export const embedPage: EmbedPage = {
  url: ({ id }) => `https://www.threads.com/t/${id}/embed/`,
  element: 'body',
  text: '.BodyTextContainer',
  author: '.NameContainer, a[href*="/@"]',
  permalink: 'a[href*="/post/"], a[href*="/t/"]',
  walls: [
    { text: 'sorry, this page isn', kind: 'unavailable' },
    { text: 'this thread is unavailable', kind: 'unavailable' },
    { text: 'post unavailable', kind: 'unavailable' },
    { text: 'may be broken, or the', kind: 'unavailable' },
    { text: 'log in with instagram', kind: 'login' },
    { text: 'log in to threads', kind: 'login' },
    { text: 'allow the use of cookies', kind: 'consent' },
    { text: 'please wait a few minutes', kind: 'rate-limit' },
    { text: 'something went wrong', kind: 'error' },
  ],
  width: 540,
  read: (wire, ref) => {
    const body = readPageBody(wire);
    return body.kind === 'unknown' ? body : (readFrame(body.root, ref) ?? foreignPage(body.root));
  },
};
