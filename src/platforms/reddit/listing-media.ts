import { type Card, type Media, type Omission, type Picture, pictureAt } from '../../model/post.ts';
import { isWebAddress } from '../html-segments.ts';
import { omitted, omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { type GalleryFile, galleryFile, type Link, type Video } from './listing-schema.ts';
import { pictureUrl } from './picture-url.ts';

export interface ListedMedia {
  readonly media: readonly Media[];
  readonly card: Card | null;
  readonly omissions: readonly Omission[];
}

/** What a post shows beside its words: a gallery, pictures among its words, a film, a picture, or the page it links to. */
export function readListedMedia(link: Link, shownBy: Link = link): ListedMedia {
  const files = filesOf(shownBy);
  if (files.media.length > 0) return { ...files, card: null };
  const [image] = shownBy.preview?.images.items ?? [];
  const still = image?.source ?? null;
  const poster: Picture | null =
    still === null ? null : { ...pictureAt(still.url), width: still.width, height: still.height };
  const video =
    (shownBy.secure_media ?? shownBy.media)?.reddit_video ?? shownBy.preview?.reddit_video_preview ?? null;
  const film = video === null ? null : filmOf(video, poster);
  if (film !== null) return { media: [film], card: null, omissions: [] };
  const mp4 = image?.variants?.mp4?.source ?? null;
  const own = pictureUrl(targetOf(shownBy));
  if (mp4 !== null && own !== null) {
    const urls = [mp4.url, own];
    const size = { width: mp4.width, height: mp4.height };
    return {
      media: [{ ...pictureAt(...urls), ...size, ...nothingMore, kind: 'gif', poster }],
      card: null,
      omissions: [],
    };
  }
  if (own !== null) {
    const urls = [own, ...(still === null ? [] : [still.url])];
    const size = { width: still?.width ?? null, height: still?.height ?? null };
    return {
      media: [{ ...pictureAt(...urls), ...size, ...nothingMore, kind: 'photo' }],
      card: null,
      omissions: [],
    };
  }
  return { media: [], card: cardOf(shownBy, poster), omissions: [] };
}

const nothingMore = { alt: null, poster: null, durationMs: null, stream: null } as const;

/** Ids of the files a post's words refer to. */
export function fileIdsOf({ media_metadata }: Pick<Link, 'media_metadata'>): ReadonlySet<string> {
  return new Set(media_metadata?.keys() ?? []);
}

/** In the order of the gallery, else as they are listed. */
function filesOf({ gallery_data, media_metadata }: Pick<Link, 'gallery_data' | 'media_metadata'>) {
  const items = gallery_data?.items ?? null;
  const ids =
    items?.items ?? [...(media_metadata?.keys() ?? [])].map((media_id) => ({ media_id, caption: null }));
  const read = ids.map(({ media_id, caption }) => {
    const file = galleryFile.safeParse(media_metadata?.get(media_id));
    return file.success ? mediaOf(media_id, file.data, caption) : null;
  });
  const media = read.filter((each) => each !== null);
  const omissions = [
    ...omittedFrom('media', {
      malformed: items?.malformed ?? 0,
      surplus: (items?.surplus ?? 0) + Math.max(0, media.length - 20),
    }),
    ...omitted('media', 'not to be had', read.length - media.length),
  ];
  return { media: media.slice(0, 20), omissions };
}

/** The file as it was sent up is open at `i.redd.it`; what is listed is signed and made smaller. */
function mediaOf(
  id: string,
  { status, e, m, s, x, y, hlsUrl }: GalleryFile,
  caption: string | null,
): Media | null {
  if (status !== null && status !== 'valid') return null;
  const alt = caption === null || caption.trim() === '' ? null : cleanText(caption);
  const size = { width: s?.x ?? x, height: s?.y ?? y };
  if (e === 'RedditVideo')
    return hlsUrl === null
      ? null
      : { ...pictureAt(), ...size, ...nothingMore, alt, kind: 'video', stream: hlsUrl };
  const ending = /^image\/(jpe?g|jpg|png|webp|gif)$/u.exec(m ?? '')?.[1]?.replace('jpeg', 'jpg');
  const whole =
    ending === undefined || !/^[a-z0-9]{5,20}$/u.test(id) ? [] : [`https://i.redd.it/${id}.${ending}`];
  const listed = e === 'AnimatedImage' ? [s?.mp4, s?.gif] : [s?.u];
  const urls = [...(e === 'AnimatedImage' ? [] : whole), ...listed, ...whole].filter(
    (url) => typeof url === 'string',
  );
  if (urls.length === 0) return null;
  return {
    ...pictureAt(...new Set(urls)),
    ...size,
    ...nothingMore,
    alt,
    kind: e === 'AnimatedImage' ? 'gif' : 'photo',
  };
}

/** The file is silent; with sound there is only the playlist. */
function filmOf(video: Video, poster: Picture | null): Media | null {
  const { fallback_url, hls_url, width, height, duration, is_gif } = video;
  if (fallback_url === null && hls_url === null) return null;
  return {
    ...pictureAt(...(fallback_url === null ? [] : [fallback_url])),
    width,
    height,
    kind: is_gif === true ? 'gif' : 'video',
    alt: null,
    poster,
    durationMs: duration === null ? null : Math.round(duration * 1000),
    stream: hls_url,
  };
}

function targetOf({ url_overridden_by_dest, url }: Link): string {
  return url_overridden_by_dest ?? url ?? '';
}

/** Of a post that links to a page elsewhere. */
function cardOf(link: Link, picture: Picture | null): Card | null {
  const url = targetOf(link);
  if (
    link.is_self !== false ||
    !isWebAddress(url) ||
    /^https:\/\/(?:www\.)?reddit\.com\/(?:gallery|poll)\//u.test(url)
  )
    return null;
  const embedded = (link.secure_media ?? link.media)?.oembed ?? null;
  const thumbnail = embedded?.thumbnail_url ?? null;
  return {
    url,
    title: wordsOf(embedded?.title),
    description: wordsOf(embedded?.description),
    site: wordsOf(embedded?.provider_name ?? link.domain),
    picture: picture ?? (thumbnail === null ? null : pictureAt(thumbnail)),
  };
}

function wordsOf(text: string | null | undefined): string | null {
  return cleanText(text ?? '').trim() || null;
}
