import { type Html, html, rawHtml } from '../html/escape.ts';
import type { Look } from '../model/platform.ts';

/** A platform's mark in its own colours, readable to screen readers by its name. */
export function platformMark(name: string, look: Look): Html {
  const known = platformMarks.get(look);
  if (known?.name === name) return known.mark;
  const mark = drawMark(name, look);
  platformMarks.set(look, { name, mark });
  return mark;
}

/** A platform's mark is the same in all its cards. */
const platformMarks = new WeakMap<Look, { readonly name: string; readonly mark: Html }>();

function drawMark(name: string, look: Look): Html {
  const { light, dark } = look.colour;
  const path = (theme: string, colour: string) =>
    html`<path class="holdfast-in-${theme}" fill="${colour}" d="${look.mark}"/>`;
  return html`<svg class="holdfast-mark" role="img" aria-label="${name}" width="24" height="24" viewBox="0 0 24 24">${path('light', light)}${path('dark', dark)}</svg>`;
}

/** A tick for a verified account: gold for a business, grey for a government, else blue. */
export function verifiedMark(label: string, kind: string): Html {
  const colour = tickColours.get(kind) ?? '#1d76d2';
  return html`<svg class="holdfast-tick" role="img" aria-label="${label}" width="18" height="18" viewBox="0 0 24 24"><path fill="${colour}"${seal}/>${tick}</svg>`;
}

export const playMark = icon(
  'play',
  '<circle cx="12" cy="12" r="12" fill="#000" fill-opacity=".65"/><path fill="#fff" d="M9.5 7.3v9.4c0 .6.6.9 1.1.6l7-4.7c.4-.3.4-.9 0-1.2l-7-4.7c-.5-.3-1.1 0-1.1.6z"/>',
);

export const pictureMark = icon(
  'icon',
  '<path fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" d="M4 5h16v14H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01"/>',
);

export const soundMark = icon(
  'icon',
  '<path fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" d="M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
);

export const quoteMark = icon(
  'icon',
  '<path fill="currentColor" d="M10 6v2c-2 .6-3 2-3 4h3v6H4v-6c0-3.4 2.2-5.6 6-6zm10 0v2c-2 .6-3 2-3 4h3v6h-6v-6c0-3.4 2.2-5.6 6-6z"/>',
);

export const archiveMark = icon(
  'icon',
  '<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" d="M3.5 4.5h17v4.5h-17zM5 9v10.5h14V9M9.5 13h5"/>',
);

export const goneMark = icon(
  'icon',
  '<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5v5M12 16.2v.1"/>',
);

export const replyMark = icon(
  'icon',
  '<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="M9 6l-5 5 5 5M4.5 11H14c3.5 0 6 2.5 6 6v1"/>',
);

/** Each stands out from white and from the card's dark ground, and its white tick from it. */
const tickColours: ReadonlyMap<string, string> = new Map([
  ['business', '#b07d00'],
  ['government', '#64778a'],
]);

const seal = rawHtml(
  ' d="M12 1.5l2.7 2.1 3.4-.2 1 3.3 2.8 1.9-1.2 3.2 1.2 3.2-2.8 1.9-1 3.3-3.4-.2L12 22.5 9.3 20.4l-3.4.2-1-3.3-2.8-1.9 1.2-3.2-1.2-3.2 2.8-1.9 1-3.3 3.4.2z"',
);

const tick = rawHtml(
  '<path fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M8 12.2l2.8 2.8 5.2-5.6"/>',
);

function icon(name: string, shapes: string): Html {
  return html`<svg class="holdfast-${name}" aria-hidden="true" width="18" height="18" viewBox="0 0 24 24">${rawHtml(shapes)}</svg>`;
}
