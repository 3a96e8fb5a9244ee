import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Source } from '../../model/platform.ts';
import { type Author, emptyPost, type Media, nobody, type Post, pictureAt } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { httpsUrl, optional } from '../lenient.ts';
import { cleanText, plainSegments } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { match } from './match.ts';
import { stillsOf } from './video-parts.ts';

/** YouTube's oEmbed endpoint, `www.youtube.com/oembed`, without a key: the title, the channel, a still. No date. */
export const oembed: Source = {
  id: 'youtube-oembed',
  rank: 'platform',
  hosts: ['www.youtube.com'],
  ask: (ref, fetch) =>
    fetch({
      url: oembedUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 1024 * 1024,
    }),
  read,
};

/** The address of a video's answer. */
export function oembedUrl(id: string): string {
  const query = new URLSearchParams({ url: `https://www.youtube.com/watch?v=${id}`, format: 'json' });
  return `https://www.youtube.com/oembed?${query}`;
}

const pixels = optional(z.int().positive().max(100_000));

const oembedSchema = z.object({
  title: z.string().min(1),
  author_name: optional(z.string().min(1)),
  author_url: optional(httpsUrl),
  thumbnail_url: optional(httpsUrl),
  html: optional(z.string()),
  width: pixels,
  height: pixels,
});

type Oembed = z.output<typeof oembedSchema>;

function read(wire: Wire, ref: Ref): Answer {
  // Of a private video as of one that other sites may not show.
  if (wire.status === 401) return unknown('withheld-unknown', 'HTTP 401: private, or not to be embedded');
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const oembed = oembedSchema.safeParse(body.value);
  if (!oembed.success) return badShape(oembed.error);
  const ids = [framedId(oembed.data.html), stillId(oembed.data.thumbnail_url)].filter((id) => id !== null);
  const other = ids.find((id) => id !== ref.id);
  if (other !== undefined) return unknown('bad-shape', `html: another video (${other}) than asked`);
  if (ids.length === 0) return unknown('bad-shape', 'html: no video in it');
  return { kind: 'post', post: postOf(oembed.data, ref) };
}

/** The id in the player's address. */
function framedId(html: string | null): string | null {
  const frame = html === null ? undefined : parseHtml(html).descendants('iframe')[0];
  const url = URL.parse(frame?.attribute('src') ?? '', 'https://www.youtube.com/');
  return url === null ? null : (match(url)?.id ?? null);
}

function stillId(url: string | null): string | null {
  return /^https:\/\/i\d*\.ytimg\.com\/(?:vi|vi_webp|an_webp)\/([\w-]{11})\//u.exec(url ?? '')?.[1] ?? null;
}

function postOf(oembed: Oembed, ref: Ref): Post {
  return {
    ...emptyPost,
    ref,
    author: authorOf(oembed),
    segments: plainSegments(oembed.title),
    dir: directionOf(oembed.title),
    media: [videoOf(oembed, ref.id)],
  };
}

/** Channels are named by a handle, by their id, or (old ones) by a name of their own in the address. */
function authorOf({ author_name, author_url }: Oembed): Author {
  const url = /^https:\/\/(?:www\.)?youtube\.com\/[^/]/u.test(author_url ?? '') ? author_url : null;
  const path = url === null ? '' : new URL(url).pathname;
  return {
    ...nobody,
    id: /^\/channel\/(UC[\w-]{22})\/?$/u.exec(path)?.[1] ?? null,
    name: author_name === null ? null : cleanText(author_name),
    handle: handleIn(path),
    url,
  };
}

/** `/@name`, in the letters of any language. */
function handleIn(path: string): string | null {
  const escaped = /^\/(?:@|%40)([^/]{1,300})\/?$/iu.exec(path)?.[1];
  const handle = new URLSearchParams(`h=${(escaped ?? '').replaceAll('+', '%2B')}`).get('h') ?? '';
  return /^[\p{L}\p{M}\p{N}_.·-]{1,60}$/u.test(handle) ? handle : null;
}

/** The frame's size is the player's, small but of the video's own shape; stills are of three sizes, not all there. */
function videoOf({ thumbnail_url, width, height }: Oembed, id: string): Media {
  const given = thumbnail_url === null ? [] : [thumbnail_url];
  return {
    ...pictureAt(),
    kind: 'video',
    width,
    height,
    alt: null,
    poster: pictureAt(...new Set([...stillsOf(id), ...given])),
    durationMs: null,
    stream: null,
  };
}
