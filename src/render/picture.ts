import { type Html, html } from '../html/escape.ts';
import type { Media, Picture } from '../model/post.ts';
import type { FallbackView, ShownFilm, ShownPicture } from './view.ts';

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
  return shown !== null && isOurPicture(shown.src) ? shown : null;
}

/** Our copy of a film or a sound, under the same condition. */
export function shownFilm(view: Pick<FallbackView, 'filmOf'>, media: Media): ShownFilm | null {
  const film = view.filmOf(media);
  return film !== null && filmType.test(film.mediaType) && isOurFilm(film.src) ? film : null;
}

/** The element of a picture, its place kept before it is loaded wherever its size is known. */
export function pictureTag(picture: PictureTag): Html {
  const { className, src, alt } = picture;
  const width = sizeOf(picture.width);
  const height = sizeOf(picture.height);
  const choices = choicesOf(picture);
  const size = width === null || height === null ? null : html` width="${width}" height="${height}"`;
  const lazy = src.startsWith('data:') ? null : html` loading="lazy"`;
  const img = html`<img class="${className}" src="${src}"${choices.own} alt="${alt}"${size}${lazy} decoding="async">`;
  return choices.better.length === 0 ? img : html`<picture>${choices.better}${img}</picture>`;
}

/** Other files of the same picture: those in the encoding all browsers read stand in the element itself. */
function choicesOf(picture: PictureTag): Choices {
  const { sources = [] } = picture;
  if (sources.length === 0) return noChoices;
  const ours = sources.filter(({ mediaType, srcset }) => imageType.test(mediaType) && isOurSet(srcset));
  const sizes = sizesOf(picture);
  const own = ours.find(({ mediaType }) => mediaType === everywhere);
  const better = ours.filter((source) => source !== own);
  return {
    own: own === undefined ? null : html` srcset="${own.srcset}" sizes="${sizes}"`,
    better: better.map(
      ({ mediaType, srcset }) => html`<source type="${mediaType}" srcset="${srcset}" sizes="${sizes}">`,
    ),
  };
}

const noChoices: Choices = { own: null, better: [] };

interface Choices {
  readonly own: Html | null;
  readonly better: readonly Html[];
}

/** A browser that reckons with the place as it is laid out needs the picture's shape for that. */
function sizesOf({ className, src, width, height }: PictureTag): string {
  if (width !== null && ofOneSize.includes(className)) return `${width}px`;
  return width === null || height === null || src.startsWith('data:') ? fullWidth : `auto, ${fullWidth}`;
}

const ofOneSize = ['holdfast-avatar', 'holdfast-emoji'];

const everywhere = 'image/webp';

/** The card is at most 550 pixels wide, and 34 of them are its border and padding. */
const fullWidth = '(max-width:550px) 94vw, 516px';

const imageType = /^image\/(?:avif|gif|jpeg|png|webp)$/u;
const filmType = /^(?:video|audio)\/[a-z0-9.+-]+$/u;

/** Nothing that could ask another host, nothing that can hold script. */
function isOurPicture(src: string): boolean {
  return (
    isPath.test(src) || isInlined(src, /^data:image\/(?:avif|gif|jpeg|png|webp);base64,/i) || isBeside(src)
  );
}

function isOurFilm(src: string): boolean {
  return isInlined(src, /^data:(?:video|audio)\/[a-z0-9.+-]{1,80};base64,/i) || isBeside(src);
}

/** Looks for what is not Base64 instead of matching all that is: a film has millions of characters to go back over. */
function isInlined(src: string, beginning: RegExp): boolean {
  const head = beginning.exec(src.slice(0, 120))?.[0];
  return head !== undefined && src.length > head.length && !/[^a-z0-9+/=]/i.test(src.slice(head.length));
}

/** Every file of `a-340.avif 340w, a-680.avif 680w`. */
function isOurSet(srcset: string): boolean {
  return srcset.split(', ').every((entry) => {
    const [src = '', width = '', ...rest] = entry.split(' ');
    return isOurPicture(src) && /^[1-9]\d*w$/u.test(width) && rest.length === 0;
  });
}

/** As an export names its files, and most sites. */
const isPath = /^\/[\w-]+(?:[/.][\w-]+)*$/;

/** A relative address, or one of the site itself. */
function isBeside(src: string): boolean {
  return src !== '' && !/^[\s\0-\u001f]*(?:[\\/]{2}|[a-z][a-z0-9+.-]*:)/iu.test(src) && !/[\s\\]/u.test(src);
}

function sizeOf(pixels: number | null): number | null {
  return pixels !== null && Number.isFinite(pixels) && pixels >= 1 ? Math.round(pixels) : null;
}
