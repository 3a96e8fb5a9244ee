import { z } from 'zod';
import { anything, count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';

/** The views of Bluesky's interface (`app.bsky.feed.defs`, `app.bsky.embed.record`), as far as they are read. */

export const did = z.string().regex(/^did:[a-z]{1,20}:[\w.:%-]{1,250}$/u);
export const words = z.string().min(1);
const labels = listOf(
  z.object({ val: z.string(), neg: optional(z.boolean()), exp: optional(z.string()) }),
  1000,
);

export const author = z.object({
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
  facets: countedListOf(facet, 1000),
  reply: optional(z.object({ parent: z.object({ uri: z.string() }) })),
  labels: optional(z.object({ values: labels })),
  embed: anything,
});

const cid = optional(z.string().regex(/^[a-z0-9]{20,128}$/iu));

/** A quoted post. Lists, feeds and posts that are gone have no `value` with a text. */
export const quotedView = z.object({
  uri: z.string(),
  cid,
  author,
  value: record,
  labels,
  embeds: listOf(z.looseObject({}), 4),
});

export const postView = z.object({
  uri: z.string(),
  cid,
  author,
  record,
  embed: anything,
  labels,
  likeCount: count,
  replyCount: count,
  repostCount: count,
});

/** What stands in a post's place: whoever asks can't have it. */
export const absentView = z.object({
  uri: z.string(),
  $type: optional(z.string()),
  notFound: optional(z.literal(true)),
  blocked: optional(z.literal(true)),
  detached: optional(z.literal(true)),
});

export type PostView = z.output<typeof postView>;
export type QuotedView = z.output<typeof quotedView>;
export type AuthorView = z.output<typeof author>;
export type Record = z.output<typeof record>;
export type Label = AuthorView['labels'][number];
export type Facets = Record['facets'];
export type Facet = Facets['items'][number];
