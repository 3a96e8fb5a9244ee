import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import { emptyPost, nobody, type Parent, type Post, type Thread } from '../../model/post.ts';
import type { Wire } from '../../model/wire.ts';
import { type Ref, writeRef } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { omitted } from '../omissions.ts';
import { readFailure } from './failure.ts';
import { statusUrl } from './status.ts';
import { readPost } from './status-post.ts';
import { closedTo, type Status, statusSchema } from './status-schema.ts';

/**
 * What stands around a post on its server, `GET /api/v1/statuses/:id/context`: the post it answers and what its author
 * wrote before and after it. Asked where the post answers one or is answered, for nothing else is told.
 */
export const context: Source = {
  id: 'mastodon-context',
  rank: 'platform',
  hosts: [],
  needsPost: true,
  completes: ({ thread, parent, metrics }) =>
    thread === null && ((parent !== null && parent.post === null) || (metrics?.replies ?? 1) > 0),
  ask: (ref, fetch) =>
    fetch({
      url: contextUrl(ref.id),
      headers: { accept: 'application/json' },
      purpose: 'api',
      maxBytes: 8 * 1024 * 1024,
    }),
  read,
};

/** The address of the answer. */
export function contextUrl(id: string): string {
  return `${statusUrl(id)}/context`;
}

const contextSchema = z.object({ ancestors: z.array(z.unknown()), descendants: z.array(z.unknown()) });

/** Posts each way; others only count. */
const mostPosts = 50;

function read(wire: Wire, ref: Ref): Answer {
  const failure = readFailure(wire);
  if (failure !== null) return failure.kind === 'tombstone' ? unknown('not-found', failure.reason) : failure;
  const body = readJsonBody(wire.body);
  if (body.kind === 'unknown') return body;
  const parsed = contextSchema.safeParse(body.value);
  if (!parsed.success) return badShape(parsed.error);
  const above = statusesIn(parsed.data.ancestors);
  const below = statusesIn(parsed.data.descendants);
  if (above.length === 0 && below.length === 0) return unknown('empty', 'nothing before and nothing after');
  const [host = '', local = ''] = ref.id.split('/');
  const answers = childrenOf(below);
  if (!answers.has(local) && !wire.url.startsWith(contextUrl(ref.id)))
    return unknown('bad-shape', 'descendants: answers to another post than asked');
  return { kind: 'post', post: readAround(above, below, answers, { ref, host, local, at: wire.at }) };
}

/** A status as it was sent and as it is read. */
interface Told {
  readonly status: Status;
  readonly sent: unknown;
}

/** Those that are for everybody. */
function statusesIn(values: readonly unknown[]): Told[] {
  return values.flatMap((sent): Told[] => {
    const status = statusSchema.safeParse(sent).data;
    return status === undefined || closedTo(status) !== null ? [] : [{ status, sent }];
  });
}

/** Answers by the id of what they answer, in the order they were made. */
function childrenOf(below: readonly Told[]): ReadonlyMap<string, readonly Told[]> {
  const children = new Map<string, Told[]>();
  const made = ({ status }: Told) => status.created_at ?? '';
  for (const told of below.toSorted((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : 0))) {
    const answered = told.status.in_reply_to_id ?? '';
    const known = children.get(answered);
    if (known === undefined) children.set(answered, [told]);
    else known.push(told);
  }
  return children;
}

interface Around {
  readonly ref: Ref;
  readonly host: string;
  readonly local: string;
  readonly at: string;
}

type Children = ReadonlyMap<string, readonly Told[]>;

/** Just what is known: of the post itself the context holds nothing but its place. */
function readAround(above: readonly Told[], below: readonly Told[], answers: Children, around: Around): Post {
  const author = authorOf([...above, ...below], answers, around);
  const before = author === null ? [] : ownBefore(above, author, around.local);
  const after = author === null ? [] : ownAfter(answers, author, around.local);
  const post = ({ status, sent }: Told) => readPost(status, sent, around);
  const thread: Thread = {
    before: before.slice(-mostPosts).map(post),
    after: after.slice(0, mostPosts).map(post),
  };
  const surplus = before.length - thread.before.length + after.length - thread.after.length;
  const own = thread.after[0] ?? thread.before[0];
  return {
    ...emptyPost,
    ref: around.ref,
    author: own?.author ?? nobody,
    parent: parentOf(above, post),
    // whose the posts before are can't be told without the author
    thread: author === null && above.length > 0 ? null : thread,
    omissions: omitted('thread', 'surplus', surplus),
  };
}

/** The author's number on the server: as those who answer name it, else by the name in the post's address. */
function authorOf(all: readonly Told[], answers: Children, { ref, local }: Around): string | null {
  const named = answers.get(local)?.map(({ status }) => status.in_reply_to_account_id);
  const number = named?.find((each) => each !== null);
  if (number !== undefined && number !== null) return number;
  const name = /\/@([\w.-]+(?:@[\w.-]+)?)\//u.exec(ref.url)?.[1]?.toLowerCase();
  return all.find(({ status }) => status.account.acct.toLowerCase() === name)?.status.account.id ?? null;
}

/** The last of the ancestors is what the post answers. */
function parentOf(above: readonly Told[], post: (told: Told) => Post): Parent | null {
  const last = above.at(-1);
  const parent = last === undefined ? null : post(last);
  if (parent === null || parent.ref === null) return null;
  return { name: writeRef(parent.ref), url: parent.ref.url, handle: parent.author.handle, post: parent };
}

/** Up while each answers a post of the same author. */
function ownBefore(above: readonly Told[], author: string, local: string): Told[] {
  const byId = new Map(above.map((told) => [told.status.id, told]));
  const own: Told[] = [];
  const seen = new Set([local]);
  for (let next = above.at(-1); next !== undefined; next = byId.get(next.status.in_reply_to_id ?? '')) {
    if (next.status.account.id !== author || seen.has(next.status.id)) break;
    seen.add(next.status.id);
    own.push(next);
  }
  return own.toReversed();
}

/** Down through the author's answers to the author, each followed by those to it. */
function ownAfter(answers: Children, author: string, local: string): Told[] {
  const own: Told[] = [];
  const seen = new Set([local]);
  const ownTo = (id: string) =>
    (answers.get(id) ?? []).filter(({ status }) => status.account.id === author).toReversed();
  const waiting = ownTo(local);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.status.id)) continue;
    seen.add(next.status.id);
    own.push(next);
    waiting.push(...ownTo(next.status.id));
  }
  return own;
}
