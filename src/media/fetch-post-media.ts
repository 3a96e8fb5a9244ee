import type { Media, Picture, Post, Segment } from '../model/post.ts';
import { fetchPicture, keptCopy, lackOf, type MediaTools, orReason } from './fetch-picture.ts';
import { isMp4 } from './sniff.ts';

/** Largest video that is kept; a longer one keeps its poster. */
const maxVideoBytes = 64 * 1024 * 1024;

/**
 * A post with our copies of what it shows: avatar, photos, video and its poster, the card's picture, emoji, and the
 * same of the post it quotes. What can't be had says why in `missing`.
 */
export async function fetchPostMedia(post: Post, tools: MediaTools): Promise<Post> {
  const media: Media[] = [];
  // One after another: a post has few, and hosts are not to be pressed.
  for (const item of post.media) media.push(await fetchMedia(item, tools));
  const segments: Segment[] = [];
  for (const segment of post.segments) segments.push(await withPicture(segment, tools));
  const { avatar } = post.author;
  return {
    ...post,
    segments,
    author: { ...post.author, avatar: await orNull(avatar, tools) },
    media,
    card: post.card === null ? null : { ...post.card, picture: await orNull(post.card.picture, tools) },
    quote: post.quote === null ? null : await fetchPostMedia(post.quote, tools),
  };
}

async function fetchMedia(item: Media, tools: MediaTools): Promise<Media> {
  if (item.kind === 'photo') return { ...item, ...(await fetchPicture(item, tools)) };
  const poster = await orNull(item.poster, tools);
  return item.kind === 'audio'
    ? { ...item, poster }
    : { ...item, ...(await fetchVideo(item, tools)), poster };
}

/** The first address that gives a whole MP4 of bearable size; its bytes are kept as they came. */
async function fetchVideo(item: Media, tools: MediaTools): Promise<Partial<Picture>> {
  if (item.blob !== null) return {};
  const kept = keptCopy(item, tools);
  if (kept !== null) return kept;
  const reasons: string[] = [];
  for (const url of item.urls) {
    const got = await orReason<Partial<Picture>>(async () => {
      const wire = await tools.fetch({ url, purpose: 'media', maxBytes: maxVideoBytes, timeoutMs: 120_000 });
      const lack = lackOf(wire);
      if (lack !== null) return lack;
      if (!isMp4(wire.body)) return 'not an mp4';
      return { blob: await tools.keep(wire.body), mediaType: 'video/mp4', missing: null };
    });
    if (typeof got !== 'string') return got;
    reasons.push(got);
  }
  return { missing: reasons.at(-1) ?? 'no address' };
}

async function orNull(picture: Picture | null, tools: MediaTools): Promise<Picture | null> {
  return picture === null ? null : fetchPicture(picture, tools);
}

async function withPicture(segment: Segment, tools: MediaTools): Promise<Segment> {
  return segment.kind === 'emoji'
    ? { ...segment, picture: await fetchPicture(segment.picture, tools) }
    : segment;
}
