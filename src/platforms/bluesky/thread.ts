import { z } from 'zod';
import { HoldfastError } from '../../errors.ts';
import type { Answer } from '../../model/answer.ts';
import type { Source } from '../../model/platform.ts';
import type { Wire, WireRequest } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { badShape, readJsonBody, unknown } from '../json-answer.ts';
import { readSurroundings, threadNode } from './thread-own.ts';
import { absenceOf } from './thread-post.ts';
import { readAnswer } from './view-answer.ts';
import { readFailure } from './xrpc-error.ts';

/**
 * The public interface of Bluesky's app, without login: `app.bsky.feed.getPostThread`, the post with what it answers and
 * what answers it. Where that is too much to be had (thousands of answers), the post with what it answers.
 */
export const thread: Source = {
  id: 'bluesky-thread',
  rank: 'platform',
  hosts: ['public.api.bsky.app'],
  async ask(ref, fetch) {
    try {
      return await fetch(request(ref.id, height));
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.name !== 'too-large') throw error;
      return await fetch(request(ref.id, 0));
    }
  },
  read,
};

/** Posts each way that are asked for: as many as are kept. */
const height = 50;

function request(id: string, depth: number): WireRequest {
  return {
    url: threadUrl(id, depth),
    headers: { accept: 'application/json' },
    purpose: 'api',
    maxBytes: 8 * 1024 * 1024,
  };
}

/** The address of a post's answer; the author may be named by handle. */
export function threadUrl(id: string, depth = height, parents = height): string {
  const query = new URLSearchParams({ uri: uriOf(id), depth: `${depth}`, parentHeight: `${parents}` });
  return `https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?${query}`;
}

/** The AT URI of an id, `did/rkey` or `handle/rkey`. */
export function uriOf(id: string): string {
  const [author = '', key = ''] = id.split('/');
  return `at://${author}/app.bsky.feed.post/${key}`;
}

/** A thread that goes on and on is nested by two for each post. */
const deepest = 4 * height;

const threadSchema = z.object({ thread: z.looseObject({}) });

function read(wire: Wire, ref: Ref): Answer {
  const failure = readFailure(wire, ref);
  if (failure !== null) return failure;
  const body = readJsonBody(wire.body, deepest);
  return body.kind === 'unknown' ? body : readThread(body.value, ref, wire.at);
}

/** Reads the JSON of an answer. */
export function readThread(value: unknown, ref: Ref, at: string): Answer {
  const answer = threadSchema.safeParse(value);
  if (!answer.success) return badShape(answer.error);
  const node = threadNode.parse(answer.data.thread);
  const absence = node.post === undefined ? absenceOf(answer.data.thread) : null;
  if (absence?.reason === 'deleted') return unknown('not-found', 'a post that is not found');
  if (absence !== null) return unknown('withheld-unknown', `a post that is ${absence.reason}`);
  return readAnswer(node.post, ref, at, (post, view) => {
    const { parent, thread, omissions } = readSurroundings(node, view, at);
    return {
      ...post,
      parent: parent ?? post.parent,
      thread,
      omissions: [...post.omissions, ...omissions],
    };
  });
}
