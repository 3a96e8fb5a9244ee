import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { cleanText } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { readMessage } from './widget-post.ts';

/** The page Telegram's own embeds frame, `t.me/<channel>/<number>?embed=1`: all of a public post, without login. */
export const widget: Source = {
  id: 'telegram-widget',
  rank: 'platform',
  hosts: ['t.me'],
  ask: (ref, fetch) =>
    fetch({
      url: widgetUrl(ref.id),
      // What it says of posts it doesn't show is told apart by its English words.
      headers: { accept: 'text/html', 'accept-language': 'en' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read,
};

/** The address of a post's widget. */
export function widgetUrl(id: string): string {
  return `https://t.me/${id}?embed=1&mode=tme`;
}

function read(wire: Wire, ref: Ref): Answer {
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const page = new TextDecoder().decode(wire.body);
  if (page.trim() === '') return unknown('empty', 'the body is empty');
  if (!page.trimStart().startsWith('<')) return unknown('bad-shape', 'not a page');
  const elements = parseHtml(page).descendants('*');
  const messages = elements.filter((element) => element.attribute('data-post') !== null);
  const message = messages.find((each) => isOf(each, ref));
  if (message !== undefined) return readShown(message, wire, ref);
  if (messages[0] !== undefined)
    return unknown('bad-shape', `data-post: another post (${messages[0].attribute('data-post')}) than asked`);
  return readError(elements);
}

/** Names of channels are the same in any case; an album has one message for the posts of all its pictures. */
function isOf(message: MarkupElement, { id }: Ref): boolean {
  const wanted = id.toLowerCase();
  if (message.attribute('data-post')?.toLowerCase() === wanted) return true;
  return message.descendants('a').some((link) => {
    const isPicture = link.classes.some((name) => /_(?:photo_wrap|video_player)$/u.test(name));
    const href = link.attribute('href')?.toLowerCase() ?? '';
    return isPicture && href.replace(/\?.*$/su, '') === `https://t.me/${wanted}`;
  });
}

/** Some things only the app shows. That is no answer, lest nothing take the place of what an article quotes. */
function readShown(message: MarkupElement, wire: Wire, ref: Ref): Answer {
  const post = readMessage(message, ref, wire.at);
  if (!isBlank(post)) return { kind: 'post', post };
  return unknown('withheld-unknown', 'the post is there, but nothing of it is shown outside the app');
}

function isBlank({ segments, media, poll, card }: Post): boolean {
  return segments.length === 0 && media.length === 0 && poll === null && card === null;
}

/** "Post not found". A channel not found may have another name now, and other words tell of what isn't shown, not what is gone. */
function readError(elements: readonly MarkupElement[]): Answer {
  const has = (element: MarkupElement, pattern: RegExp) => element.classes.some((name) => pattern.test(name));
  const error = elements.find((element) => has(element, /^tgme_widget_message_error$/u));
  const words = cleanText(error?.text ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/^post not found\b/iu.test(words)) return unknown('not-found', words);
  if (error !== undefined) return unknown('withheld-unknown', words || 'an error without words');
  return elements.some((element) => has(element, /^tgme_/u))
    ? unknown('bad-shape', 'a page of Telegram without a message')
    : unknown('walled', 'a page that is not the widget');
}
