import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Wire, WireRequest } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readFailure } from './failure.ts';
import { readPost, type Telling } from './status-post.ts';
import { closedTo, statusSchema } from './status-schema.ts';

/** The interface every server of Mastodon has, and kin share: `GET /api/v1/statuses/:id`, without login. */
export const status: Source = {
  id: 'mastodon-status',
  rank: 'platform',
  // each post's own server
  hosts: [],
  ask: (ref, fetch) => fetch(statusRequest(ref.id)),
  read: (wire, ref) => readWire(wire, ref),
};

export function statusRequest(id: string): WireRequest {
  return {
    url: statusUrl(id),
    headers: { accept: 'application/json' },
    purpose: 'api',
    maxBytes: 4 * 1024 * 1024,
  };
}

/** The address of a post's answer. */
export function statusUrl(id: string): string {
  const [host = '', local = ''] = id.split('/');
  return `https://${host}/api/v1/statuses/${local}`;
}

/** Reads an answer, which must be of the post with that ref. */
export function readWire(wire: Wire, ref: Pick<Ref, 'id'>): Answer {
  const failure = readFailure(wire);
  if (failure !== null) return failure;
  const body = readJsonBody(wire.body);
  return body.kind === 'unknown' ? body : readStatus(body.value, ref, wire.at);
}

/** Reads the JSON of an answer. A boost holds another post, which has a ref of its own; what isn't for everybody is refused. */
export function readStatus(value: unknown, ref: Pick<Ref, 'id'>, at: string): Answer {
  const parsed = statusSchema.safeParse(value);
  if (!parsed.success) return badShape(parsed.error);
  const [host = '', local = ''] = ref.id.split('/');
  const { id, reblog } = parsed.data;
  if (id !== local) return unknown('bad-shape', `id: another post (${id}) than asked`);
  const telling: Telling = { host, at };
  if (reblog === undefined || reblog === null) return readOpen(parsed.data, value, telling);
  const boosted = statusSchema.safeParse(reblog);
  if (!boosted.success) return badShape(boosted.error);
  return closedTo(parsed.data) === null
    ? readOpen(boosted.data, reblog, telling)
    : readOpen(parsed.data, value, telling);
}

function readOpen(status: ReturnType<typeof statusSchema.parse>, sent: unknown, telling: Telling): Answer {
  const closed = closedTo(status);
  if (closed !== null) return { ...unknown('refused', `visibility: ${closed.slice(0, 100)}`), closed: true };
  return { kind: 'post', post: readPost(status, sent, telling) };
}
