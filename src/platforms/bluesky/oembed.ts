import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import { emptyPost, nobody, type Post } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readLang } from '../lang.ts';
import { optional } from '../lenient.ts';
import { readPostTime } from '../post-time.ts';
import { plainSegments } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { readQuote } from './markup-quote.ts';
import { refOf, refOfUri } from './match.ts';
import { uriOf } from './thread.ts';

/** The endpoint behind Bluesky's embeds, `embed.bsky.app/oembed`: the words and who, and when it was first seen. */
export const oembed: Source = {
  id: 'bluesky-oembed',
  rank: 'platform',
  hosts: ['embed.bsky.app'],
  ask: (ref, fetch) =>
    fetch({
      url: oembedUrl(ref),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 1024 * 1024,
    }),
  read,
};

/** The address of a post's answer. */
export function oembedUrl({ id }: Pick<Ref, 'id'>): string {
  const [author = '', key = ''] = id.split('/');
  const url = author.startsWith('did:') ? uriOf(id) : `https://bsky.app/profile/${author}/post/${key}`;
  return `https://embed.bsky.app/oembed?${new URLSearchParams({ url, format: 'json' })}`;
}

const oembedSchema = z.object({ html: z.string(), author_url: optional(z.string()) });

function read(wire: Wire, ref: Ref): Answer {
  // It says so of blocks, and of authors who ask not to be shown to visitors.
  if (wire.status === 403) return unknown('withheld-unknown', 'HTTP 403');
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  return body.kind === 'unknown' ? body : readOembed(body.value, ref, wire.at);
}

/** Reads the JSON of an answer. */
export function readOembed(value: unknown, ref: Ref, at: string): Answer {
  const told = oembedSchema.safeParse(value);
  if (!told.success) return badShape(told.error);
  const quote = parseHtml(told.data.html).descendants('blockquote')[0];
  if (quote === undefined) return unknown('bad-shape', 'html: no post in it');
  const uri = quote.attribute('data-bluesky-uri') ?? '';
  const found = refOfUri(uri);
  if (found === null || !isAsked(found, ref))
    return unknown('bad-shape', `data-bluesky-uri: another post (${uri.slice(0, 200)}) than asked`);
  return { kind: 'post', post: readBlockquote(quote, found, uri, at) };
}

function readBlockquote(quote: MarkupElement, found: Ref, uri: string, at: string): Post {
  const quoted = readQuote(quote);
  const did = found.id.split('/')[0] ?? '';
  const printed = quote.descendants('a').at(-1)?.text ?? '';
  return {
    ...emptyPost,
    ref: refOf(found.id),
    uri,
    version: quote.attribute('data-bluesky-cid') || null,
    author: {
      ...nobody,
      id: did,
      name: quoted?.name ?? null,
      handle: quoted?.handle ?? null,
      url: `https://bsky.app/profile/${did}`,
    },
    segments: plainSegments(quoted?.text ?? ''),
    createdAt: readPostTime(printed, at) ?? quoted?.date ?? null,
    lang: readLang(quoted?.lang),
    dir: quoted?.dir ?? null,
  };
}

/** Asked by handle, its endpoint looked up whose it is. */
function isAsked(found: Ref, { id }: Ref): boolean {
  return id.startsWith('did:') ? found.id === id : found.id.split('/')[1] === id.split('/')[1];
}
