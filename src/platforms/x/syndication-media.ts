import { type Media, type Picture, pictureAt } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import type { MediaItem, PlainTweet } from './syndication-schema.ts';

/** `mediaDetails` is the truth; `photos` and `video`, which leave things out, speak where it is missing (2022). */
export function readMedia(tweet: PlainTweet): Media[] {
  if (tweet.mediaDetails.length > 0) return tweet.mediaDetails.map((item) => readItem(item, tweet));
  const photos = tweet.photos.map((photo) => ({
    ...pictureOf(photo.url, photo.width, photo.height),
    kind: 'photo' as const,
    alt: cleanOrNull(photo.accessibilityLabel),
    poster: null,
    durationMs: null,
    stream: null,
  }));
  return [...photos, ...readVideo(tweet)];
}

/** All addresses of a picture, best first: `orig` may fail where `medium` works, and `.jpg?name=` where `format=` does. */
export function pictureUrls(url: string): string[] {
  const match = /^(https:\/\/pbs\.twimg\.com\/[\w/-]+)\.(jpg|jpeg|png|webp)$/u.exec(url);
  if (match?.[1] === undefined || match[2] === undefined) return [url];
  const [, stem, extension] = match;
  const sized = sizes.flatMap((name) => [
    `${stem}?format=${extension === 'jpeg' ? 'jpg' : extension}&name=${name}`,
    `${url}?name=${name}`,
  ]);
  return [...sized, url];
}

/** An avatar's addresses, best first; they die when the author changes the picture. */
export function avatarUrls(url: string): string[] {
  const match = /^(.+)_normal(\.\w+)$/u.exec(url);
  if (match?.[1] === undefined || match[2] === undefined) return [url];
  const [, stem, extension] = match;
  return [`${stem}_400x400${extension}`, `${stem}${extension}`, `${stem}_bigger${extension}`, url];
}

export function pictureOf(url: string, width: number | null, height: number | null): Picture {
  return { ...pictureAt(...pictureUrls(url)), width, height };
}

const sizes = ['orig', '4096x4096', 'large', 'medium', 'small'] as const;

function readItem(item: MediaItem, tweet: PlainTweet): Media {
  const { width = null, height = null } = item.original_info ?? {};
  const still = pictureOf(item.media_url_https, width, height);
  const alt = cleanOrNull(
    item.ext_alt_text ??
      tweet.photos.find((photo) => photo.url === item.media_url_https)?.accessibilityLabel ??
      null,
  );
  if (item.type === 'photo')
    return { ...still, kind: 'photo', alt, poster: null, durationMs: null, stream: null };
  const urls = bestFirst(
    (item.video_info?.variants ?? []).map(({ url, content_type, bitrate }) => ({
      url,
      type: content_type,
      bitrate,
    })),
  );
  return {
    ...pictureAt(...urls),
    width,
    height,
    kind: item.type === 'video' ? 'video' : 'gif',
    alt,
    poster: still,
    durationMs: item.video_info?.duration_millis ?? null,
    stream: null,
  };
}

function readVideo({ video }: PlainTweet): Media[] {
  if (video === null) return [];
  const urls = bestFirst(video.variants.map(({ src, type }) => ({ url: src, type, bitrate: null })));
  if (urls.length === 0 && video.poster === null) return [];
  return [
    {
      ...pictureAt(...urls),
      kind: video.contentType === 'gif' ? 'gif' : 'video',
      alt: null,
      poster: video.poster === null ? null : pictureOf(video.poster, null, null),
      durationMs: video.durationMs === 0 ? null : video.durationMs,
      stream: null,
    },
  ];
}

interface Variant {
  readonly url: string;
  readonly type: string | null;
  readonly bitrate: number | null;
}

/** Files that play by themselves, the best first: by bitrate, else by the frame size in the path. No playlists. */
function bestFirst(variants: readonly Variant[]): string[] {
  return variants
    .filter(({ type }) => type === 'video/mp4')
    .map((variant) => ({ ...variant, area: frameArea(variant.url) }))
    .sort((a, b) => (b.bitrate ?? 0) - (a.bitrate ?? 0) || b.area - a.area)
    .map(({ url }) => url);
}

function frameArea(url: string): number {
  const match = /\/(\d{1,5})x(\d{1,5})\//u.exec(url);
  return match === null ? 0 : Number(match[1]) * Number(match[2]);
}

function cleanOrNull(text: string | null): string | null {
  return text === null ? null : cleanText(text);
}
