import { type Picture, type Post, withPictures } from '../model/post.ts';
import { fetchFilm } from './fetch-film.ts';
import { fetchPicture } from './fetch-picture.ts';
import { isFilm, keptCopy } from './kept-copies.ts';
import { type Copy, type Look, type MediaTools, openAllowance } from './media-tools.ts';

export type { MediaTools, StreamTools } from './media-tools.ts';

/**
 * A post with our copies of what it shows, as `picturesOf` lists it: photos, videos and their stills, avatar, card,
 * emoji, the same of the posts it quotes and of its author's thread, and the avatar of the one it answers. At most
 * 60 files and 512 MiB are asked for. What can't be had says why in `missing`; what was had before is kept: a host
 * that fails today takes no copy away.
 */
export async function fetchPostMedia(post: Post, tools: MediaTools): Promise<Post> {
  const found: [Picture, Post][] = [];
  withPictures(post, (picture, shownBy) => {
    found.push([picture, shownBy]);
    return picture;
  });
  const allowance = openAllowance();
  const looked = new Map<string, Copy>();
  const copies = new Map<Picture, Copy>();
  // One after another: a post has few, and hosts are not to be pressed.
  for (const [picture, shownBy] of found) {
    const copy = await copyOf(picture, { ...tools, allowance, near: shownBy.createdAt }, looked);
    if (copy !== null) copies.set(picture, copy);
  }
  return withPictures(post, (picture) => ({ ...picture, ...copies.get(picture) }));
}

/** Null for a picture that has its copy; one that was looked for a moment ago is not looked for again. */
async function copyOf(picture: Picture, look: Look, looked: Map<string, Copy>): Promise<Copy | null> {
  if (picture.blob !== null && picture.missing === null) return null;
  const kept = keptCopy(picture, look);
  if (kept?.missing === null) return kept;
  const key = JSON.stringify(isFilm(picture) ? [picture.urls, picture.kind, picture.stream] : [picture.urls]);
  const known = looked.get(key);
  if (known !== undefined) return known;
  const found = await lookFor(picture, look);
  // A damaged one is looked for again, but not given up for nothing.
  const copy = found.blob ? found : (kept ?? found);
  looked.set(key, copy);
  return copy;
}

async function lookFor(picture: Picture, look: Look): Promise<Copy> {
  const hasAddress = picture.urls.length > 0 || (isFilm(picture) && picture.stream !== null);
  if (hasAddress && !look.allowance.takePlace()) return { missing: 'not had: too many' };
  return isFilm(picture) ? await fetchFilm(picture, look) : await fetchPicture(picture, look);
}
