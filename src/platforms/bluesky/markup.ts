import { directionOf } from '../../model/direction.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { readDataAttrs } from '../data-attrs.ts';
import { framedPost } from '../framed-post.ts';
import { readQuote } from './markup-quote.ts';
import { refOfUri } from './match.ts';

type Match = (href: string) => Ref | null;

/** How posts of Bluesky stand in pages; the markup of `embed.bsky.app` first, then what others make of it. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['bluesky-embed'],
    hint: 'bluesky-embed',
    read: readBlockquote,
    readRef: ownRef,
  },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: 'data-bluesky-uri', read: readBlockquote },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: 'bsky.app', read: readNamelessBlockquote },
  { kind: 'widget', element: 'div', classes: ['bluesky-embed'], hint: 'data-bluesky-uri', read: readUri },
  { kind: 'widget', element: 'div', classes: ['bluesky-wrap'], hint: 'at://', read: readSubstack },
  { kind: 'widget', element: 'bluesky-post', classes: [], hint: 'at://', read: readUri },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'bsky.app', read: readFrame },
  { kind: 'amp', element: 'amp-iframe', classes: [], hint: 'bsky.app', read: readFrame },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: 'bsky.app', read: readFramedDiv },
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = ['embed.bsky.app/static/embed.js'];

/** What else needs them. */
export const loaderUsers: readonly string[] = ['bluesky-embed', 'bluesky-post', 'data-bluesky'];

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = ownRef(element, match);
  const quoted = readQuote(element);
  if (ref !== null) return { ref, quoted };
  // A post whose address was lost, but surely a post: it is signed.
  return quoted !== null && quoted.text !== '' && quoted.handle !== null ? { ref: null, quoted } : null;
}

function ownRef(element: MarkupElement, match: Match): Ref | null {
  const uri = refOfUri(element.attribute('data-bluesky-uri') ?? '');
  return uri ?? match(permalinkIn(element, match)?.attribute('href') ?? '');
}

/** Sanitisers drop classes; a post is told by its end: `— Name (@handle)`, then its own link, then nothing. */
function readNamelessBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const permalink = element.descendants('a').at(-1);
  const ref = match(permalink?.attribute('href') ?? '');
  if (permalink === undefined || ref === null || !element.text.endsWith(permalink.text)) return null;
  const quoted = readQuote(element);
  return quoted === null || quoted.handle === null ? null : { ref, quoted };
}

/** The last link to a post: those before may stand in the text. */
function permalinkIn(element: MarkupElement, match: Match): MarkupElement | null {
  return element.descendants('a').findLast((link) => match(link.attribute('href') ?? '') !== null) ?? null;
}

function readUri(element: MarkupElement): MarkupReading | null {
  const ref = refOfUri(element.attribute('data-bluesky-uri') ?? element.attribute('src') ?? '');
  return ref === null ? null : { ref, quoted: null };
}

function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match) ?? refOfUri(element.attribute('data-bluesky-uri') ?? '');
  return ref === null ? null : { ref, quoted: null };
}

/** A service's box around a link or a frame. */
function readFramedDiv(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match) ?? match(permalinkIn(element, match)?.attribute('href') ?? '');
  return ref === null ? null : { ref, quoted: null };
}

/** A whole copy of the post, as JSON. */
function readSubstack(element: MarkupElement): MarkupReading | null {
  const told = readDataAttrs(element);
  const ref = refOfUri(told.get('uri') ?? '');
  const text = told.get('text') ?? '';
  if (ref === null) return null;
  const date = /^\d{4}-\d{2}-\d{2}(?=T)/u.exec(told.get('createdAt') ?? '')?.[0] ?? null;
  const [name, handle] = [told.get('authorName') ?? null, told.get('authorHandle') ?? null];
  if (text === '' && handle === null) return { ref, quoted: null };
  return { ref, quoted: { name, handle, date, text, lang: null, dir: directionOf(text), links: [] } };
}
