import { createHash } from 'node:crypto';
import type { HoldfastError } from '../../src/errors.ts';
import type { Observation } from '../../src/model/answer.ts';
import type { Wire, WireRequest } from '../../src/model/wire.ts';
import type { ResolveTools } from '../../src/resolve/resolve.ts';

export const id = '1703436713362870723';
export const idTime = '2023-09-17T15:52:15.446Z';
export const at = '2026-01-02T03:04:05.000Z';

/** What a host does when it is asked: answers, or fails to. */
export type Reply =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Wire['headers'] }
  | HoldfastError;

export interface World {
  readonly tools: ResolveTools;
  /** Hosts asked, in order. */
  readonly asked: string[];
  readonly kept: Map<string, Uint8Array>;
}

/** The outside world as a table: syndication and oEmbed each reply as told. */
export function world(
  replies: { readonly syndication: Reply; readonly oembed?: Reply },
  known: Partial<Pick<ResolveTools, 'articleWitnesses' | 'history' | 'former'>> = {},
): World {
  const asked: string[] = [];
  const kept = new Map<string, Uint8Array>();
  const fetch = ({ url }: WireRequest): Promise<Wire> => {
    const host = new URL(url).hostname;
    asked.push(host);
    const reply = host === 'cdn.syndication.twimg.com' ? replies.syndication : replies.oembed;
    if (reply === undefined) throw new Error(`${host} was not to be asked`);
    if (reply instanceof Error) return Promise.reject(reply);
    const { status = 200, body = '', headers = [] } = reply;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve({ url, status, headers, body: new TextEncoder().encode(text), at });
  };
  const keepWire = (body: Uint8Array): Promise<string> => {
    const hash = createHash('sha256').update(body).digest('hex');
    kept.set(hash, body);
    return Promise.resolve(hash);
  };
  const leave = { mirrors: false, metaToken: null };
  const nothing = { articleWitnesses: [], history: [], former: null, leave, findMementos: null };
  return { asked, kept, tools: { fetch, keepWire, ...nothing, ...known } };
}

export const tweet = {
  __typename: 'Tweet',
  id_str: id,
  text: 'Hello world',
  created_at: '2023-09-17T15:52:15.000Z',
  lang: 'en',
  user: {
    id_str: '12',
    name: 'Nadia',
    screen_name: 'nadia',
    profile_image_url_https: 'https://pbs.twimg.com/profile_images/1/a_normal.jpg',
  },
  mediaDetails: [{ type: 'photo', media_url_https: 'https://pbs.twimg.com/media/A.jpg' }],
};

export function blockquote(text: string) {
  const link = `https://x.com/nadia/status/${id}`;
  return {
    url: link,
    author_name: 'Nadia',
    author_url: 'https://x.com/nadia',
    html: `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${text}</p>&mdash; Nadia (@nadia) <a href="${link}">September 17, 2023</a></blockquote>`,
  };
}

export function stone(text: string) {
  return { __typename: 'TweetTombstone', tombstone: { text: { text } } };
}

export function seenLive(): Observation {
  return {
    source: 'x-syndication',
    rank: 'platform',
    at: '2025-01-01T00:00:00.000Z',
    asOf: null,
    outcome: 'live',
    reason: null,
    url: 'https://cdn.syndication.twimg.com/tweet-result',
    status: 200,
    wire: 'a'.repeat(64),
  };
}
