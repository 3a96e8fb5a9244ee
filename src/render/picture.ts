import { type Html, html } from '../html/escape.ts';
import type { Picture } from '../model/post.ts';
import type { FallbackView, ShownPicture } from './view.ts';

/** How pictures are written: `img`, or AMP's own element. */
export type PictureStyle = 'img' | 'amp';

export interface PictureTag extends ShownPicture {
  readonly className: string;
  readonly alt: string;
}

/** Our copy of the picture, if the caller has one that needs nobody else's host. */
export function shownPicture(
  view: Pick<FallbackView, 'pictureOf'>,
  picture: Picture | null,
): ShownPicture | null {
  if (picture === null) return null;
  const shown = view.pictureOf(picture);
  return shown !== null && isOurs(shown.src) ? shown : null;
}

/** The element of a picture, its place kept before it is loaded wherever its size is known. */
export function pictureTag(picture: PictureTag, style: PictureStyle): Html {
  const { className, src, alt } = picture;
  const width = sizeOf(picture.width);
  const height = sizeOf(picture.height);
  if (style === 'amp') {
    const fixed = className !== 'holdfast-picture';
    return html`<amp-img class="${className}" src="${src}" alt="${alt}" width="${width ?? 16}" height="${height ?? 9}" layout="${fixed ? 'fixed' : 'responsive'}"></amp-img>`;
  }
  const size = width === null || height === null ? null : html` width="${width}" height="${height}"`;
  const lazy = src.startsWith('data:') ? null : html` loading="lazy"`;
  return html`<img class="${className}" src="${src}" alt="${alt}"${size}${lazy} decoding="async">`;
}

/** Inlined pictures and relative addresses; nothing that could ask another host, nothing that can hold script. */
function isOurs(src: string): boolean {
  if (/^data:image\/(?:avif|gif|jpeg|png|webp);base64,[a-z0-9+/]+=*$/iu.test(src)) return true;
  return !/^[\s\0-\u001f]*(?:[\\/]{2}|[a-z][a-z0-9+.-]*:)/iu.test(src) && !/[\s\\]/u.test(src);
}

function sizeOf(pixels: number | null): number | null {
  return pixels !== null && Number.isFinite(pixels) && pixels >= 1 ? Math.round(pixels) : null;
}
