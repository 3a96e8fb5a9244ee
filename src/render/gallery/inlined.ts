import type { FallbackView, ShownFilm, ShownPicture } from '../view.ts';
import { film, sound } from './films.ts';
import { faces, landscapes, uprights } from './pictures.ts';

/** The view with its pictures along in place of files beside the page, drawn ones of about the same shape. */
export function inlined(view: FallbackView): FallbackView {
  return {
    ...view,
    pictureOf: (picture) => {
      const shown = view.pictureOf(picture);
      const name = /^media\/(\w+)\.webp$/u.exec(shown?.src ?? '')?.[1];
      return shown === null || name === undefined ? shown : drawn(name, shown);
    },
    filmOf: (media) => {
      const shown = view.filmOf(media);
      return shown === null ? null : { ...shown, src: filmAddress(shown) };
    },
  };
}

function filmAddress({ mediaType }: ShownFilm): string {
  return `data:${mediaType};base64,${mediaType.startsWith('audio/') ? sound : film}`;
}

function drawn(name: string, { width, height }: ShownPicture): ShownPicture {
  if (width === 96) return { src: address(pick(faces, name)), width: 96, height: 96 };
  if ((height ?? 0) > (width ?? 0)) return { src: address(pick(uprights, name)), width: 480, height: 640 };
  return { src: address(pick(landscapes, name)), width: 720, height: 480 };
}

/** Names nobody drew a picture for share those that there are. */
function pick(pictures: Readonly<Record<string, string>>, name: string): string {
  const all = Object.values(pictures);
  const sum = [...name].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0);
  return pictures[name] ?? all[sum % all.length] ?? '';
}

function address(base64: string): string {
  return `data:image/webp;base64,${base64}`;
}
