import { type Media, type Omission, type Picture, pictureAt } from '../../model/post.ts';
import { omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { pictureUrls } from './picture-urls.ts';
import type { MediaItem, Tweet } from './syndication-schema.ts';

/** `mediaDetails` is the truth; `photos` and `video`, which leave things out, speak where it is missing (2022). */
export function readMedia(tweet: Tweet): { media: Media[]; omissions: Omission[] } {
  const { mediaDetails, photos, video } = tweet;
  if (mediaDetails.items.length > 0)
    return {
      media: mediaDetails.items.map((item) => readItem(item, tweet)),
      omissions: omittedFrom('media', mediaDetails),
    };
  const pictures = photos.items.map((photo) => ({
    ...pictureOf(photo.url, photo.width, photo.height),
    kind: 'photo' as const,
    alt: cleanOrNull(photo.accessibilityLabel),
    poster: null,
    durationMs: null,
    stream: null,
  }));
  const media = [...pictures, ...(video === null ? [] : readVideo(video))];
  return {
    media,
    omissions: omittedFrom('media', {
      malformed: Math.max(mediaDetails.malformed, photos.malformed),
      surplus: photos.surplus,
    }),
  };
}

export function pictureOf(url: string, width: number | null, height: number | null): Picture {
  return { ...pictureAt(...pictureUrls(url)), width, height };
}

/** Files that play by themselves, the best first: by bitrate, else by the frame size in the path; a playlist only without any. */
export function playable(variants: readonly Variant[]): { urls: string[]; stream: string | null } {
  const urls = variants
    .filter(({ type }) => type === 'video/mp4')
    .map((variant) => ({ ...variant, area: frameArea(variant.url) }))
    .sort((a, b) => (b.bitrate ?? 0) - (a.bitrate ?? 0) || b.area - a.area)
    .map(({ url }) => url);
  const playlist = variants.find(({ type, url }) => isPlaylist(type) || /\.m3u8(?:$|\?)/iu.test(url));
  return { urls: [...new Set(urls)], stream: urls.length > 0 ? null : (playlist?.url ?? null) };
}

export interface Variant {
  readonly url: string;
  readonly type: string | null;
  readonly bitrate: number | null;
}

function readItem(item: MediaItem, { photos }: Tweet): Media {
  const { width = null, height = null } = item.original_info ?? {};
  const still = pictureOf(item.media_url_https, width, height);
  const alt = cleanOrNull(
    item.ext_alt_text ??
      photos.items.find((photo) => photo.url === item.media_url_https)?.accessibilityLabel ??
      null,
  );
  if (item.type === 'photo')
    return { ...still, kind: 'photo', alt, poster: null, durationMs: null, stream: null };
  const { urls, stream } = playable(
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
    stream,
  };
}

function readVideo(video: NonNullable<Tweet['video']>): Media[] {
  const variants = video.variants.map(({ src, type }) => ({ url: src, type, bitrate: null }));
  const { urls, stream } = playable(variants);
  if (urls.length === 0 && stream === null && video.poster === null) return [];
  return [
    {
      ...pictureAt(...urls),
      kind: video.contentType === 'gif' ? 'gif' : 'video',
      alt: null,
      poster: video.poster === null ? null : pictureOf(video.poster, null, null),
      durationMs: video.durationMs === 0 ? null : video.durationMs,
      stream,
    },
  ];
}

function isPlaylist(type: string | null): boolean {
  return /^application\/(?:x-mpegurl|vnd\.apple\.mpegurl)$/iu.test(type ?? '');
}

function frameArea(url: string): number {
  const match = /\/(\d{1,5})x(\d{1,5})\//u.exec(url);
  return match === null ? 0 : Number(match[1]) * Number(match[2]);
}

function cleanOrNull(text: string | null): string | null {
  return text === null ? null : cleanText(text);
}
