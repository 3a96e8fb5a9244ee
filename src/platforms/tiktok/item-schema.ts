import { z } from 'zod';
import { count, httpsUrl, optional } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';

/** What TikTok's pages know of a video or photo post, whatever page and year. */
const pixels = optional(z.int().positive().max(100_000));
const text = optional(z.string());
/** Counts come as numbers, and as digits where they may be large. */
const counted = optional(
  z.union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
);
const digits = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/));
const urls = z.union([
  httpsUrl.transform((url) => [url]),
  countedListOf(httpsUrl, 10).transform(({ items }) => [...items]),
]);

/** A stretch of the caption that is a tag or a name; offsets are UTF-16 units. */
export const markSchema = z.object({
  start: optional(z.int().min(0)),
  end: optional(z.int().min(0)),
  hashtagName: text,
  userUniqueId: text,
});

const stats = z.object({
  diggCount: counted,
  commentCount: counted,
  shareCount: counted,
  playCount: counted,
});

const author = z.object({
  id: optional(digits),
  uniqueId: text,
  nickname: text,
  avatarLarger: optional(httpsUrl),
  avatarMedium: optional(httpsUrl),
  avatarThumb: optional(httpsUrl),
  verified: optional(z.boolean()),
});

export const itemSchema = z.object({
  id: digits,
  desc: text,
  createTime: optional(z.union([z.string(), z.number()])),
  /** In pages until 2023 its handle alone. */
  author: optional(z.union([author, z.string().transform((uniqueId) => author.parse({ uniqueId }))])),
  nickname: text,
  authorId: optional(digits),
  avatarThumb: optional(httpsUrl),
  textExtra: countedListOf(markSchema, 200),
  textLanguage: text,
  isContentClassified: optional(z.boolean()),
  stats: optional(stats),
  statsV2: optional(stats),
  video: optional(
    z.object({
      width: pixels,
      height: pixels,
      duration: optional(z.number().min(0).max(1_000_000)),
      cover: optional(urls),
      originCover: optional(urls),
      playAddr: optional(urls),
      downloadAddr: optional(urls),
      bitrateInfo: countedListOf(
        z.object({
          Bitrate: count,
          PlayAddr: z.object({ UrlList: countedListOf(httpsUrl, 5) }),
        }),
        20,
      ),
    }),
  ),
  imagePost: optional(
    z.object({
      images: countedListOf(
        z.object({
          imageURL: z.object({ urlList: countedListOf(httpsUrl, 10) }),
          imageWidth: pixels,
          imageHeight: pixels,
        }),
        20,
      ),
    }),
  ),
});

export type Item = z.output<typeof itemSchema>;
export type Mark = z.output<typeof markSchema>;
