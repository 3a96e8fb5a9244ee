import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { linkedPost } from '../linked-post.ts';
import { readCopy } from './markup-copy.ts';
import { readQuote } from './markup-quote.ts';
import { refOf } from './text-ref.ts';
import { timeOf } from './time.ts';

type Match = (href: string) => Ref | null;

const quoteClasses = [
  'twitter-tweet',
  'twitter-video',
  'nojs-tweet',
  'twitter-tweet-rendered',
  'twitter-tweet-error',
];

/** How posts of X stand in pages; the markup of `publish.twitter.com` first, then what others make of it. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: quoteClasses,
    hint: '/status',
    read: readBlockquote,
    readRef: ownRef,
  },
  { kind: 'blockquote', element: 'blockquote', classes: quoteClasses, hint: '(@', read: readBlockquote },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: 'data-tweet', read: readBlockquote },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: '/status', read: readNamelessBlockquote },
  { kind: 'widget', element: 'iframe', classes: [], hint: 'data-tweet-id', read: readId },
  { kind: 'widget', element: 'twitter-widget', classes: [], hint: 'data-tweet-id', read: readId },
  // a component that asks before it loads
  { kind: 'widget', element: 'embetty-tweet', classes: [], hint: 'status', read: readId },
  { kind: 'amp', element: 'amp-twitter', classes: [], hint: 'data-tweetid', read: readId },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'twitter', read: readFrame },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'x.com', read: readFrame },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: '/status', read: readFrame },
  { kind: 'widget', element: 'div', classes: ['tweet'], hint: 'full_text', read: readCopy },
  // the BBC's picture of a post
  { kind: 'figure', element: 'figure', classes: ['embed-screenshot-js'], hint: '/status', read: readPicture },
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'platform.twitter.com/widgets.js',
  'platform.x.com/widgets.js',
  'cdn.ampproject.org/v0/amp-twitter-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = [
  'twitter-tweet',
  'twitter-video',
  'twitter-timeline',
  'twitter-follow-button',
  'twitter-share-button',
  'twitter-hashtag-button',
  'twitter-mention-button',
  'twitter-dm-button',
  'twitter-moment',
  'twitter-grid',
  'twitter-widget',
  'twttr',
  'data-tweet',
  '<amp-twitter',
];

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const permalink = permalinkIn(element, match);
  const known = ownRef(element, match);
  const quoted = readQuote(element, permalink ?? ownCopy(element));
  const ref = known ?? copiedPost(element, quoted);
  if (ref !== null) return { ref, quoted };
  // A post whose link was lost, but surely a post: it is signed.
  return quoted !== null && quoted.text !== '' && quoted.handle !== null ? { ref: null, quoted } : null;
}

function ownRef(element: MarkupElement, match: Match): Ref | null {
  return match(permalinkIn(element, match)?.attribute('href') ?? '') ?? idOf(element);
}

/** The last link to a post is the one X's script takes. */
function permalinkIn(element: MarkupElement, match: Match): MarkupElement | null {
  return element.descendants('a').findLast((link) => match(link.attribute('href') ?? '') !== null) ?? null;
}

/** Where an author keeps copies of posts, the link leads to the copy, whose address ends in the post's id. */
function ownCopy(element: MarkupElement): MarkupElement | null {
  const last = element.descendants('a').at(-1);
  return copyId.test(last?.attribute('href') ?? '') ? (last ?? null) : null;
}

const copyId = /^https?:\/\/[^?#]{3,200}\/(\d{15,19})\/?$/u;

/** Such an id is believed when it is of the day that is printed. */
function copiedPost(element: MarkupElement, quoted: Quoted | null): Ref | null {
  const id = copyId.exec(ownCopy(element)?.attribute('href') ?? '')?.[1] ?? '';
  const time = timeOf(id);
  if (time === null || quoted?.date == null) return null;
  const days = Math.abs(Date.parse(time.slice(0, 10)) - Date.parse(quoted.date)) / 86_400_000;
  return days <= 1 ? refOf(id) : null;
}

/** Sanitisers drop classes; a post is told by its end: `— Name (@handle)`, then the link, then nothing. */
function readNamelessBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const permalink = element.descendants('a').at(-1);
  const ref = match(permalink?.attribute('href') ?? '');
  if (permalink === undefined || ref === null || !element.text.endsWith(permalink.text)) return null;
  const quoted = readQuote(element, permalink);
  return quoted === null || quoted.handle === null || !isSigned(element, permalink) ? null : { ref, quoted };
}

function isSigned(element: MarkupElement, permalink: MarkupElement): boolean {
  const before = element.text.slice(0, element.text.length - permalink.text.length);
  return /\(@\w{1,20}\)[\s\u200e\u200f]*$/u.test(before.slice(-40));
}

/** Hydrated quotes, and AMP, which marks up timelines by the same element without an id. */
function readId(element: MarkupElement): MarkupReading | null {
  const ref = idOf(element);
  return ref === null ? null : { ref, quoted: null };
}

function idOf(element: MarkupElement): Ref | null {
  const id = ['data-tweet-id', 'data-tweetid', 'status'].map((name) => element.attribute(name));
  return refOf((id.find((each) => each !== null) ?? '').trim());
}

function readPicture(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = linkedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}

/** A post's own address, X's embed page, or a helper's page that is told the address; lazy loaders move it about. */
function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  for (const name of frameAddresses) {
    const address = element.attribute(name);
    const ref = address === null ? null : (match(address) ?? readHelper(address, match));
    if (ref !== null) return { ref, quoted: null };
  }
  return null;
}

const frameAddresses = [
  'src',
  'data-src',
  'data-lazy-src',
  'data-lazyload-src',
  'data-cmp-src',
  'data-iframely-url',
  'data-embedded-url',
];

/** Only services that show posts: a share button's frame is told a post's address too. */
const helpers =
  /^(?:twitframe\.com|oembed\.link|cdn\.embedly\.com|(?:cdn\.)?iframe\.ly|(?:[\w-]+\.)?iframely\.net)$/u;

function readHelper(address: string, match: Match): Ref | null {
  const url = URL.parse(address, 'https://unknown.invalid/');
  if (url === null || !helpers.test(url.hostname)) return null;
  const told = ['url', 'src', 'href'].flatMap((name) => url.searchParams.get(name) ?? []);
  const inPath = /^\/(https?:\/\/?.+)$/iu.exec(decoded(url.pathname))?.[1];
  for (const candidate of inPath === undefined ? told : [...told, inPath]) {
    const ref = match(candidate);
    if (ref !== null) return ref;
  }
  return null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
