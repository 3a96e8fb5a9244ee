import type { EmbedPage } from '../../model/platform.ts';
import { readMessages, widgetUrl } from './widget.ts';

/** Telegram's widget. That media aren't supported stands, hidden, in many of its posts: no wall. */
export const embedPage: EmbedPage = {
  url: (ref, theme) => `${widgetUrl(ref.id)}${theme === 'dark' ? '&dark=1' : ''}`,
  element: '.tgme_widget_message[data-post]',
  text: '.js-message_text',
  author: '.tgme_widget_message_owner_name, .tgme_widget_message_author_name',
  permalink: 'a.tgme_widget_message_date',
  walls: [
    { text: 'post not found', kind: 'unavailable' },
    { text: 'too many requests', kind: 'rate-limit' },
  ],
  width: 550,
  read: (wire, ref) => readMessages(wire, ref, wire.at),
};
