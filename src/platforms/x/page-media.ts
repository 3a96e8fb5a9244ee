import { type Media, type Post, pictureAt } from '../../model/post.ts';
import { omitted } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { pictureOf } from './syndication-media.ts';

/** A photo of a page. X itself describes one without a description as “Image”. */
export function photoAt(url: string, alt: string | null): Media {
  const words = cleanText(alt ?? '').trim();
  return {
    ...pictureOf(url, null, null),
    kind: 'photo',
    alt: words === '' || words === 'Image' ? null : words,
    poster: null,
    durationMs: null,
    stream: null,
  };
}

/** A video of a page by its still; a gif's file is named like its still. */
export function videoAt(still: string | null, files: readonly string[]): Media {
  const gif = /^https:\/\/pbs\.twimg\.com\/tweet_video_thumb\/([\w-]+)/u.exec(still ?? '')?.[1];
  const urls = gif === undefined ? files : [...files, `https://video.twimg.com/tweet_video/${gif}.mp4`];
  return {
    ...pictureAt(...new Set(urls.filter((url) => !isPlaylist(url)))),
    kind: gif === undefined ? 'video' : 'gif',
    alt: null,
    poster: still === null ? null : pictureOf(still, null, null),
    durationMs: null,
    stream: urls.some((url) => !isPlaylist(url)) ? null : (urls.find(isPlaylist) ?? null),
  };
}

/** The media of a page, as many as are kept, and how many are not. */
export function keptMedia(found: readonly Media[]): Pick<Post, 'media' | 'omissions'> {
  return {
    media: found.slice(0, mostMedia),
    omissions: omitted('media', 'surplus', found.length - mostMedia),
  };
}

const mostMedia = 20;

/** Is it a still of a video, by X's folders? */
export function isStill(url: string): boolean {
  return /\/(?:ext_tw_video_thumb|amplify_video_thumb|tweet_video_thumb)\//u.test(url);
}

function isPlaylist(url: string): boolean {
  return /\.m3u8(?:$|\?)/iu.test(url);
}
