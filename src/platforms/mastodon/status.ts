import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readStatus as readHttpStatus } from '../status-answer.ts';
import { readPost } from './status-post.ts';
import { statusSchema } from './status-schema.ts';

/** The interface every server of Mastodon has, and kin share: `GET /api/v1/statuses/:id`, without login. */
export const status: Source = {
  id: 'mastodon-status',
  rank: 'platform',
  // each post's own server
  hosts: [],
  ask: (ref, fetch) =>
    fetch({
      url: statusUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 4 * 1024 * 1024,
    }),
  read,
};

/** The address of a post's answer. */
export function statusUrl(id: string): string {
  const [host = '', local = ''] = id.split('/');
  return `https://${host}/api/v1/statuses/${local}`;
}

function read(wire: Wire, ref: Ref): Answer {
  const byStatus = readHttpStatus(wire);
  if (byStatus !== null) return byStatus;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const parsed = statusSchema.safeParse(body.value);
  if (!parsed.success) return badShape(parsed.error);
  const { id, visibility } = parsed.data;
  if (id !== ref.id.split('/')[1]) return unknown('bad-shape', `id: another post (${id}) than asked`);
  if (visibility === 'private' || visibility === 'direct')
    return { kind: 'tombstone', state: 'protected', reason: `visibility: ${visibility}` };
  return { kind: 'post', post: readPost(parsed.data, ref, wire.at) };
}
