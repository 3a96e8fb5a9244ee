import { type Media, type Picture, type Post, picturesOf, withPictures } from '../model/post.ts';
import type { Copy, MediaTools } from './media-tools.ts';
import { isSamePicture } from './picture-likeness.ts';

/** The copies a kept post has, by the best address of each: what `fetchPostMedia` takes as `kept`. Pure. */
export function keptCopies(post: Post | null): ReadonlyMap<string, Picture> {
  const pictures = post === null ? [] : picturesOf(post);
  return new Map(
    pictures.flatMap((picture) => {
      const address = addressOf(picture);
      return picture.blob === null || address === null ? [] : [[address, picture] as const];
    }),
  );
}

/** What an earlier look at the same address brought, damaged or not; null without one. */
export function keptCopy(picture: Picture, { kept }: MediaTools): Copy | null {
  const address = addressOf(picture);
  const earlier = address === null ? undefined : kept?.get(address);
  if (earlier === undefined || earlier.blob === null) return null;
  const { blob, show, mediaType, likeness, from, others, missing } = earlier;
  const [width, height] = [earlier.width ?? picture.width, earlier.height ?? picture.height];
  return { blob, show, mediaType, width, height, likeness, from, others, missing };
}

/**
 * A post whose pictures are the ones an earlier version kept, wherever what was had now is only another encoding of
 * the same: it looks the same, and it stands at an address both know (whatever the host or the signature behind it), or
 * is the face of the same author. So a host that packs its pictures anew changes nothing of what a post means; the new
 * bytes stand in `others`. Pure.
 */
export function withKeptLikeness(post: Post, former: Post | null): Post {
  if (former === null) return post;
  const known = new Map(
    picturesOf(former).flatMap((picture) =>
      picture.blob === null ? [] : placesOf(picture).map((place) => [place, picture] as const),
    ),
  );
  return withPictures(post, (picture, shownBy) => {
    const places = placesOf(picture);
    const isFace = shownBy === post && picture === post.author.avatar && isSameAuthor(post, former);
    const earlier =
      places.map((place) => known.get(place)).find((one) => one !== undefined) ??
      (isFace ? former.author.avatar : null);
    if (!earlier || earlier.blob === null || picture.blob === null) return picture;
    if (earlier.blob === picture.blob) return { ...picture, others: allOf(picture.others, earlier.others) };
    if (!isSamePicture(earlier, picture) && !isSameFilm(earlier, picture)) return picture;
    const { blob, show, mediaType, width, height, likeness, from, missing } = earlier;
    const others = allOf(earlier.others, picture.others, [picture.blob]).filter((other) => other !== blob);
    return { ...picture, blob, show, mediaType, width, height, likeness, from, others, missing };
  });
}

/** Addresses, and the files they name: hosts of one network share files, and sign their addresses for a day. */
function placesOf(picture: Picture): readonly string[] {
  const stream = isFilm(picture) ? (picture.stream ?? []) : [];
  return picture.urls.concat(stream).flatMap((url) => {
    const path = URL.canParse(url) ? new URL(url).pathname : '';
    return path.length < leastPath ? [url] : [url, path];
  });
}

/** A film is not looked into: it is one where it lasts as long, to a frame or so, and has the same still. */
function isSameFilm(a: Picture, b: Picture): boolean {
  if (!isFilm(a) || !isFilm(b) || a.kind !== b.kind || a.poster === null || b.poster === null) return false;
  if (a.durationMs === null || b.durationMs === null || Math.abs(a.durationMs - b.durationMs) > frame)
    return false;
  const isSameStill = a.poster.blob !== null && a.poster.blob === b.poster.blob;
  return isSameStill || isSamePicture(a.poster, b.poster);
}

/** Milliseconds. */
const frame = 50;

/** Shorter ones may be a program's, which is told in the query what to show. */
const leastPath = 24;

function isSameAuthor({ author: a }: Post, { author: b }: Post): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return a.handle !== null && b.handle !== null && a.handle.toLowerCase() === b.handle.toLowerCase();
}

export function isFilm(picture: Picture): picture is Media {
  return 'kind' in picture && picture.kind !== 'photo';
}

function allOf(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}

/** The best address; of a film without a file, its stream's. */
function addressOf(picture: Picture): string | null {
  return picture.urls[0] ?? (isFilm(picture) ? picture.stream : null);
}
