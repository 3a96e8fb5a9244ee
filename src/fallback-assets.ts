import { type Imprint, type ToldRecord, viewWith, withFate } from './fallback-view.ts';
import { fallbackFiles } from './model/fallbacks.ts';
import type { Platform } from './model/platform.ts';
import { type Media, type Picture, picturesOf } from './model/post.ts';
import { pictureKey, type SizedPicture, type SizingTools, sizedPictures } from './picture-sizes.ts';
import type { FallbackView, PictureSource, ShownPicture } from './render/view.ts';
import type { KeptSnapshot, PostRecord, Store } from './store/contract.ts';
import type { Derivative } from './store/derivatives-contract.ts';

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
  /** Kept pictures that can't be shown, or not at their best, and why. */
  readonly lacking: SizedPicture['lacking'];
}

export interface AssetTools extends SizingTools {
  readonly store: Pick<Store, 'blobs' | 'derivatives' | 'posts'>;
  readonly imprint: Imprint;
  /** Where the site serves the folder of the assets' folder; all addresses begin with it. */
  readonly base: string;
  /** False for a film of which only the still is to be shown. */
  readonly takesFilm: (blob: string) => boolean;
  /** By whom a deleted post was, if that is to be told as of another moment than now. */
  readonly deletedBy?: 'author' | null;
}

/** A post's view for a site that serves its pictures, in several sizes, and its films as files. */
export async function viewWithAssets(
  record: PostRecord,
  snapshot: KeptSnapshot,
  platform: Platform,
  tools: AssetTools,
): Promise<ViewWithAssets> {
  const { post } = snapshot;
  const { imprint, base, takesFilm } = tools;
  const shownFilms = (post === null ? [] : filmsOf(picturesOf(post))).filter(({ blob }) => takesFilm(blob));
  const films = new Map(shownFilms.map((film) => [film.blob, film]));
  const filmShown = ({ kind, blob }: Media) =>
    kind === 'photo' || blob === null ? undefined : films.get(blob);
  const hasFilm = (media: Media) => filmShown(media) !== undefined;
  const sized = post === null ? new Map<string, SizedPicture>() : await sizedPictures(post, hasFilm, tools);
  const address = (asset: Asset) => `${base}${fallbackFiles.assets}/${asset.file}`;
  const told = await withFate(record, snapshot, tools.store);
  const view = viewWith(toldAsOf(told, tools.deletedBy), snapshot, platform, imprint, {
    pictureOf: (picture) => shownPicture(picture, sized.get(pictureKey(picture))?.sizes ?? [], address),
    filmOf: (media) => {
      const film = filmShown(media);
      return film === undefined ? null : { src: address(film), mediaType: film.mediaType };
    },
  });
  const pictures = [...sized.values()].flatMap(({ sizes }) => sizes.map(assetOf));
  const assets = [...pictures, ...[...films.values()].map(({ file, blob }) => ({ file, blob }))];
  return {
    view,
    assets: [...new Map(assets.map((asset) => [asset.file, asset])).values()],
    lacking: [...sized.values()].flatMap(({ lacking }) => lacking),
  };
}

function toldAsOf({ deletedBy, ...record }: ToldRecord, who = deletedBy ?? null): ToldRecord {
  return who === null ? record : { ...record, deletedBy: who };
}

/** A card is about 550 pixels wide: what stands in `src` is right for most who know no `srcset`. */
const usualWidth = 680;

function shownPicture(
  { width, height }: Picture,
  sizes: readonly Derivative[],
  address: (asset: Asset) => string,
): ShownPicture | null {
  const webp = sizes.filter(({ mediaType }) => mediaType === 'image/webp');
  const usual = webp.findLast((size) => size.width <= usualWidth) ?? webp[0];
  if (usual === undefined) return null;
  const sourceOf = (mediaType: string): readonly PictureSource[] => {
    const such = sizes.filter((size) => size.mediaType === mediaType);
    const srcset = such.map((size) => `${address(assetOf(size))} ${size.width}w`).join(', ');
    return such.length === 0 ? [] : [{ mediaType, srcset }];
  };
  const shown = { src: address(assetOf(usual)), width: width ?? usual.width, height: height ?? usual.height };
  const sources = sizes.length === 1 ? [] : ['image/avif', 'image/webp'].flatMap(sourceOf);
  return sources.length === 0 ? shown : { ...shown, sources };
}

interface Film extends Asset {
  readonly mediaType: string;
}

/** Films and sounds among these that a browser plays, each once. */
export function filmsOf(pictures: readonly Picture[]): readonly Film[] {
  const films = pictures.flatMap((picture) => ('kind' in picture ? (filmIn(picture as Media) ?? []) : []));
  return [...new Map(films.map((film) => [film.blob, film])).values()];
}

/** Null for a photo, for what was not kept, and for what no browser plays. */
function filmIn({ kind, blob, mediaType }: Media): Film | null {
  const extension = filmExtensions[mediaType ?? ''];
  if (kind === 'photo' || blob === null || mediaType === null || extension === undefined) return null;
  return { file: fileName(blob, extension), blob, mediaType };
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

function assetOf({ blob, mediaType }: Derivative): Asset {
  return { file: fileName(blob, mediaType === 'image/avif' ? 'avif' : 'webp'), blob };
}

function fileName(blob: string, extension: string): string {
  return `${blob.slice(0, 32)}.${extension}`;
}
