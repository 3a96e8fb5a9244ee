import type { EmbedPage } from '../../model/platform.ts';
import { embedPage } from './embed-page.ts';

/** The preview of a channel from that post on, which is built as the widget is. Groups, and channels without, have none. */
export const postPage: EmbedPage = {
  url: ({ id }) => {
    const [channel, number] = id.split('/');
    return `https://t.me/s/${channel}?after=${Number(number) - 1}`;
  },
  element: '.tgme_channel_history .tgme_widget_message[data-post]',
  text: embedPage.text,
  author: embedPage.author,
  permalink: embedPage.permalink,
  walls: [{ text: 'too many requests', kind: 'rate-limit' }],
  width: 700,
};
