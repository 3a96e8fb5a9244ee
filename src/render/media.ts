import { type Html, html, htmlLines } from '../html/escape.ts';
import type { Media } from '../model/post.ts';
import type { Drawing } from './drawing.ts';
import { filmPlayer, soundPlayer } from './film.ts';
import { fill } from './language.ts';
import { pictureMark, playMark, soundMark } from './marks.ts';
import { describe, descriptionOf, kindOf, labelOf } from './media-words.ts';
import { pictureTag, shownPicture } from './picture.ts';
import { link } from './rich-text.ts';
import { addressOf, type ShownPicture } from './view.ts';

/** Of more than these, the others stand behind a fold, where they can still be seen. */
const mostAtOnce = 6;
const firstOfMany = 4;

/** Photos, films and sounds; behind a fold where the platform marks them as sensitive. */
export function mediaGrid(media: readonly Media[], sensitive: boolean, drawing: Drawing): Html | null {
  if (media.length === 0) return null;
  const { words } = drawing;
  const seen = media.filter(({ kind }) => kind !== 'audio');
  const sounds = media.filter(({ kind }) => kind === 'audio').map((item) => sound(item, drawing));
  const heard =
    sounds.length === 0 ? null : html`<div class="holdfast-media holdfast-listed">${sounds}</div>`;
  const first = seen.length > mostAtOnce ? seen.slice(0, firstOfMany) : seen;
  const others = seen.slice(first.length);
  const rest =
    others.length === 0
      ? null
      : html`<details class="holdfast-rest"><summary>${fill(words.more, { count: others.length })}</summary>${grid(others, drawing)}</details>`;
  const all = html`${grid(first, drawing)}${rest}${heard}`;
  if (!sensitive) return all;
  return html`<details class="holdfast-sensitive"><summary>${words.sensitive}</summary>${all}</details>`;
}

function grid(media: readonly Media[], drawing: Drawing): Html | null {
  if (media.length === 0) return null;
  const isAlone = media.length === 1;
  const figures = media.map((item) => figure(item, isAlone, drawing));
  // Descriptions need lines of their own; only pictures share a grid.
  const layout = figures.includes(null) ? 'listed' : `of-${Math.min(media.length, 5)}`;
  const drawn = figures.map((each, at) => each ?? described(media[at] as Media, drawing));
  return html`<div class="holdfast-media holdfast-${layout}">${drawn}</div>`;
}

/** Null where there is nothing to look at. */
function figure(item: Media, isAlone: boolean, drawing: Drawing): Html | null {
  if (item.kind === 'photo') return photo(item, drawing);
  const player = filmPlayer(item, drawing);
  if (player !== null)
    return html`<figure class="holdfast-figure holdfast-film">${player}${caption(item, null, drawing)}</figure>`;
  return still(item, isAlone, drawing);
}

function photo(item: Media, drawing: Drawing): Html | null {
  const shown = shownPicture(drawing.view, item);
  if (shown === null) return null;
  return html`<figure class="${classOf(shown, item)}">${picture(shown, item, drawing)}${caption(item, null, drawing)}</figure>`;
}

/** A film of which only a still is here: it can be played where it stood, which is said where there is room. */
function still(item: Media, isAlone: boolean, drawing: Drawing): Html | null {
  const shown = shownPicture(drawing.view, item.poster);
  if (shown === null) return null;
  const address = addressOf(drawing.view);
  const seen = html`${picture(shown, item, drawing)}${playMark}`;
  const label = labelOf(item, drawing.words, drawing.view);
  const told = isAlone && address !== null ? `${label} · ${playWords(drawing)}` : label;
  const chip = html`<span class="holdfast-kind">${told}</span>`;
  return html`<figure class="${classOf(shown, item)}">${link(address, seen, 'holdfast-watch')}${caption(item, link(address, chip), drawing)}</figure>`;
}

function picture(shown: ShownPicture, item: Media, { words }: Drawing): Html {
  const size = sizeOf(shown, item);
  return pictureTag({ ...shown, ...size, className: 'holdfast-picture', alt: describe(item, words) });
}

/** A picture whose size nobody told has a place of its own shape, so that nothing moves when it comes. */
function classOf(shown: ShownPicture, item: Media): string {
  const { width, height } = sizeOf(shown, item);
  return width === null || height === null ? 'holdfast-figure holdfast-unsized' : 'holdfast-figure';
}

function sizeOf(shown: ShownPicture, item: Media): Pick<ShownPicture, 'width' | 'height'> {
  return { width: shown.width ?? item.width, height: shown.height ?? item.height };
}

/** What stands over a picture: what it is, and its description for all who want to read it. */
function caption(item: Media, chip: Html | null, { words }: Drawing): Html | null {
  const told = descriptionOf(item);
  if (told === '' && item.kind !== 'photo')
    return chip === null ? null : html`<figcaption class="holdfast-over">${chip}</figcaption>`;
  const description =
    told === ''
      ? html`<span class="holdfast-kind holdfast-undescribed" aria-hidden="true">${words.noDescription}</span>`
      : html`<details class="holdfast-says"><summary class="holdfast-kind">${words.description}</summary><span class="holdfast-alt" dir="auto">${htmlLines(told)}</span></details>`;
  return html`<figcaption class="holdfast-over">${chip}${description}</figcaption>`;
}

function sound(item: Media, drawing: Drawing): Html {
  const player = soundPlayer(item, drawing);
  return described(item, drawing, player);
}

/** Nothing to look at was kept: what is known of it stands in its place. */
function described(item: Media, drawing: Drawing, player: Html | null = null): Html {
  const { words, view } = drawing;
  const told = descriptionOf(item);
  const description =
    told === ''
      ? html`<span class="holdfast-undescribed">${words.noDescription}</span>`
      : html`<span class="holdfast-alt" dir="auto">${htmlLines(told)}</span>`;
  const address = item.kind === 'photo' || player !== null ? null : addressOf(view);
  const original =
    address === null ? null : html`<p class="holdfast-where">${link(address, playWords(drawing))}</p>`;
  const label = player === null ? labelOf(item, words, view) : kindOf(item, words);
  return html`<figure class="holdfast-figure holdfast-described">${item.kind === 'audio' ? soundMark : pictureMark}${player}<figcaption class="holdfast-caption"><span class="holdfast-label">${label}</span> ${description}${original}</figcaption></figure>`;
}

function playWords({ view, words }: Drawing): string {
  return fill(words.playOn, { platform: view.platform.name });
}
