import { type Imprint, shownBlobs, viewWith } from './fallback-view.ts';
import type { Platform } from './model/platform.ts';
import { type Media, type Post, picturesOf } from './model/post.ts';
import type { FallbackView } from './render/view.ts';
import type { KeptSnapshot, PostRecord } from './store/contract.ts';

/** A file that a card shows. */
export interface Asset {
  /** Its name, made of its hash: `9f86d081884c7d659a2feaa0c55ad015.webp`. */
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly blob: string;
}

export interface ViewWithAssets {
  readonly view: FallbackView;
  /** Everything the card shows, each once. */
  readonly assets: readonly Asset[];
}

/** A post's view for a site that serves its pictures and films as files, at addresses that begin with `base`. */
export function viewWithAssets(
  record: PostRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  { imprint, base }: { readonly imprint: Imprint; readonly base: string },
): ViewWithAssets {
  const { post } = snapshot;
  const pictures = post === null ? [] : shownBlobs(post).map((blob) => assetOf(blob, 'webp'));
  const films = post === null ? [] : filmsOf(post).map(({ blob, extension }) => assetOf(blob, extension));
  const view = viewWith(record, snapshot, platform, imprint, {
    pictureOf: ({ show, width, height }) =>
      show === null ? null : { src: base + assetOf(show, 'webp').file, width, height },
    filmOf: (media) => {
      const film = filmIn(media);
      if (film === null) return null;
      return { src: base + assetOf(film.blob, film.extension).file, mediaType: film.mediaType };
    },
  });
  return { view, assets: [...pictures, ...films] };
}

interface Film {
  readonly blob: string;
  readonly mediaType: string;
  readonly extension: string;
}

function filmsOf(post: Post): readonly Film[] {
  const films = picturesOf(post).flatMap((picture) =>
    'kind' in picture ? (filmIn(picture as Media) ?? []) : [],
  );
  return [...new Map(films.map((film) => [film.blob, film])).values()];
}

/** Null for a photo, for what was not kept, and for what no browser plays. */
function filmIn({ kind, blob, mediaType }: Media): Film | null {
  const extension = filmExtensions[mediaType ?? ''];
  if (kind === 'photo' || blob === null || mediaType === null || extension === undefined) return null;
  return { blob, mediaType, extension };
}

const filmExtensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
};

function assetOf(blob: string, extension: string): Asset {
  return { file: `${blob.slice(0, 32)}.${extension}`, blob };
}
