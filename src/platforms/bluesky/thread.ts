import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { optional } from '../lenient.ts';
import { readStatus } from '../status-answer.ts';
import { readView } from './thread-post.ts';
import { postView } from './thread-schema.ts';

/** The public interface of Bluesky's app, without login: `app.bsky.feed.getPostThread`, the post alone. */
export const thread: Source = {
  id: 'bluesky-thread',
  rank: 'platform',
  hosts: ['public.api.bsky.app'],
  ask: (ref, fetch) =>
    fetch({
      url: threadUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read,
};

/** The address of a post's answer; the author may be named by handle. */
export function threadUrl(id: string): string {
  const [author = '', key = ''] = id.split('/');
  const uri = `at://${author}/app.bsky.feed.post/${key}`;
  const query = new URLSearchParams({ uri, depth: '0', parentHeight: '0' });
  return `https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?${query}`;
}

const threadSchema = z.object({ thread: z.looseObject({ $type: optional(z.string()) }) });

function read(wire: Wire, ref: Ref): Answer {
  if (wire.status === 400 || wire.status === 404) return readError(wire);
  const byStatus = readStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const answer = threadSchema.safeParse(body.value);
  if (!answer.success) return badShape(answer.error);
  const { $type: type, ...rest } = answer.data.thread;
  if (type?.endsWith('#notFoundPost') === true || 'notFound' in rest)
    return unknown('not-found', 'a post that is not found');
  if (type?.endsWith('#blockedPost') === true || 'blocked' in rest)
    return unknown('withheld-unknown', 'a post that is blocked');
  return readPost(rest['post'], wire, ref);
}

function readPost(value: unknown, wire: Wire, ref: Ref): Answer {
  const view = postView.safeParse(value);
  if (!view.success) return badShape(view.error);
  const post = readView(view.data, wire.at);
  const { author } = view.data;
  const [asked = '', key = ''] = ref.id.split('/');
  const isAuthor = asked === author.did || !asked.startsWith('did:');
  if (post.ref === null || !isAuthor || !post.ref.id.endsWith(`/${key}`))
    return unknown('bad-shape', `uri: another post (${view.data.uri.slice(0, 200)}) than asked`);
  if (author.labels.some(({ val }) => val === '!no-unauthenticated'))
    return { kind: 'tombstone', state: 'restricted', reason: 'the author asks not to be shown to visitors' };
  return { kind: 'post', post };
}

const errorSchema = z.object({ error: z.string(), message: optional(z.string()) });

/** Errors come with a name and words. One that isn't plainly about the post is a refusal. */
function readError(wire: Wire): Answer {
  const body = readJsonBody(wire.body);
  const read = errorSchema.safeParse(body.kind === 'json' ? body.value : null);
  if (!read.success) return unknown('refused', `HTTP ${wire.status} without an error's name`);
  const { error, message } = read.data;
  const reason = message === null || message === '' ? error : `${error}: ${message.slice(0, 300)}`;
  if (/^(?:Account|Repo)(?:Takedown|Takendown|Suspended)$/u.test(error))
    return { kind: 'tombstone', state: 'suspended', reason };
  if (/^(?:Account|Repo)Deactivated$/u.test(error))
    return { kind: 'tombstone', state: 'account-gone', reason };
  if (error === 'RateLimitExceeded') return unknown('rate-limited', reason);
  if (error === 'NotFound' || /\b(?:not found|could not find|unable to resolve)\b/iu.test(message ?? ''))
    return unknown('not-found', reason);
  return unknown(error === 'InvalidRequest' ? 'invalid' : 'refused', reason);
}
