import { z } from 'zod';
import { parseHtml } from '../html/tree.ts';
import type { Answer, UnknownAnswer } from '../model/answer.ts';
import { directionOf } from '../model/direction.ts';
import type { MarkupElement, MarkupReading, MarkupRule, Source } from '../model/platform.ts';
import { type Author, emptyPost, type Media, nobody, type Post, pictureAt } from '../model/post.ts';
import type { Wire } from '../model/wire.ts';
import type { Ref } from '../ref.ts';
import { badShape, readJsonBody, unknown } from './json-answer.ts';
import { httpsUrl, optional } from './lenient.ts';
import { readPostTime } from './post-time.ts';
import { cleanText, plainSegments } from './segments.ts';
import { readStatus } from './status-answer.ts';

/** What differs between Meta's networks. */
export interface GraphOembed {
  readonly id: string;
  readonly host: string;
  /** It answers everybody; with the operator's token, where there is one, more often. */
  readonly isOpen: boolean;
  /** The endpoint of a post, without a query. */
  endpoint(ref: Ref): string;
  /** How its quotes look: the same as in articles. */
  readonly markup: readonly MarkupRule[];
  match(url: URL): Ref | null;
  /** Whether an answer that names one ref is of the post asked for by another. */
  isSame(named: Ref, asked: Ref): boolean;
  /** `author_name` is a handle on some, a name on others. */
  readonly authorNameIs: 'handle' | 'name';
  isVideo(ref: Ref, html: string): boolean;
  accountUrl(handle: string): string;
}

/**
 * Meta's oEmbed endpoints answer with a quote as articles have it. Meta forbids keeping what those of Instagram and
 * Facebook answer, so they are asked only with the operator's own token, which goes into a header, lest an address carry it
 * into records.
 */
export function graphOembed(network: GraphOembed): Source {
  return {
    id: network.id,
    rank: 'platform',
    hosts: [network.host],
    ...(network.isOpen ? {} : { needs: 'metaToken' }),
    ask: async (ref, fetch, context) => {
      const token = context?.leave.metaToken ?? null;
      const query = new URLSearchParams({ url: ref.url, omitscript: 'true' });
      const wire = await fetch({
        url: `${network.endpoint(ref)}?${query}`,
        headers: {
          accept: 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        purpose: 'api',
        maxBytes: 1024 * 1024,
      });
      return token === null ? wire : withoutToken(wire, token);
    },
    read: (wire, ref) => readAnswer(network, wire, ref),
  };
}

/** "Malformed access token …" repeats it. */
function withoutToken(wire: Wire, token: string): Wire {
  const body = new TextDecoder().decode(wire.body);
  if (token.length < 8 || !body.includes(token)) return wire;
  return { ...wire, body: new TextEncoder().encode(body.replaceAll(token, '***')) };
}

const pixels = optional(z.int().positive().max(100_000));
const schema = z.object({
  html: z.string(),
  author_name: optional(z.string().regex(/\S/)),
  author_url: optional(httpsUrl),
  thumbnail_url: optional(httpsUrl),
  thumbnail_width: pixels,
  thumbnail_height: pixels,
});

function readAnswer(network: GraphOembed, wire: Wire, ref: Ref): Answer {
  const body = readJsonBody(wire.body);
  if (body.kind === 'json') {
    const refused = readError(body.value);
    if (refused !== null) return refused;
  }
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  if (body.kind === 'unknown') return body;
  const oembed = schema.safeParse(body.value);
  if (!oembed.success) return badShape(oembed.error);
  const found = quoteIn(network, oembed.data.html);
  if (found === null) return unknown('bad-shape', 'html: no post in it');
  const { element, reading } = found;
  if (reading.ref === null || !network.isSame(reading.ref, ref))
    return unknown('bad-shape', `html: another post (${reading.ref?.id ?? 'unnamed'}) than asked`);
  return { kind: 'post', post: postOf(network, oembed.data, element, reading, reading.ref, wire.at) };
}

/** Codes of the Graph API. None says what became of a post; the words may repeat what was sent, and are left out. */
function readError(value: unknown): UnknownAnswer | null {
  const read = z.object({ error: z.object({ code: optional(z.int()) }) }).safeParse(value);
  if (!read.success) return null;
  const { code } = read.data.error;
  const reason = `Graph error ${code ?? 'without a code'}`;
  if (code === null) return unknown('bad-shape', reason);
  if ([4, 17, 32, 341, 368, 613].includes(code) || (code >= 80_000 && code < 80_020))
    return unknown('rate-limited', reason);
  if (code === 1 || code === 2) return unknown('server-error', reason);
  if (code === 24 || code === 803) return unknown('not-found', reason);
  return unknown(code === 100 ? 'invalid' : 'refused', reason);
}

function quoteIn(
  network: GraphOembed,
  html: string,
): { element: MarkupElement; reading: MarkupReading } | null {
  const match = (href: string) => {
    const url = URL.parse(href);
    return url === null ? null : network.match(url);
  };
  for (const element of parseHtml(html).descendants('*'))
    for (const rule of network.markup) {
      const isClassed =
        rule.classes.length === 0 || rule.classes.some((name) => element.classes.includes(name));
      const reading = rule.element === element.name && isClassed ? rule.read(element, match) : null;
      if (reading !== null) return { element, reading };
    }
  return null;
}

function postOf(
  network: GraphOembed,
  oembed: z.output<typeof schema>,
  element: MarkupElement,
  { quoted }: MarkupReading,
  ref: Ref,
  at: string,
): Post {
  const time = element.descendants('time')[0]?.attribute('datetime');
  const text = quoted?.text ?? '';
  return {
    ...emptyPost,
    ref,
    author: authorOf(network, oembed, quoted),
    segments: plainSegments(text),
    createdAt: readPostTime(time, at) ?? readPostTime(quoted?.date, at),
    lang: quoted?.lang ?? null,
    dir: directionOf(text),
    media: mediaOf(network, oembed, ref),
    truncated: /(?:…|\.\.\.)$/u.test(text.trimEnd()),
  };
}

function authorOf(
  network: GraphOembed,
  oembed: z.output<typeof schema>,
  quoted: MarkupReading['quoted'],
): Author {
  const told = oembed.author_name === null ? null : cleanText(oembed.author_name);
  const isHandle = network.authorNameIs === 'handle';
  const handle = quoted?.handle ?? (isHandle && /^[\w.]{1,30}$/u.test(told ?? '') ? told : null);
  return {
    ...nobody,
    id: /^https:\/\/www\.facebook\.com\/(\d+)\/?$/u.exec(oembed.author_url ?? '')?.[1] ?? null,
    name: quoted?.name ?? (isHandle ? null : told),
    handle,
    url: oembed.author_url ?? (handle === null ? null : network.accountUrl(handle)),
  };
}

/** A still whose address expires is all that is told, until 2025. */
function mediaOf(network: GraphOembed, oembed: z.output<typeof schema>, ref: Ref): Media[] {
  const { thumbnail_url: url, thumbnail_width: width, thumbnail_height: height } = oembed;
  const still = url === null ? null : { ...pictureAt(url), width, height };
  const rest = { alt: null, durationMs: null, stream: null };
  if (network.isVideo(ref, oembed.html))
    return [{ ...pictureAt(), width, height, ...rest, kind: 'video', poster: still }];
  return still === null ? [] : [{ ...still, ...rest, kind: 'photo', poster: null }];
}
