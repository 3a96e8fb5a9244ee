import { directionOf } from '../../model/direction.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { framedPost } from '../framed-post.ts';
import { linksIn } from '../quoted-links.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/**
 * How posts of Telegram stand in pages: a script that is told the post and puts a frame before itself. The same script
 * shows discussions and login buttons, which are told otherwise.
 */
export const markup: readonly MarkupRule[] = [
  { kind: 'script', element: 'script', classes: [], hint: 'data-telegram-post', read: readScript },
  { kind: 'iframe', element: 'iframe', classes: [], hint: '/t.me/', read: readFrame },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'telegram.', read: readFrame },
  { kind: 'amp', element: 'amp-iframe', classes: [], hint: '/t.me/', read: readFrame },
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['telegram-post', 'telegram-embed'],
    hint: '/t.me/',
    read: readBlockquote,
  },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: 't.me', read: readFramedDiv },
];

/** None: the script is the embed. */
export const loaders: readonly string[] = [];

function readScript(element: MarkupElement, match: Match): MarkupReading | null {
  const source = element.attribute('src') ?? element.attribute('data-src') ?? '';
  return /\/telegram-widget\.js(?:[?#]|$)/iu.test(source) || source === '' ? readTold(element, match) : null;
}

/** `channel/number`; some authors give the whole address. */
function readTold(element: MarkupElement, match: Match): MarkupReading | null {
  const told = (element.attribute('data-telegram-post') ?? '').trim();
  const ref = refOf(told.replace(/\?.*$/su, '')) ?? match(told);
  return ref === null ? null : { ref, quoted: null };
}

/** A frame of a post's page is its embed; the address of a discussion differs by its query. */
function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  if (/[?&](?:amp;)?discussion=/u.test(element.attribute('src') ?? '')) return null;
  const ref = framedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}

/** What tools that copy posts write: the words, then a link to the post. */
function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const link = element.descendants('a').findLast((each) => match(each.attribute('href') ?? '') !== null);
  const ref = match(link?.attribute('href') ?? '');
  if (link === undefined || ref === null) return null;
  const paragraphs = element
    .descendants('p')
    .filter((paragraph) => !paragraph.descendants('a').includes(link));
  const text = paragraphs
    .map((paragraph) => paragraph.text.trim())
    .join('\n')
    .trim();
  if (text === '') return { ref, quoted: null };
  const handle = ref.id.split('/')[0] ?? null;
  const said = { name: null, handle, date: null, text, lang: element.attribute('lang') || null };
  return { ref, quoted: { ...said, dir: directionOf(text), links: linksIn(paragraphs) } };
}

/** A service's box around a link or a frame. */
function readFramedDiv(element: MarkupElement, match: Match): MarkupReading | null {
  const link = element.descendants('a').find((each) => match(each.attribute('href') ?? '') !== null);
  const ref = framedPost(element, match) ?? match(link?.attribute('href') ?? '');
  return ref === null ? null : { ref, quoted: null };
}
