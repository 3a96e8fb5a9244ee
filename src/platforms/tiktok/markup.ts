import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { readDataAttrs } from '../data-attrs.ts';
import { frameMarkup } from '../frame-markup.ts';
import { linkedPost } from '../linked-post.ts';
import { linksIn } from '../quoted-links.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** How videos of TikTok stand in pages. Its embeds of creators, tags and sounds are none. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['tiktok-embed'],
    hint: 'tiktok',
    read: readBlockquote,
    readRef: (element, match) => (isVideo(element) ? ownRef(element, match) : null),
  },
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: [],
    hint: 'data-video-id',
    read: (element, match) => (isCited(element, match) ? readBlockquote(element, match) : null),
  },
  { kind: 'amp', element: 'amp-tiktok', classes: [], hint: 'data-src', read: readAmp },
  { kind: 'widget', element: 'div', classes: ['tiktok-wrap'], hint: 'data-attrs', read: readSubstack },
  ...frameMarkup('tiktok'),
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'www.tiktok.com/embed.js',
  'tiktok.com/embed.js',
  'cdn.ampproject.org/v0/amp-tiktok-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = [
  'tiktok-embed',
  'data-embed-type',
  'data-video-id',
  '<amp-tiktok',
];

/** Without its class a quote is TikTok's when it cites one of its videos. */
function isCited(element: MarkupElement, match: Match): boolean {
  return match(element.attribute('cite') ?? '') !== null;
}

function isVideo(element: MarkupElement): boolean {
  return /^(?:video|photo)$/iu.test(element.attribute('data-embed-type') ?? 'video');
}

function ownRef(element: MarkupElement, match: Match): Ref | null {
  const told =
    match(element.attribute('cite') ?? '') ?? refOf((element.attribute('data-video-id') ?? '').trim());
  return told ?? linkedPost(element, match);
}

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  if (!isVideo(element)) return null;
  const cited = element.attribute('cite') ?? '';
  const ref = ownRef(element, match);
  const quoted = readQuote(element, cited);
  if (ref !== null) return { ref, quoted };
  // Cited by a short link, whose video only the network knows, but surely a video: it has words and a name.
  const isShort = /^https?:\/\/(?:v[mt]\.tiktok\.com\/|(?:www\.)?tiktok\.com\/t\/)\w/iu.test(cited);
  return isShort && quoted !== null && quoted.text !== '' ? { ref: null, quoted } : null;
}

/** `@handle`, the caption in a paragraph or (older) beside it, then `♬ sound - artist`. */
function readQuote(element: MarkupElement, cited: string): Quoted | null {
  const paragraphs = element.descendants('p').filter((paragraph) => paragraph.text.trim() !== '');
  const handle = handleIn(element, cited);
  const text = paragraphs.length > 0 ? joined(paragraphs) : between(element.text, handle);
  if (text === '' && handle === null) return null;
  const links = linksIn(paragraphs.length > 0 ? paragraphs : [element]);
  return {
    name: null,
    handle,
    date: null,
    text,
    lang: null,
    dir: directionOf(text),
    links: links.filter((href) => !/^(?:https?:)?\/\/(?:www\.|m\.)?tiktok\.com\//iu.test(href)),
  };
}

function joined(paragraphs: readonly MarkupElement[]): string {
  return paragraphs.map(({ text }) => text.trim()).join('\n');
}

function between(text: string, handle: string | null): string {
  const trimmed = text.trim();
  const words =
    handle !== null && trimmed.startsWith(`@${handle}`) ? trimmed.slice(handle.length + 1) : trimmed;
  const sound = words.lastIndexOf('♬');
  return (sound === -1 ? words : words.slice(0, sound)).trim();
}

function handleIn(element: MarkupElement, cited: string): string | null {
  const printed = element.descendants('a').map(({ text }) => /^@([\w.]{1,30})$/u.exec(text.trim())?.[1]);
  return printed[0] ?? /\/@([\w.]{1,30})\//u.exec(cited)?.[1] ?? null;
}

/** AMP takes an id or an address. */
function readAmp(element: MarkupElement, match: Match): MarkupReading | null {
  const source = (element.attribute('data-src') ?? '').trim();
  const ref = refOf(source) ?? match(source);
  return ref === null ? null : { ref, quoted: null };
}

function readSubstack(element: MarkupElement, match: Match): MarkupReading | null {
  const told = readDataAttrs(element);
  const ref = match(told.get('url') ?? '');
  const text = (told.get('title') ?? '').trim();
  if (ref === null || text === '') return ref === null ? null : { ref, quoted: null };
  const handle = /\/@([\w.]{1,30})\//u.exec(told.get('url') ?? '')?.[1] ?? null;
  const quoted = { name: told.get('author') ?? null, handle, date: null, text, lang: null };
  return { ref, quoted: { ...quoted, dir: directionOf(text), links: [] } };
}
