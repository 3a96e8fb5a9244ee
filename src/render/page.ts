import { html, rawHtml, safeUrl } from '../html/escape.ts';
import { textOf } from '../model/post.ts';
import { handleOf, nameOf } from './author.ts';
import { renderCard } from './card.ts';
import { cleanLine } from './clean-text.ts';
import { fill, wordsOf } from './language.ts';
import { cardStyle, cspHash } from './style.ts';
import { addressOf, contentOf, type FallbackView } from './view.ts';

/** CSS selector of the card in `renderPage`'s page: the element to shoot. */
export const cardSelector = 'article.holdfast';

/** One whole page that needs nothing: for reading by itself, and for the picture of our own card. */
export function renderPage(view: FallbackView): string {
  const words = wordsOf(view);
  const card = renderCard(view);
  const about = descriptionOf(view);
  const address = addressOf(view);
  const original = address === null ? null : safeUrl(address);
  return html`<!DOCTYPE html>
<html lang="${words.lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(card.source)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${titleOf(view)}</title>
${about === '' ? null : html`<meta name="description" content="${about}">\n`}${original === null ? null : html`<link rel="canonical" href="${original}">\n`}<style>${rawHtml(pageStyle)}</style>
</head>
<body>
${card}
</body>
</html>
`.source;
}

/** `Ada Byron (@ada) · Social`, for a window or a list. */
export function titleOf(view: FallbackView): string {
  const { platform } = view;
  const author = contentOf(view)?.author ?? null;
  const name = author === null ? null : nameOf(author);
  if (author === null || name === null) return fill(wordsOf(view).originalOn, { platform: platform.name });
  const handle = handleOf(author.handle);
  const who = handle === null || handle === name ? name : `${name} (${handle})`;
  return `${who} · ${platform.name}`;
}

/** The first words of it, about as many as lists of pages show. */
function descriptionOf(view: FallbackView): string {
  const letters = [...cleanLine(textOf(contentOf(view)?.segments ?? []))];
  return letters.length <= 200 ? letters.join('') : `${letters.slice(0, 199).join('').trimEnd()}…`;
}

const pageStyle = `body{margin:0;padding:16px;background:#f0f3f5}@media (prefers-color-scheme:dark){body{background:#0b0d0f}}${cardStyle}`;
const styleHash = cspHash(pageStyle);

/** Nothing but what the page brings along or stands beside it may be loaded; the hash lets only its own style in. */
function policyFor(card: string): string {
  const films = /<(?:video|audio)[ >]/u.test(card) ? " media-src data: 'self';" : '';
  return `default-src 'none'; img-src data: 'self';${films} style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
}
