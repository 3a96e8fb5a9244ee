import { type Html, html } from '../html/escape.ts';
import type { Media } from '../model/post.ts';
import type { Drawing } from './drawing.ts';
import { describe } from './media-words.ts';
import { shownFilm, shownPicture } from './picture.ts';
import type { ShownFilm } from './view.ts';

/** Our copy of a film as a player that asks for nothing until it is played; null where there is no copy. */
export function filmPlayer(item: Media, drawing: Drawing): Html | null {
  const film = shownFilm(drawing.view, item);
  if (film === null) return null;
  const { width, height } = sizeOf(item, drawing);
  const poster = shownPicture(drawing.view, item.poster);
  const still = poster === null ? null : html` poster="${poster.src}"`;
  const label = describe(item, drawing.words);
  return html`<video class="holdfast-picture" controls preload="none" playsinline${item.kind === 'gif' ? html` loop muted` : null} width="${width}" height="${height}"${still} aria-label="${label}">${source(film)}</video>`;
}

/** Our copy of a sound, under the same condition. */
export function soundPlayer(item: Media, drawing: Drawing): Html | null {
  const sound = shownFilm(drawing.view, item);
  if (sound === null) return null;
  const label = describe(item, drawing.words);
  return html`<audio class="holdfast-sound" controls preload="none" aria-label="${label}">${source(sound)}</audio>`;
}

function source({ src, mediaType }: ShownFilm): Html {
  return html`<source src="${src}" type="${mediaType}">`;
}

/** Its own size, else its still's, else that of most films: its place is kept before anything is loaded. */
function sizeOf(item: Media, { view }: Drawing): { readonly width: number; readonly height: number } {
  for (const known of [item, shownPicture(view, item.poster), item.poster]) {
    const [width, height] = [known?.width ?? 0, known?.height ?? 0];
    if (width >= 1 && height >= 1) return { width: Math.round(width), height: Math.round(height) };
  }
  return { width: 1280, height: 720 };
}
