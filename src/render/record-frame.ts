import { type Html, type HtmlPart, html, rawHtml } from '../html/escape.ts';
import type { Post } from '../model/post.ts';
import { cleanLine } from './clean-text.ts';
import { wordsFor, writeDate } from './language.ts';
import { recordPolicy, recordStyle } from './record-style.ts';
import { type RecordWords, recordEnglish } from './record-words.ts';
import { recordArabic } from './record-words-arabic.ts';
import { link } from './rich-text.ts';
import { addressOf, type FallbackView } from './view.ts';
import type { Words } from './words.ts';

/** The words of a page around a post, and those of the post's own card. */
export interface Tongue {
  readonly words: RecordWords;
  readonly dates: Words;
}

/** In the post's language where there is one of ours, else in English. */
export function tongueOf(post: Post | null): Tongue {
  const words = wordsFor(post);
  const own = [recordEnglish, recordArabic].find(({ lang }) => lang === words.lang);
  return own === undefined ? { words: recordEnglish, dates: wordsFor(null) } : { words: own, dates: words };
}

/** A whole page that needs nothing: no script, nothing from outside. */
export function recordPage({ words }: Tongue, title: string, body: Html): string {
  return html`<!DOCTYPE html>
<html lang="${words.lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${recordPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${cleanLine(title)}</title>
<style>${rawHtml(recordStyle)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.source;
}

/** The page's head: what it is, of which post, and what else is said first. */
export function recordHead(view: FallbackView, title: string, more: Html | null): Html {
  const { name } = view;
  const address = addressOf(view);
  const where = address === null ? null : html` · ${link(address, html`<bdi>${cleanLine(address)}</bdi>`)}`;
  return html`<header class="top"><div><h1>${title}</h1><p class="soft small"><code>${cleanLine(name)}</code>${where}</p></div>${more}</header>`;
}

/** A moment for eyes and machines. */
export function moment(iso: string, { dates }: Tongue): Html {
  const machine = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/u.test(iso) ? iso : '';
  return html`<bdi><time datetime="${machine}">${writeDate(iso, dates)}</time></bdi>`;
}

/** Our words with markup in the places of `{…}`. */
export function fillParts(words: string, parts: Readonly<Record<string, HtmlPart>>): Html {
  const pieces = words.split(/\{(\w+)\}/u);
  return html`${pieces.map((piece, at) => (at % 2 === 0 ? piece : (parts[piece] ?? null)))}`;
}

/** `9×`, whichever way the words around it run. */
export function times(count: number): Html {
  return html`<bdi dir="ltr">${count}×</bdi>`;
}
