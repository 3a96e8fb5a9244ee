import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { framedPost } from '../framed-post.ts';
import { linkedPost } from '../linked-post.ts';
import { linksIn } from '../quoted-links.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** How posts of Threads stand in pages. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['text-post-media'],
    hint: 'text-post-media',
    read: readBlockquote,
    readRef: ownRef,
  },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: 'data-text-post', read: readBlockquote },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'threads.', read: readFrame },
  { kind: 'amp', element: 'amp-iframe', classes: [], hint: 'threads.', read: readFrame },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: 'threads.', read: readFramedDiv },
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'www.threads.com/embed.js',
  'www.threads.net/embed.js',
  'threads.com/embed.js',
  'threads.net/embed.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = ['text-post-media', 'data-text-post'];

/** The permalink stands in an attribute and in the link inside; editors strip one or the other. */
function ownRef(element: MarkupElement, match: Match): Ref | null {
  const code = /^ig-tp-([\w-]{1,20})$/u.exec(element.attribute('id') ?? '')?.[1] ?? '';
  return (
    match(element.attribute('data-text-post-permalink') ?? '') ?? linkedPost(element, match) ?? refOf(code)
  );
}

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = ownRef(element, match);
  return ref === null ? null : { ref, quoted: readQuote(element, ref) };
}

/** "Post by @handle" and "View on Threads", in any language: no words of the post. Those stand in paragraphs, if at all. */
function readQuote(element: MarkupElement, ref: Ref): Quoted | null {
  const paragraphs = element.descendants('p').filter(({ text }) => text.trim() !== '');
  const text = paragraphs.map((paragraph) => paragraph.text.trim()).join('\n');
  const printed = /(?:^|[\s(])@([\w.]{1,30})/u.exec(element.text.slice(0, 400))?.[1]?.replace(/\.+$/u, '');
  const handle = /\/@([\w.]{1,30})\/post\//u.exec(ref.url)?.[1] ?? (text === '' ? printed : null) ?? null;
  if (text === '' && handle === null) return null;
  return {
    name: null,
    handle,
    date: null,
    text,
    lang: null,
    dir: directionOf(text),
    links: linksIn(paragraphs),
  };
}

function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}

/** A service's box around a link or a frame. */
function readFramedDiv(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match) ?? linkedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}
