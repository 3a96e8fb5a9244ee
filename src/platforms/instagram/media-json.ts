import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import { emptyPost, type Media, nobody, type Post, pictureAt } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { badShape, unknown } from '../json-answer.ts';
import { count, httpsUrl, optional } from '../lenient.ts';
import { countedListOf, omittedFrom } from '../omissions.ts';
import { readPostSeconds } from '../post-time.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { oldMediaIn } from './old-media.ts';

/**
 * What Instagram's pages and their JSON (`?__a=1`) knew of a post while they told it to everybody: `media` until 2017,
 * `shortcode_media` until 2022, `items` since. Null where a value is none of these.
 */
export function readMediaJson(value: unknown, ref: Ref, at: string): Answer | null {
  const media = graphIn(value);
  const item = itemsSchema.safeParse(value).data?.items.items[0];
  if (media === undefined && item === undefined) return null;
  const read = media === undefined ? itemSchema.safeParse(item) : mediaSchema.safeParse(media);
  if (!read.success) return badShape(read.error);
  const known = 'shortcode' in read.data ? ofGraph(read.data) : ofItem(read.data);
  if (known.code !== ref.id)
    return unknown('bad-shape', `another post (${known.code.slice(0, 64)}) than asked`);
  return { kind: 'post', post: postOf(known, ref, at) };
}

interface Known {
  readonly code: string;
  readonly text: string | null;
  readonly seconds: unknown;
  readonly author: {
    readonly id: string | null;
    readonly name: string | null;
    readonly handle: string | null;
    readonly avatar: string | null;
    readonly verified: boolean | null;
  };
  readonly media: readonly Media[];
  readonly malformed: number;
  readonly surplus: number;
  readonly likes: number | null;
  readonly replies: number | null;
}

function postOf(known: Known, ref: Ref, at: string): Post {
  const { author, text } = known;
  const handle = /^[\w.]{1,30}$/u.exec(author.handle ?? '')?.[0] ?? null;
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      id: author.id,
      name: cleanText(author.name ?? '').trim() || null,
      handle,
      url: handle === null ? null : `https://www.instagram.com/${handle}/`,
      avatar: author.avatar === null ? null : pictureAt(author.avatar),
      verified: author.verified === true ? 'verified' : null,
    },
    segments: plainSegments(text ?? ''),
    createdAt: readPostSeconds(known.seconds, at),
    dir: directionOf(text ?? ''),
    media: known.media.slice(0, 20),
    metrics: { at, likes: known.likes, replies: known.replies, reposts: null, views: null },
    omissions: omittedFrom('media', known),
  };
}

const text = optional(z.string());
const pixels = optional(z.int().positive().max(100_000));
const id = optional(
  z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,20}$/)),
);
const rest = { durationMs: null, stream: null } as const;

/** Until 2022. */
const pictureSchema = z.object({
  display_url: optional(httpsUrl),
  is_video: optional(z.boolean()),
  video_url: optional(httpsUrl),
  accessibility_caption: text,
  dimensions: optional(z.object({ width: pixels, height: pixels })),
});
function edges<Node>(node: z.ZodType<Node>) {
  return optional(z.object({ count, edges: countedListOf(z.object({ node }), 20) }));
}
const mediaSchema = pictureSchema.extend({
  shortcode: z.string(),
  taken_at_timestamp: optional(z.number()),
  edge_media_to_caption: edges(z.object({ text })),
  edge_media_preview_like: edges(z.unknown()),
  edge_media_to_comment: edges(z.unknown()),
  edge_media_to_parent_comment: edges(z.unknown()),
  edge_sidecar_to_children: edges(pictureSchema),
  owner: optional(
    z.object({
      id,
      username: text,
      full_name: text,
      profile_pic_url: optional(httpsUrl),
      is_verified: optional(z.boolean()),
    }),
  ),
});

const wrapped = z.object({ graphql: z.object({ shortcode_media: z.unknown() }) });
const pages = z.object({ entry_data: z.object({ PostPage: z.array(wrapped).min(1) }) });

function graphIn(value: unknown): unknown {
  return (
    wrapped.safeParse(value).data?.graphql.shortcode_media ??
    pages.safeParse(value).data?.entry_data.PostPage[0]?.graphql.shortcode_media ??
    oldMediaIn(value)
  );
}

function ofGraph(media: z.output<typeof mediaSchema>): Known {
  const children = media.edge_sidecar_to_children?.edges ?? null;
  const { owner } = media;
  return {
    code: media.shortcode,
    text: media.edge_media_to_caption?.edges.items[0]?.node.text ?? null,
    seconds: media.taken_at_timestamp,
    author: {
      id: owner?.id ?? null,
      name: owner?.full_name ?? null,
      handle: owner?.username ?? null,
      avatar: owner?.profile_pic_url ?? null,
      verified: owner?.is_verified ?? null,
    },
    media: (children === null ? [media] : children.items.map(({ node }) => node)).flatMap(graphMedia),
    malformed: children?.malformed ?? 0,
    surplus: children?.surplus ?? 0,
    likes: media.edge_media_preview_like?.count ?? null,
    replies: media.edge_media_to_parent_comment?.count ?? media.edge_media_to_comment?.count ?? null,
  };
}

function graphMedia(picture: z.output<typeof pictureSchema>): Media[] {
  const { display_url, is_video, video_url, dimensions, accessibility_caption: alt } = picture;
  const size = { width: dimensions?.width ?? null, height: dimensions?.height ?? null };
  const still = display_url === null ? null : { ...pictureAt(display_url), ...size };
  if (is_video === true)
    return [
      {
        ...pictureAt(...(video_url === null ? [] : [video_url])),
        ...size,
        ...rest,
        alt,
        kind: 'video',
        poster: still,
      },
    ];
  return still === null ? [] : [{ ...still, ...rest, alt, kind: 'photo', poster: null }];
}

/** Since 2022. */
const candidate = z.object({ url: httpsUrl, width: pixels, height: pixels });
const fileSchema = z.object({
  image_versions2: optional(z.object({ candidates: countedListOf(candidate, 20) })),
  video_versions: countedListOf(candidate, 20),
  video_duration: optional(z.number().min(0).max(1_000_000)),
  accessibility_caption: text,
});
const itemSchema = fileSchema.extend({
  code: z.string(),
  taken_at: optional(z.number()),
  caption: optional(z.object({ text })),
  user: optional(
    z.object({
      pk: id,
      username: text,
      full_name: text,
      profile_pic_url: optional(httpsUrl),
      is_verified: optional(z.boolean()),
    }),
  ),
  carousel_media: countedListOf(fileSchema, 20),
  like_count: count,
  comment_count: count,
});
const itemsSchema = z.object({ items: countedListOf(z.looseObject({ code: z.string() }), 1) });

function ofItem(item: z.output<typeof itemSchema>): Known {
  const { user, carousel_media: carousel } = item;
  return {
    code: item.code,
    text: item.caption?.text ?? null,
    seconds: item.taken_at,
    author: {
      id: user?.pk ?? null,
      name: user?.full_name ?? null,
      handle: user?.username ?? null,
      avatar: user?.profile_pic_url ?? null,
      verified: user?.is_verified ?? null,
    },
    media: (carousel.items.length === 0 ? [item] : carousel.items).flatMap(itemMedia),
    malformed: carousel.malformed,
    surplus: carousel.surplus,
    likes: item.like_count,
    replies: item.comment_count,
  };
}

function itemMedia(file: z.output<typeof fileSchema>): Media[] {
  const still = wholeOf(file.image_versions2?.candidates.items ?? []);
  const film = file.video_versions.items.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))[0];
  const alt = file.accessibility_caption;
  const poster =
    still === undefined ? null : { ...pictureAt(still.url), width: still.width, height: still.height };
  if (film !== undefined) {
    const durationMs = file.video_duration === null ? null : Math.round(file.video_duration * 1000);
    return [
      {
        ...pictureAt(film.url),
        width: film.width,
        height: film.height,
        alt,
        kind: 'video',
        poster,
        durationMs,
        stream: null,
      },
    ];
  }
  return poster === null ? [] : [{ ...poster, ...rest, alt, kind: 'photo', poster: null }];
}

/** The largest of the shape of the first; among the rest are squares cut out of it, made as large. */
function wholeOf(candidates: readonly z.output<typeof candidate>[]): z.output<typeof candidate> | undefined {
  const shapeOf = ({ width, height }: z.output<typeof candidate>) => (width ?? 1) / (height ?? 1);
  const [first] = candidates;
  if (first === undefined) return undefined;
  const whole = candidates.filter((each) => Math.abs(shapeOf(each) / shapeOf(first) - 1) < 0.02);
  return whole.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))[0];
}
