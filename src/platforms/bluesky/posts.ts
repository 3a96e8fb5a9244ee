import { z } from 'zod';
import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Fetch, Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { uriOf } from './thread.ts';
import { did } from './thread-schema.ts';
import { readAnswer } from './view-answer.ts';
import { readFailure } from './xrpc-error.ts';

/**
 * The same interface's `app.bsky.feed.getPosts`: the post alone, for when its thread is more than the app can give. It
 * knows accounts by DID only, so that of a handle is asked for first (`com.atproto.identity.resolveHandle`); where it
 * has none, that is the answer.
 */
export const posts: Source = {
  id: 'bluesky-posts',
  rank: 'platform',
  hosts: ['public.api.bsky.app'],
  async ask(ref, fetch) {
    const [author = '', key = ''] = ref.id.split('/');
    if (author.startsWith('did:')) return get(postsUrl(ref.id), fetch);
    const wire = await get(handleUrl(author), fetch);
    const owner = ownerIn(wire);
    return owner === null ? wire : get(postsUrl(`${owner}/${key}`), fetch);
  },
  read,
};

/** The address of a post's answer. */
export function postsUrl(id: string): string {
  return `${endpoint}app.bsky.feed.getPosts?${new URLSearchParams({ uris: uriOf(id) })}`;
}

/** The address that tells whose a handle is. */
export function handleUrl(handle: string): string {
  return `${endpoint}com.atproto.identity.resolveHandle?${new URLSearchParams({ handle })}`;
}

const endpoint = 'https://public.api.bsky.app/xrpc/';

function get(url: string, fetch: Fetch): Promise<Wire> {
  const headers = { accept: 'application/json' };
  return fetch({ url, headers, purpose: 'api', maxBytes: 2 * 1024 * 1024 });
}

function ownerIn(wire: Wire): string | null {
  const body = wire.status === 200 ? readJsonBody(wire.body) : null;
  return body?.kind === 'json' ? (z.object({ did }).safeParse(body.value).data?.did ?? null) : null;
}

const postsSchema = z.object({ posts: z.array(z.unknown()) });

function read(wire: Wire, ref: Ref): Answer {
  const failure = readFailure(wire, ref);
  if (failure !== null) return failure;
  const body = readJsonBody(wire.body);
  return body.kind === 'unknown' ? body : readPosts(body.value, ref, wire.at);
}

/** Reads the JSON of an answer: the one post of it. */
export function readPosts(value: unknown, ref: Ref, at: string): Answer {
  const answer = postsSchema.safeParse(value);
  if (!answer.success) return badShape(answer.error);
  const [post] = answer.data.posts;
  return post === undefined ? unknown('not-found', 'no post of that address') : readAnswer(post, ref, at);
}
