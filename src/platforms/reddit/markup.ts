import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { framedPost } from '../framed-post.ts';

type Match = (href: string) => Ref | null;

const classes = ['reddit-embed-bq', 'reddit-card', 'reddit-embed'];

/** How posts and comments of Reddit stand in pages; today's quote first, then those of before 2022. */
export const markup: readonly MarkupRule[] = [
  { kind: 'blockquote', element: 'blockquote', classes, hint: '/comments/', read: readQuoteElement },
  { kind: 'blockquote', element: 'blockquote', classes, hint: 'redd.it/', read: readQuoteElement },
  { kind: 'widget', element: 'div', classes: ['reddit-embed'], hint: '/comments/', read: readQuoteElement },
  { kind: 'amp', element: 'amp-reddit', classes: [], hint: 'data-src', read: readFrame },
  { kind: 'iframe', element: 'iframe', classes: [], hint: 'reddit', read: readFrame },
  { kind: 'amp', element: 'amp-iframe', classes: [], hint: 'reddit', read: readFrame },
  { kind: 'iframe', element: 'div', classes: ['iframely-embed'], hint: 'reddit', read: readQuoteElement },
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'embed.reddit.com/widgets.js',
  'embed.redditmedia.com/widgets/platform.js',
  'www.redditstatic.com/comment-embed.js',
  'cdn.ampproject.org/v0/amp-reddit-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = ['reddit-embed', 'reddit-card', 'rembeddit', '<amp-reddit'];

/** The first link is the post's or the comment's; the discussion of a comment is linked after it. */
function readQuoteElement(element: MarkupElement, match: Match): MarkupReading | null {
  const link = element.descendants('a').find((each) => match(each.attribute('href') ?? '') !== null);
  const ref = match(link?.attribute('href') ?? '') ?? framedPost(element, match);
  return ref === null ? null : { ref, quoted: link === undefined ? null : readQuote(element, link, ref) };
}

/** The title of the post, and who wrote it: `by u/name in community`. Of comments no words are there. */
function readQuote(element: MarkupElement, link: MarkupElement, ref: Ref): Quoted | null {
  const label = link.text.trim();
  const text = ref.id.startsWith('t1_') || invitation.test(label) ? '' : label;
  const author = element.descendants('a').find((each) => userIn(each) !== null);
  const handle = author === undefined ? null : userIn(author);
  if (text === '' && handle === null) return null;
  return { name: null, handle, date: null, text, lang: null, dir: directionOf(text), links: [] };
}

/** Labels that are no title. */
const invitation =
  /^(?:(?:view|open|see|read)\b[^\n]{0,40}\b(?:reddit|discussion|post|comments?|thread)|comment|post|discussion|https?:\/\/\S+)$/iu;

function userIn(link: MarkupElement): string | null {
  return /\/(?:user|u)\/([\w-]{3,24})\/?(?:[?#].*)?$/iu.exec(link.attribute('href') ?? '')?.[1] ?? null;
}

function readFrame(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = framedPost(element, match);
  return ref === null ? null : { ref, quoted: null };
}
