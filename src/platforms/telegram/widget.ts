import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { readPageBody } from '../page-body.ts';
import { cleanText } from '../segments.ts';
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
  read: (wire, ref) => readMessages(wire, ref, wire.at),
};

/** The address of a post's widget. */
export function widgetUrl(id: string): string {
  return `https://t.me/${id}?embed=1&mode=tme`;
}

/** Reads a page with messages in it, as they were shown at `at`. */
export function readMessages(wire: Pick<Wire, 'status' | 'body'>, ref: Ref, at: string): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  const elements = body.root.descendants('*');
  const messages = elements.filter((element) => element.attribute('data-post') !== null);
  const message = messages.find((each) => isOf(each, ref));
  if (message !== undefined) return readShown(message, at, ref);
  if (messages[0] !== undefined) return readOthers(messages, ref);
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

/** A channel's posts around the one asked for, and not that one: it isn't there. Later ones alone may be its newest page. */
function readOthers(messages: readonly MarkupElement[], ref: Ref): Answer {
  const [channel = '', number = ''] = ref.id.split('/');
  const names = messages.map((each) => each.attribute('data-post') ?? '');
  const numbers = names.flatMap((name) => {
    const [other = '', digits = ''] = name.split('/');
    return other.toLowerCase() === channel.toLowerCase() && /^\d{1,10}$/u.test(digits)
      ? [Number(digits)]
      : [];
  });
  const isAround =
    numbers.some((each) => each < Number(number)) && numbers.some((each) => each > Number(number));
  return isAround
    ? unknown('not-found', 'its channel shows posts before and after it')
    : unknown('bad-shape', `data-post: another post (${names[0]?.slice(0, 60)}) than asked`);
}

/** Some things only the app shows. That is no answer, lest nothing take the place of what an article quotes. */
function readShown(message: MarkupElement, at: string, ref: Ref): Answer {
  const post = readMessage(message, ref, at);
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
