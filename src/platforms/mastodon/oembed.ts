import { z } from 'zod';
import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import { emptyPost, nobody } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { optional, webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { readFailure } from './failure.ts';
import { match } from './match.ts';

/** A server's oEmbed endpoint: that the post is there and whose it is. No word of it. */
export const oembed: Source = {
  id: 'mastodon-oembed',
  rank: 'platform',
  hosts: [],
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
export function oembedUrl({ id, url }: Ref): string {
  const [host = ''] = id.split('/');
  return `https://${host}/api/oembed?${new URLSearchParams({ url, format: 'json' })}`;
}

const oembedSchema = z.object({
  html: z.string(),
  author_name: optional(z.string().min(1)),
  author_url: optional(webUrl),
});

function read(wire: Wire, ref: Ref): Answer {
  const failure = readFailure(wire);
  if (failure !== null) return failure;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const told = oembedSchema.safeParse(body.value);
  if (!told.success) return badShape(told.error);
  const root = parseHtml(told.data.html);
  const found = addressesIn(root).flatMap((address) => {
    const url = URL.parse(address);
    return (url === null ? null : match(url, 'markup')) ?? [];
  });
  const own = found.find(({ id }) => id === ref.id);
  if (own === undefined)
    return unknown('bad-shape', `html: another post (${found[0]?.id ?? 'none'}) than asked`);
  const name = cleanText(told.data.author_name ?? '').trim();
  const handle = handleIn(root, told.data.author_url);
  const author = { ...nobody, name: name === '' ? null : name, handle, url: told.data.author_url };
  return { kind: 'post', post: { ...emptyPost, ref: own, author } };
}

/** Of the frame or the quote that becomes one. */
function addressesIn(root: MarkupElement): string[] {
  return root.descendants('*').flatMap((element) => {
    const values = ['data-embed-url', 'src', 'href'].map((name) => element.attribute(name));
    return element.name === 'script' ? [] : values.filter((value) => value !== null);
  });
}

/** `Post by @name@host`, where it says so; else by the author's address. */
function handleIn(root: MarkupElement, address: string | null): string | null {
  const printed = /(?:^|\s)@(\w[\w.-]{0,127}@[\w.:-]{1,255})/u.exec(root.text)?.[1];
  if (printed !== undefined) return printed.replace(/[.:-]+$/u, '');
  const url = URL.parse(address ?? '');
  const name = /^\/(?:@|users\/)([\w.-]{1,128})\/?$/u.exec(url?.pathname ?? '')?.[1];
  return url === null || name === undefined ? null : `${name}@${url.host}`;
}
