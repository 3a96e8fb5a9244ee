import { z } from 'zod';
import { count, httpsUrl, optional } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';

/** Reddit's JSON: things of a kind (`t3` posts, `t1` comments) in listings. Only what is read of them. */
const text = optional(z.string());
const pixels = optional(z.int().positive().max(100_000));
const shape = {
  u: optional(httpsUrl),
  x: pixels,
  y: pixels,
  gif: optional(httpsUrl),
  mp4: optional(httpsUrl),
};

const galleryFile = z.object({
  status: text,
  /** `Image`, `AnimatedImage`, `RedditVideo` */
  e: text,
  m: text,
  s: optional(z.object(shape)),
  x: pixels,
  y: pixels,
  hlsUrl: optional(httpsUrl),
});
const previewFile = z.object({ url: httpsUrl, width: pixels, height: pixels });
const redditVideo = z.object({
  fallback_url: optional(httpsUrl),
  hls_url: optional(httpsUrl),
  width: pixels,
  height: pixels,
  duration: optional(z.number().min(0).max(1_000_000)),
  is_gif: optional(z.boolean()),
});
const oembed = z.object({
  title: text,
  description: text,
  provider_name: text,
  thumbnail_url: optional(httpsUrl),
});
const media = optional(z.object({ reddit_video: optional(redditVideo), oembed: optional(oembed) }));

/** A map with the keys strangers choose: kept as one, never as an object's own. */
const fileMap = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((files) => new Map(Object.entries(files).slice(0, 200)));

const shared = {
  name: z.string(),
  author: text,
  author_fullname: optional(z.string().regex(/^t2_[a-z0-9]{1,12}$/)),
  created_utc: optional(z.number()),
  permalink: text,
  score: count,
  removed_by_category: z.unknown().optional(),
  media_metadata: optional(fileMap),
};

export const linkSchema = z.object({
  ...shared,
  title: z.string(),
  selftext: text,
  selftext_html: text,
  is_self: optional(z.boolean()),
  url: text,
  url_overridden_by_dest: text,
  domain: text,
  is_video: optional(z.boolean()),
  over_18: optional(z.boolean()),
  num_comments: count,
  media,
  secure_media: media,
  gallery_data: optional(
    z.object({ items: countedListOf(z.object({ media_id: z.string(), caption: text }), 20) }),
  ),
  preview: optional(
    z.object({
      images: countedListOf(
        z.object({
          source: optional(previewFile),
          variants: optional(
            z.object({
              mp4: optional(z.object({ source: previewFile })),
              gif: optional(z.object({ source: previewFile })),
            }),
          ),
        }),
        1,
      ),
      reddit_video_preview: optional(redditVideo),
    }),
  ),
  poll_data: optional(
    z.object({
      options: countedListOf(z.object({ text: z.string().regex(/\S/), vote_count: count }), 20),
      voting_end_timestamp: optional(z.number()),
    }),
  ),
  crosspost_parent_list: z.unknown().optional(),
});

export const commentSchema = z.object({
  ...shared,
  body: text,
  body_html: text,
  parent_id: text,
  link_id: text,
  replies: z.unknown().optional(),
});

export { galleryFile };
export type Link = z.output<typeof linkSchema>;
export type Comment = z.output<typeof commentSchema>;
export type Video = z.output<typeof redditVideo>;
export type GalleryFile = z.output<typeof galleryFile>;

/** What stands in a listing, unread; null for what is none. */
export function thingsIn(
  value: unknown,
): readonly { readonly kind: string; readonly data?: unknown }[] | null {
  const read = listing.safeParse(value);
  return read.success ? read.data.data.children.items : null;
}

const listing = z.object({
  kind: z.literal('Listing'),
  data: z.object({
    children: countedListOf(z.object({ kind: z.string(), data: z.unknown().optional() }), 1000),
  }),
});
