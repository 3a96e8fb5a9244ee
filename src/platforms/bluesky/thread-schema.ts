import { z } from 'zod';
import { count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';

const did = z.string().regex(/^did:[a-z]{1,20}:[\w.:%-]{1,250}$/u);
const words = z.string().min(1);
const labels = listOf(z.object({ val: z.string() }), 100);
const ratio = optional(z.object({ width: z.int().min(1), height: z.int().min(1) }));

const author = z.object({
  did,
  handle: optional(z.string().regex(/^[\w.-]{3,253}$/u)),
  displayName: optional(words),
  avatar: optional(httpsUrl),
  labels,
  verification: optional(
    z.object({ verifiedStatus: optional(z.string()), trustedVerifierStatus: optional(z.string()) }),
  ),
});

const feature = z.object({
  $type: z.string(),
  uri: optional(webUrl),
  did: optional(did),
  tag: optional(words),
});

/** A mark on a range of the text's UTF-8 bytes. */
const facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: listOf(feature, 10),
});

const record = z.object({
  text: z.string(),
  createdAt: optional(z.string()),
  langs: listOf(z.string(), 10),
  facets: listOf(facet, 1000),
  reply: optional(z.object({ parent: z.object({ uri: z.string() }) })),
  labels: optional(z.object({ values: labels })),
});

export const imagesView = z.object({
  images: listOf(
    z.object({ fullsize: httpsUrl, thumb: optional(httpsUrl), alt: optional(words), aspectRatio: ratio }),
    20,
  ),
});

export const videoView = z.object({
  playlist: httpsUrl,
  thumbnail: optional(httpsUrl),
  alt: optional(words),
  aspectRatio: ratio,
});

export const externalView = z.object({
  external: z.object({
    uri: webUrl,
    title: optional(words),
    description: optional(words),
    thumb: optional(httpsUrl),
  }),
});

/** A quoted post. Lists, feeds and posts that are gone have no `value` with a text. */
export const quotedView = z.object({
  uri: z.string(),
  author,
  value: record,
  labels,
  embeds: listOf(z.looseObject({ $type: z.string() }), 4),
});

const embed = optional(z.looseObject({ $type: z.string() }));

export const postView = z.object({
  uri: z.string(),
  author,
  record,
  embed,
  labels,
  likeCount: count,
  replyCount: count,
  repostCount: count,
  quoteCount: count,
});

export type PostView = z.output<typeof postView>;
export type QuotedView = z.output<typeof quotedView>;
export type AuthorView = z.output<typeof author>;
export type Record = z.output<typeof record>;
export type Embed = NonNullable<z.output<typeof embed>>;
export type Facet = z.output<typeof facet>;
