import { z } from 'zod';
import { type Media, type Omission, pictureAt } from '../../model/post.ts';
import { httpsUrl, optional } from '../lenient.ts';
import { countedListOf, omitted, omittedFrom } from '../omissions.ts';
import { cleanText } from '../segments.ts';
import { words } from './thread-schema.ts';

export interface ReadMedia {
  readonly media: readonly Media[];
  readonly omissions: readonly Omission[];
}

/** Pictures or a video, as the app shows them or as the record holds them; null for what is neither. */
export function readMedia(embed: unknown, did: string): ReadMedia | null {
  const kind = kindOf(embed);
  if (kind === 'images') return readPictures(images.safeParse(embed).data?.images, did);
  if (kind === 'gallery') {
    const { items, media } = gallery.safeParse(embed).data ?? {};
    return readPictures(items?.items.length ? items : media, did);
  }
  if (kind !== 'video') return null;
  const read = video.safeParse(embed);
  const film = read.success ? readVideo(read.data, did) : null;
  return film === null
    ? { media: [], omissions: omitted('media', 'malformed', 1) }
    : { media: [film], omissions: [] };
}

/** `images` of `app.bsky.embed.images` and of `app.bsky.embed.images#view`. */
export function kindOf(embed: unknown): string | null {
  const type = typed.safeParse(embed).data?.$type ?? '';
  return /^app\.bsky\.embed\.(\w+)(?:#(?:view|main))?$/u.exec(type)?.[1] ?? null;
}

/** Where the account's own server gives a file as it was uploaded; `bsky.social` knows who hosts whom. */
export function blobUrl(did: string, cid: string): string {
  const query = new URLSearchParams({ did, cid });
  return `https://bsky.social/xrpc/com.atproto.sync.getBlob?${query}`;
}

const typed = z.object({ $type: z.string() });
const cid = z.string().regex(/^[a-z0-9]{20,128}$/iu);
/** Since 2023 a link, before that the name itself. */
export const blob = z.union([
  z.object({ ref: z.object({ $link: cid }) }).transform(({ ref }) => ref.$link),
  z.object({ cid }).transform((told) => told.cid),
]);
const ratio = optional(z.object({ width: z.int().min(1), height: z.int().min(1) }));
const alt = optional(words);

const picture = z
  .object({
    fullsize: optional(httpsUrl),
    thumb: optional(httpsUrl),
    thumbnail: optional(httpsUrl),
    image: optional(blob),
    alt,
    aspectRatio: ratio,
  })
  .refine((told) => told.fullsize !== null || told.image !== null, 'neither fullsize nor image');

const mostMedia = 20;
const pictures = countedListOf(picture, mostMedia);
const images = z.object({ images: pictures });
const gallery = z.object({ items: pictures, media: pictures });

const video = z.object({
  playlist: optional(httpsUrl),
  thumbnail: optional(httpsUrl),
  cid: optional(cid),
  video: optional(blob),
  alt,
  aspectRatio: ratio,
});

function readPictures(list: z.output<typeof pictures> | undefined, did: string): ReadMedia {
  if (list === undefined) return { media: [], omissions: omitted('media', 'malformed', 1) };
  const media = list.items.map((told): Media => {
    const { fullsize, thumb, thumbnail, image } = told;
    const copies = image === null ? [] : [shownCopy(did, image), blobUrl(did, image)];
    const urls = [fullsize, ...copies, thumb, thumbnail].filter((url) => url !== null);
    return {
      ...pictureAt(...new Set(urls)),
      ...sizeOf(told.aspectRatio),
      kind: 'photo',
      alt: told.alt === null ? null : cleanText(told.alt),
      poster: null,
      durationMs: null,
      stream: null,
    };
  });
  return { media, omissions: omittedFrom('media', list) };
}

function readVideo(told: z.output<typeof video>, did: string): Media | null {
  const { playlist, thumbnail, alt: words } = told;
  const file = told.cid ?? told.video;
  if (file === null && playlist === null) return null;
  return {
    ...pictureAt(...(file === null ? [] : [blobUrl(did, file)])),
    ...sizeOf(told.aspectRatio),
    kind: 'video',
    alt: words === null ? null : cleanText(words),
    poster: thumbnail === null ? null : pictureAt(thumbnail),
    durationMs: null,
    stream: playlist,
  };
}

/** What the app shows of a picture, for answers that name hosts of former days or none. */
function shownCopy(did: string, image: string): string {
  return `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/${image}@jpeg`;
}

/** The ratio is the picture's size in pixels only when an app says so: large enough to be one. */
function sizeOf(told: z.output<typeof ratio>) {
  const isSize = told !== null && told.width >= 100 && told.height >= 100;
  return isSize ? { width: told.width, height: told.height } : { width: null, height: null };
}
