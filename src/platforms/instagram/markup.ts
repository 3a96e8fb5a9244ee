import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { readDataAttrs } from '../data-attrs.ts';
import { frameMarkup } from '../frame-markup.ts';
import { linkedPost } from '../linked-post.ts';
import { readQuote } from './markup-quote.ts';
import { refOf } from './match.ts';

type Match = (href: string) => Ref | null;

/** How posts of Instagram stand in pages. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['instagram-media', 'instagram-media-rendered'],
    hint: 'instag',
    read: readBlockquote,
    readRef: ownRef,
  },
  { kind: 'blockquote', element: 'blockquote', classes: [], hint: 'data-instgrm', read: readBlockquote },
  { kind: 'amp', element: 'amp-instagram', classes: [], hint: 'data-shortcode', read: readAmp },
  { kind: 'widget', element: 'div', classes: ['instagram'], hint: 'instagram_id', read: readSubstack },
  ...frameMarkup('instagram'),
  ...frameMarkup('instagr.am'),
];

/** Scripts that come along with the markup. */
export const loaders: readonly string[] = [
  'www.instagram.com/embed.js',
  'instagram.com/embed.js',
  'platform.instagram.com/en_US/embeds.js',
  'cdn.ampproject.org/v0/amp-instagram-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = ['instagram-media', 'instgrm', '<amp-instagram'];

function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = ownRef(element, match);
  const quoted = readQuote(element, match);
  if (ref !== null) return { ref, quoted };
  // A post whose link was lost, but surely a post: it is signed. Embeds of profiles look alike, and have their link.
  const isLost = !element.attribute('data-instgrm-permalink') && quoted !== null && quoted.handle !== null;
  return isLost && (quoted.text !== '' || quoted.name !== null) ? { ref: null, quoted } : null;
}

/** The permalink stands in an attribute since version 8; before, in the links inside. */
function ownRef(element: MarkupElement, match: Match): Ref | null {
  return match(element.attribute('data-instgrm-permalink') ?? '') ?? linkedPost(element, match);
}

function readAmp(element: MarkupElement): MarkupReading | null {
  const ref = refOf((element.attribute('data-shortcode') ?? '').trim());
  return ref === null ? null : { ref, quoted: null };
}

function readSubstack(element: MarkupElement): MarkupReading | null {
  const ref = refOf(readDataAttrs(element).get('instagram_id') ?? '');
  return ref === null ? null : { ref, quoted: null };
}
