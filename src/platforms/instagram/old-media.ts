import { inside, stringIn } from '../json-path.ts';

/**
 * A post as the data of pages told it from 2012 to 2017, in the shape of the `shortcode_media` that came after; undefined
 * where there is none. Its files were not had over `https` then.
 */
export function oldMediaIn(value: unknown): unknown {
  const media = [
    inside(value, 'media'),
    ...pageNames.map((name) => inside(firstOf(inside(value, 'entry_data', name)), 'media')),
  ].find((each) => stringIn(each, 'code') !== null && typeof inside(each, 'date') === 'number');
  if (media === undefined) return undefined;
  const owner = inside(media, 'owner');
  const caption = stringIn(media, 'caption');
  return {
    shortcode: inside(media, 'code'),
    taken_at_timestamp: inside(media, 'date'),
    edge_media_to_caption: { edges: caption === null ? [] : [{ node: { text: caption } }] },
    edge_media_preview_like: inside(media, 'likes'),
    edge_media_to_comment: inside(media, 'comments'),
    display_url: secure(stringIn(media, 'display_src')),
    is_video: inside(media, 'is_video'),
    video_url: secure(stringIn(media, 'video_url')),
    dimensions: inside(media, 'dimensions'),
    owner: { ...Object(owner), profile_pic_url: secure(stringIn(owner, 'profile_pic_url')) },
  };
}

const pageNames = ['PostPage', 'DesktopPPage'];

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

function secure(url: string | null): string | null {
  return url?.replace(/^http:/iu, 'https:') ?? null;
}
