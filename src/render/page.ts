import { html, rawHtml } from '../html/escape.ts';
import { nameOf } from './author.ts';
import { renderCard } from './card.ts';
import { fill, wordsFor } from './language.ts';
import { cardStyle, cspHash } from './style.ts';
import type { FallbackView } from './view.ts';

/** CSS selector of the card in `renderPage`'s page: the element to shoot. */
export const cardSelector = 'article.holdfast';

/** One whole page that needs nothing: for reading by itself, and for the picture of our own card. */
export function renderPage(view: FallbackView): string {
  const words = wordsFor(view.post);
  const author = view.post === null ? null : nameOf(view.post.author);
  const title = author ?? fill(words.originalOn, { platform: view.platform.name });
  return html`<!DOCTYPE html>
<html lang="${words.lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${rawHtml(pageStyle)}</style>
</head>
<body>
${renderCard(view, { pictures: 'img', style: null })}
</body>
</html>
`.source;
}

const pageStyle = `body{margin:0;padding:16px;background:#f0f3f5}@media (prefers-color-scheme:dark){body{background:#0b0d0f}}${cardStyle}`;

/** Nothing but what the page brings along may be loaded; the hash lets only its own style in. */
const policy = `default-src 'none'; img-src data: 'self'; style-src '${cspHash(pageStyle)}'; base-uri 'none'; form-action 'none'`;
