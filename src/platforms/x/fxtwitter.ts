import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Post } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { inside, listIn, stringIn } from '../json-path.ts';
import { readStatus } from '../status-answer.ts';
import { fromFxTwitter } from './fxtwitter-status.ts';
import { parseTweet } from './syndication-schema.ts';
import { readTweet } from './syndication-tweet.ts';
import { threadAround } from './thread-around.ts';

/**
 * FxTwitter's API, a third party that learns which posts are looked at. It has the whole of long posts and the author's
 * thread; what it says of a post it doesn't have is hearsay, never a state.
 */
export const fxtwitter: Source = {
  id: 'x-fxtwitter',
  rank: 'archive',
  hosts: ['api.fxtwitter.com'],
  needs: 'mirrors',
  completes: (post) => post.truncated || isInOwnThread(post),
  ask: (ref, fetch, context) =>
    fetch({
      url: fxtwitterUrl(ref.id, context?.post != null && isInOwnThread(context.post) ? 'thread' : 'status'),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 10 * 1024 * 1024,
    }),
  read,
};

export function fxtwitterUrl(id: string, what: 'status' | 'thread'): string {
  return `https://api.fxtwitter.com/2/${what}/${id}`;
}

/** A reply to oneself. */
function isInOwnThread({ parent, author }: Post): boolean {
  return parent?.handle != null && parent.handle.toLowerCase() === author.handle?.toLowerCase();
}

/** Version 1 has the post as `tweet`, version 2 as `status`, with the thread beside it. */
function read(wire: Wire, ref: Ref): Answer {
  const body = readJsonBody(wire.body);
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  if (body.kind === 'unknown') return body;
  const { value } = body;
  const sent = inside(value, 'tweet') ?? inside(value, 'status') ?? null;
  const refusal = readCode(value, sent);
  if (refusal !== null) return refusal;
  const tweet = parseTweet(fromFxTwitter(sent, 2));
  if (!tweet.success) return badShape(tweet.error);
  if (tweet.data.id_str !== ref.id)
    return unknown('bad-shape', `id: another post (${tweet.data.id_str}) than asked`);
  const post = readTweet(tweet.data, wire.at);
  const others = listIn(value, 'thread')
    .slice(0, 200)
    .flatMap((each) => {
      const other = parseTweet(fromFxTwitter(each, 2));
      return other.success ? [readTweet(other.data, wire.at)] : [];
    });
  const thread = threadAround(post, others);
  return { kind: 'post', post: { ...post, thread } };
}

/** Its own code stands in the body, too: 401 private or withheld, 404 not found, 500 it could not ask. */
function readCode(value: unknown, sent: unknown): Answer | null {
  const code = inside(value, 'code');
  const words = (stringIn(sent, 'message') ?? stringIn(sent, 'reason') ?? stringIn(value, 'message') ?? '')
    .slice(0, 200)
    .toWellFormed();
  if (stringIn(sent, 'type') === 'tombstone') return unknown('withheld-unknown', `FxTwitter: ${words}`);
  if (code === undefined || code === 200)
    return sent === null ? unknown('bad-shape', 'answer: neither tweet nor status') : null;
  const reason = `FxTwitter: ${typeof code === 'number' ? code : 'an odd code'} ${words}`.trim();
  if (code === 404) return unknown('not-found', reason);
  if (code === 401 || code === 403) return unknown('withheld-unknown', reason);
  if (code === 429) return unknown('rate-limited', reason);
  return typeof code === 'number' && code >= 500
    ? unknown('server-error', reason)
    : unknown('refused', reason);
}
