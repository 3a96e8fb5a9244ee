import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Source } from '../../model/platform.ts';
import {
  type Author,
  emptyPost,
  type Media,
  nobody,
  type Post,
  pictureAt,
  textOf,
} from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { httpsUrl, optional } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { timeOf } from './match.ts';
import { type CaptionReading, readCaption, segmentsOf } from './oembed-caption.ts';

/** TikTok's oEmbed endpoint, `www.tiktok.com/oembed`, without a key: the caption, who, a still whose address expires. */
export const oembed: Source = {
  id: 'tiktok-oembed',
  rank: 'platform',
  hosts: ['www.tiktok.com'],
  ask: (ref, fetch) =>
    fetch({
      url: oembedUrl(ref.url),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 1024 * 1024,
    }),
  read,
};

/** The address of a video's answer. */
export function oembedUrl(url: string): string {
  return `https://www.tiktok.com/oembed?${new URLSearchParams({ url })}`;
}

const pixels = optional(z.int().positive().max(100_000));
const handle = optional(z.string().regex(/^[\w.]{1,30}$/));

const oembedSchema = z.object({
  title: optional(z.string()),
  html: optional(z.string()),
  author_name: optional(z.string().min(1)),
  author_unique_id: handle,
  author_url: optional(httpsUrl),
  thumbnail_url: optional(httpsUrl),
  thumbnail_width: pixels,
  thumbnail_height: pixels,
  embed_product_id: optional(z.string().regex(/^\d{1,20}$/)),
  embed_type: optional(z.string()),
});

type Oembed = z.output<typeof oembedSchema>;

function read(wire: Wire, ref: Ref): Answer {
  const byStatus = readStatus(wire);
  if (byStatus?.outcome === 'not-found' && isNameless(ref))
    return unknown('invalid', `${byStatus.reason}, but asked without the account`);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const refusal = refusalSchema.safeParse(body.value);
  if (refusal.success) return unknown('withheld-unknown', refusal.data.status_msg);
  const oembed = oembedSchema.safeParse(body.value);
  if (!oembed.success) return badShape(oembed.error);
  const caption = readCaption(parseHtml(oembed.data.html ?? ''));
  const id = caption?.id ?? oembed.data.embed_product_id;
  if (id !== ref.id) return unknown('bad-shape', `html: another video (${id ?? 'unnamed'}) than asked`);
  return { kind: 'post', post: postOf(oembed.data, caption, ref) };
}

/** Only the network knows whose video it is; that oEmbed doesn't know an address without says nothing. */
function isNameless({ url }: Ref): boolean {
  return url.includes('/@_/');
}

/** The same few words ("Something went wrong") for whatever it doesn't show: private, removed, a limit. */
const refusalSchema = z.object({ status_msg: z.string().min(1), html: z.undefined().optional() });

function postOf(oembed: Oembed, caption: CaptionReading | null, ref: Ref): Post {
  const segments = segmentsOf(oembed.title, caption);
  return {
    ...emptyPost,
    ref,
    author: authorOf(oembed, caption),
    segments,
    createdAt: timeOf(ref.id),
    dir: directionOf(textOf(segments)),
    media: mediaOf(oembed, caption?.isPhoto ?? false),
  };
}

function authorOf(
  { author_name, author_unique_id, author_url }: Oembed,
  caption: CaptionReading | null,
): Author {
  const inUrl = /^https:\/\/www\.tiktok\.com\/@([\w.]{1,30})(?:[/?#]|$)/iu.exec(author_url ?? '')?.[1];
  const name = author_unique_id ?? inUrl ?? caption?.handle ?? null;
  return {
    ...nobody,
    name: author_name === null ? null : cleanText(author_name),
    handle: name,
    url: name === null ? null : `https://www.tiktok.com/@${name}`,
  };
}

/** Of photo posts the still is all that is told. */
function mediaOf(oembed: Oembed, isCitedAsPhoto: boolean): Media[] {
  const { thumbnail_url, thumbnail_width: width, thumbnail_height: height } = oembed;
  const still = thumbnail_url === null ? null : { ...pictureAt(thumbnail_url), width, height };
  const isPhoto = isCitedAsPhoto || oembed.embed_type === 'photo';
  if (isPhoto && still === null) return [];
  const picture = isPhoto && still !== null ? still : { ...pictureAt(), width, height };
  const rest = { alt: null, durationMs: null, stream: null };
  return [{ ...picture, ...rest, kind: isPhoto ? 'photo' : 'video', poster: isPhoto ? null : still }];
}
