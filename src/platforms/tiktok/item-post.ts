import { directionOf } from '../../model/direction.ts';
import {
  type Author,
  emptyPost,
  type Media,
  nobody,
  type Omission,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { omittedFrom } from '../omissions.ts';
import { readPostSeconds } from '../post-time.ts';
import { cleanText } from '../segments.ts';
import type { Item } from './item-schema.ts';
import { readCaptionText } from './item-text.ts';
import { timeOf } from './match.ts';

/** A video or photo post as a page's data have it. `at`: when they were had. */
export function postOfItem(item: Item, ref: Ref, at: string): Post {
  const caption = readCaptionText(item.desc ?? '', item.textExtra.items);
  const { media, omissions } = mediaOf(item);
  const author = authorOf(item);
  const kind = item.imagePost === null ? 'video' : 'photo';
  const stats = item.statsV2 ?? item.stats;
  return {
    ...emptyPost,
    ref:
      author.handle === null
        ? ref
        : { ...ref, url: `https://www.tiktok.com/@${author.handle}/${kind}/${ref.id}` },
    author,
    segments: caption.segments,
    createdAt: readPostSeconds(item.createTime, at) ?? timeOf(ref.id),
    lang: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/u.exec(item.textLanguage ?? '')?.[0]?.replace(/^un$/u, '') || null,
    dir: directionOf(textOf(caption.segments)),
    media,
    sensitive: item.isContentClassified === true,
    metrics:
      stats === null
        ? null
        : {
            at,
            likes: stats.diggCount,
            replies: stats.commentCount,
            reposts: stats.shareCount,
            views: stats.playCount,
          },
    omissions: [...caption.omissions, ...omissions],
  };
}

function authorOf({ author, nickname, authorId, avatarThumb }: Item): Author {
  const handle = /^[\w.]{1,30}$/u.exec(author?.uniqueId ?? '')?.[0] ?? null;
  const avatars = [author?.avatarLarger, author?.avatarMedium, author?.avatarThumb, avatarThumb].filter(
    (url) => typeof url === 'string',
  );
  return {
    ...nobody,
    id: author?.id ?? authorId,
    name: cleanText(author?.nickname ?? nickname ?? '').trim() || null,
    handle,
    url: handle === null ? null : `https://www.tiktok.com/@${handle}`,
    avatar: avatars.length === 0 ? null : pictureAt(...new Set(avatars)),
    verified: author?.verified === true ? 'verified' : null,
  };
}

const nothingMore = { alt: null, poster: null, durationMs: null, stream: null } as const;

function mediaOf({ imagePost, video }: Item): { media: Media[]; omissions: Omission[] } {
  if (imagePost !== null) {
    const media = imagePost.images.items.flatMap(
      ({ imageURL, imageWidth: width, imageHeight: height }): Media[] =>
        imageURL.urlList.items.length === 0
          ? []
          : [{ ...pictureAt(...imageURL.urlList.items), width, height, ...nothingMore, kind: 'photo' }],
    );
    return { media, omissions: omittedFrom('media', imagePost.images) };
  }
  if (video === null) return { media: [], omissions: [] };
  const { width, height, duration, cover, originCover, playAddr, downloadAddr } = video;
  const streams = video.bitrateInfo.items.toSorted((a, b) => (b.Bitrate ?? 0) - (a.Bitrate ?? 0));
  const best = streams[0]?.PlayAddr.UrlList.items ?? [];
  const files = new Set([...best, ...(playAddr ?? []), ...(downloadAddr ?? [])]);
  const stills = new Set([...(originCover ?? []), ...(cover ?? [])]);
  const media: Media = {
    ...pictureAt(...[...files].slice(0, 8)),
    width,
    height,
    kind: 'video',
    alt: null,
    poster: stills.size === 0 ? null : { ...pictureAt(...stills), width, height },
    durationMs: duration === null || duration === 0 ? null : Math.round(duration * 1000),
    stream: null,
  };
  return { media: [media], omissions: [] };
}
