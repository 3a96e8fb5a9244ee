import type { MarkupElement, MarkupReading, MarkupRule } from '../../model/platform.ts';
import type { Ref } from '../../ref.ts';
import { frameMarkup } from '../frame-markup.ts';
import { readQuote } from './markup-quote.ts';

type Match = (href: string) => Ref | null;

/** How posts and videos of Facebook stand in pages. Its other plugins, like boxes and buttons above all, are none. */
export const markup: readonly MarkupRule[] = [
  {
    kind: 'widget',
    element: 'div',
    classes: ['fb-post', 'fb-video', 'fb-comment-embed'],
    hint: 'data-href',
    read: readBox('data-href'),
  },
  { kind: 'widget', element: 'fb:post', classes: [], hint: 'href', read: readBox('href') },
  { kind: 'widget', element: 'fb:video', classes: [], hint: 'href', read: readBox('href') },
  { kind: 'amp', element: 'amp-facebook', classes: [], hint: 'data-href', read: readBox('data-href') },
  {
    kind: 'blockquote',
    element: 'blockquote',
    classes: ['fb-xfbml-parse-ignore'],
    hint: 'facebook',
    read: readBlockquote,
  },
  ...frameMarkup('facebook'),
];

/** Scripts that come along with the markup. Facebook's own is one per language. */
export const loaders: readonly string[] = [
  ...[
    'en_US',
    'en_GB',
    'de_DE',
    'fr_FR',
    'es_ES',
    'es_LA',
    'it_IT',
    'pt_BR',
    'pt_PT',
    'nl_NL',
    'pl_PL',
    'ru_RU',
  ]
    .concat([
      'tr_TR',
      'ar_AR',
      'ja_JP',
      'ko_KR',
      'zh_TW',
      'zh_CN',
      'sv_SE',
      'da_DK',
      'nb_NO',
      'fi_FI',
      'cs_CZ',
    ])
    .concat([
      'hu_HU',
      'ro_RO',
      'el_GR',
      'uk_UA',
      'he_IL',
      'id_ID',
      'vi_VN',
      'th_TH',
      'hi_IN',
      'bg_BG',
      'hr_HR',
    ])
    .flatMap((locale) => [`connect.facebook.net/${locale}/sdk.js`, `connect.facebook.net/${locale}/all.js`]),
  'cdn.ampproject.org/v0/amp-facebook-0.1.js',
];

/** What else needs them. */
export const loaderUsers: readonly string[] = [
  'fb-post',
  'fb-video',
  'fb-comment',
  'fb-page',
  'fb-like',
  'fb-share',
  'fb-group',
  'fb-save',
  'fb-send',
  'fb-login',
  'fb-follow',
  'fb-customerchat',
  'fb-quote',
  '<fb:',
  'fb.',
  'fbasyncinit',
  '<amp-facebook',
];

/** A box Facebook's script turns into a frame; the address may be one within Facebook. */
function readBox(attribute: string): MarkupRule['read'] {
  return (element, match) => {
    const href = (element.attribute(attribute) ?? '').trim();
    const ref = match(/^\/(?!\/)/u.test(href) ? `https://www.facebook.com${href}` : href);
    const quoted = readQuote(element);
    if (ref !== null) return { ref, quoted };
    // Named by a short link, whose post only the network knows, but surely a post: its words are there.
    const isShort = /^(?:https?:)?\/\/(?:fb\.watch\/|fb\.me\/|(?:www\.|m\.)?facebook\.com\/share\/)/iu.test(
      href,
    );
    return isShort && quoted !== null && quoted.text !== '' ? { ref: null, quoted } : null;
  };
}

/** What is left of a box where a sanitiser took it. */
function readBlockquote(element: MarkupElement, match: Match): MarkupReading | null {
  const ref = match(element.attribute('cite') ?? '');
  return ref === null ? null : { ref, quoted: readQuote(element) };
}
