import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import { directionOf } from '../../model/direction.ts';
import type { Source } from '../../model/platform.ts';
import { emptyPost, nobody, textOf } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { readStatus } from '../status-answer.ts';
import { readApiErrors } from './api-errors.ts';
import { type BlockquoteReading, readBlockquote } from './oembed-blockquote.ts';
import { statusIdOf } from './status-address.ts';
import { readLang } from './text-lang.ts';

/** X's oEmbed endpoint: the words, who, and the day. Since 2024 `publish.twitter.com` sends on to `publish.x.com`. */
export const oembed: Source = {
  id: 'x-oembed',
  rank: 'platform',
  hosts: ['publish.twitter.com', 'publish.x.com'],
  ask: (ref, fetch) =>
    fetch({
      url: oembedUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 1024 * 1024,
    }),
  read,
};

/** The address of a post's answer. English, for the day is printed in words. */
export function oembedUrl(id: string): string {
  const url = `https://twitter.com/i/status/${id}`;
  const query = new URLSearchParams({ url, omit_script: '1', dnt: '1', hide_thread: '1', lang: 'en' });
  return `https://publish.twitter.com/oembed?${query}`;
}

const oembedSchema = z.object({
  html: z.string(),
  url: optional(z.string()),
  author_name: optional(z.string().min(1)),
  author_url: optional(z.string()),
});

function read(wire: Wire, ref: Ref): Answer {
  if (wire.status === 403) return readRefusal(wire);
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const errors = readApiErrors(body.value);
  if (errors !== null) return errors;
  const oembed = oembedSchema.safeParse(body.value);
  if (!oembed.success) return badShape(oembed.error);
  const quote = readBlockquote(parseHtml(oembed.data.html));
  if (quote === null) return unknown('bad-shape', 'html: no post in it');
  const id = quote.id ?? statusIdOf(oembed.data.url);
  if (id !== ref.id) return unknown('bad-shape', `html: another post (${id ?? 'unnamed'}) than asked`);
  return { kind: 'post', post: postOf(quote, oembed.data, ref) };
}

/** A 403 has words where it speaks of the post; a bare one may come from any gateway. */
function readRefusal(wire: Wire): Answer {
  const body = readJsonBody(wire.body);
  const errors = body.kind === 'json' ? readApiErrors(body.value) : null;
  if (errors !== null) return errors;
  const words = new TextDecoder().decode(wire.body.subarray(0, 2000));
  if (/\bnot authorized to see this status\b/iu.test(words))
    return unknown('withheld-unknown', 'HTTP 403: not authorized to see this status');
  return unknown('refused', 'HTTP 403');
}

function postOf(
  quote: BlockquoteReading,
  { author_name, author_url }: z.output<typeof oembedSchema>,
  ref: Ref,
) {
  const handle =
    quote.handle ?? /^https:\/\/(?:twitter|x)\.com\/(\w{1,20})$/iu.exec(author_url ?? '')?.[1] ?? null;
  const name = author_name ?? quote.name;
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      name: name === null ? null : cleanText(name),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
    },
    segments: quote.segments,
    createdAt: quote.day,
    lang: readLang(quote.lang),
    dir: directionOf(textOf(quote.segments)),
  };
}
