import { type Html, html } from '../html/escape.ts';
import type { Media, Picture } from '../model/post.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import type { Drawing } from './drawing.ts';
import { pictureMark, playMark } from './marks.ts';
import { pictureTag, shownPicture } from './picture.ts';
import { withBreaks } from './rich-text.ts';
import type { Words } from './words.ts';

/** Photos and stills in a grid; behind a fold where the platform marks them as sensitive. */
export function mediaGrid(media: readonly Media[], sensitive: boolean, drawing: Drawing): Html | null {
  if (media.length === 0) return null;
  const kept = media.filter((item) => pictureFor(item, drawing) !== null).length;
  // Descriptions need lines of their own; only pictures share a grid.
  const layout = kept < media.length ? 'listed' : `of-${Math.min(media.length, 5)}`;
  const grid = html`<div class="holdfast-media holdfast-${layout}">${media.map((item) => figure(item, drawing))}</div>`;
  if (!sensitive) return grid;
  return html`<details class="holdfast-sensitive"><summary>${drawing.words.sensitive}</summary>${grid}</details>`;
}

/** A medium in words: `Photo: a red boat`. */
export function describeMedium(item: Media, words: Words): string {
  const kind = kindOf(item, words);
  return `${kind}: ${cleanLine(item.alt ?? '') || words.noDescription}`;
}

/** What it is, and how long it lasts. */
export function kindOf(item: Media, words: Words): string {
  const duration =
    item.durationMs === null || item.durationMs < 500 ? '' : ` · ${writeDuration(item.durationMs)}`;
  return `${words[item.kind]}${item.kind === 'photo' ? '' : duration}`;
}

function figure(item: Media, drawing: Drawing): Html {
  const { words, pictures } = drawing;
  const shown = shownPicture(drawing.view, pictureFor(item, drawing));
  if (shown === null) return described(item, drawing);
  const size = { width: shown.width ?? item.width, height: shown.height ?? item.height };
  const alt = describe(item, words);
  const picture = pictureTag({ ...shown, ...size, className: 'holdfast-picture', alt }, pictures);
  if (item.kind === 'photo') return html`<figure class="holdfast-figure">${picture}</figure>`;
  return html`<figure class="holdfast-figure">${picture}${playMark}<figcaption class="holdfast-kind">${kindOf(item, words)}</figcaption></figure>`;
}

/** No picture was kept: what is known of it stands in its place. */
function described(item: Media, { words }: Drawing): Html {
  const alt = cleanLines(item.alt ?? '').trim();
  const told =
    alt === ''
      ? html`<span class="holdfast-undescribed">${words.noDescription}</span>`
      : html`<span class="holdfast-alt" dir="auto">${withBreaks(alt)}</span>`;
  return html`<figure class="holdfast-figure holdfast-described">${pictureMark}<figcaption class="holdfast-caption"><span class="holdfast-label">${kindOf(item, words)}</span> ${told}</figcaption></figure>`;
}

function describe(item: Media, words: Words): string {
  return item.alt === null || cleanLine(item.alt) === '' ? describeMedium(item, words) : cleanLine(item.alt);
}

function pictureFor(item: Media, { view }: Drawing): Picture | null {
  const picture = item.kind === 'photo' ? item : item.poster;
  return shownPicture(view, picture) === null ? null : picture;
}

function writeDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
