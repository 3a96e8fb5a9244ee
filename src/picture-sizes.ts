import { isHoldfastError } from './errors.ts';
import type { Images, SizesWish } from './media/images.ts';
import { type Media, type Picture, type Post, withPictures } from './model/post.ts';
import type { Store } from './store/contract.ts';
import type { Derivative } from './store/derivatives-contract.ts';

export interface SizingTools {
  readonly store: Pick<Store, 'blobs' | 'derivatives'>;
  readonly images: Pick<Images, 'sizes'>;
}

/** A picture in the encodings and sizes pages show it in. */
export interface SizedPicture {
  /** By media type and width, the smallest first; none twice. */
  readonly sizes: readonly Derivative[];
  /** Kept blobs it could not be made of, and why. */
  readonly lacking: readonly { readonly blob: string; readonly error: Error }[];
}

/** Pixels: of a picture as wide as a card at once and twice as dense, and of one beside others on a phone. */
const large: SizesWish = { widths: [340, 680, 1_100], avif: true };
/** Of a film that is shown: a player knows one still only. */
const still: SizesWish = { widths: [680], avif: false };
/** An avatar or an emoji at twice its size: too small for AVIF to be any gain. */
const small: SizesWish = { widths: [96], avif: false };

/** What a picture is known by among those of a post. */
export function pictureKey({ blob, show }: Pick<Picture, 'blob' | 'show'>): string {
  return `${blob ?? ''} ${show ?? ''}`;
}

/** The pictures a post shows, by key, in the sizes each is shown in; `hasFilm` tells whether a medium's film is, too. */
export async function sizedPictures(
  post: Post,
  hasFilm: (media: Media) => boolean,
  tools: SizingTools,
): Promise<ReadonlyMap<string, SizedPicture>> {
  const sized = new Map<string, SizedPicture>();
  for (const [key, { picture, wish }] of wishesOf(post, hasFilm))
    sized.set(key, await sizedPicture(picture, wish, tools));
  return sized;
}

interface Wished {
  readonly picture: Picture;
  readonly wish: SizesWish;
}

/** Of one picture in two places the larger wish. */
function wishesOf(post: Post, hasFilm: (media: Media) => boolean): ReadonlyMap<string, Wished> {
  const wishes = new Map<string, Wished>();
  withPictures(post, (picture, owner) => {
    const wish = wishFor(picture, owner, hasFilm);
    const key = pictureKey(picture);
    const other = wishes.get(key);
    if (picture.show !== null && (other === undefined || weightOf(other.wish) < weightOf(wish)))
      wishes.set(key, { picture, wish });
    return picture;
  });
  return wishes;
}

function wishFor(picture: Picture, owner: Post, hasFilm: (media: Media) => boolean): SizesWish {
  if (owner.author.avatar === picture || isEmojiOf(owner, picture)) return small;
  const film = owner.media.find(({ poster }) => poster === picture);
  return film !== undefined && hasFilm(film) ? still : large;
}

function weightOf(wish: SizesWish): number {
  return [small, still, large].indexOf(wish);
}

function isEmojiOf({ segments }: Post, picture: Picture): boolean {
  return segments.some((segment) => segment.kind === 'emoji' && segment.picture === picture);
}

/** Of the original, or of the small picture that was made of it when that can't be had any more. */
async function sizedPicture(picture: Picture, wish: SizesWish, tools: SizingTools): Promise<SizedPicture> {
  const isPicture = picture.mediaType === null || picture.mediaType.startsWith('image/');
  const lacking: { blob: string; error: Error }[] = [];
  for (const source of [isPicture ? picture.blob : null, picture.show]) {
    if (source === null) continue;
    try {
      return { sizes: unlike(await sizesOf(source, wish, tools)), lacking };
    } catch (error) {
      if (!isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted', 'image-unreadable'))
        throw error;
      lacking.push({ blob: source, error });
    }
  }
  return { sizes: [], lacking };
}

async function sizesOf(
  source: string,
  wish: SizesWish,
  { store, images }: SizingTools,
): Promise<readonly Derivative[]> {
  const wanted = wish.widths.length * (wish.avif ? 2 : 1);
  const kept = (await store.derivatives.of(source)).filter(
    ({ mediaType, asked }) => wish.widths.includes(asked) && (wish.avif || mediaType === 'image/webp'),
  );
  const isThere = await Promise.all(kept.map(({ blob }) => store.blobs.has(blob)));
  if (kept.length === wanted && isThere.every(Boolean)) return kept;
  const made = await images.sizes(await store.blobs.get(source), wish);
  const derivatives: Derivative[] = [];
  for (const { bytes, ...size } of made) derivatives.push({ ...size, blob: await store.blobs.put(bytes) });
  await store.derivatives.keep(source, derivatives);
  return derivatives;
}

/** A picture narrower than asked for is the same in all widths above its own. */
function unlike(sizes: readonly Derivative[]): readonly Derivative[] {
  const byWidth = new Map(sizes.map((size) => [`${size.mediaType} ${size.width}`, size]));
  return [...byWidth.values()];
}
