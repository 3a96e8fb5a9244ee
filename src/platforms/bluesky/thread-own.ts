import { z } from 'zod';
import type { Omission, Parent, Post, Thread } from '../../model/post.ts';
import { anything } from '../lenient.ts';
import { omitted } from '../omissions.ts';
import { readClosure } from './labels.ts';
import { absenceOf, absentPost, labelledBy, parentOf, readView } from './thread-post.ts';
import { type PostView, postView } from './thread-schema.ts';

/** A post and what stands around it, as `getPostThread` sends it. */
export type ThreadNode = z.output<typeof threadNode>;

export const threadNode = z.object({ post: anything, parent: anything, replies: anything });

export interface Surroundings {
  /** What is answered; null where nothing is, or nothing of it came along. */
  readonly parent: Parent | null;
  /** Null where neither way was told. */
  readonly thread: Thread | null;
  readonly omissions: readonly Omission[];
}

/**
 * The post that is answered, whoever wrote it, and what the author wrote before and after in one go: up while each
 * answers a post of the same author, down through the author's own answers to them. Strangers' answers are left out.
 */
export function readSurroundings(node: ThreadNode, view: PostView, at: string): Surroundings {
  const above = readAbove(node, view, at);
  const below = readBelow(node, view, at);
  const isTold = below !== null || (above?.before.length ?? 0) > 0;
  const { parent = null, before = [], more = 0 } = above ?? {};
  return {
    parent,
    thread: isTold ? { before, after: below?.posts ?? [] } : null,
    omissions: omitted('thread', 'surplus', more + (below?.surplus ?? 0)),
  };
}

/** Posts each way; how far beyond is looked to tell how many are left out. */
const mostPosts = 50;
const mostLooked = 1000;

interface Above {
  readonly parent: Parent | null;
  readonly before: readonly Post[];
  readonly more: number;
}

/** Null where the post answers one and nothing of that is told. */
function readAbove(node: ThreadNode, view: PostView, at: string): Above | null {
  const parent = parentIn(node.parent, at);
  if (parent === null) return view.record.reply === null ? { parent: null, before: [], more: 0 } : null;
  const before: Post[] = [];
  const seen = new Set([view.uri]);
  let more = 0;
  let above = node.parent;
  for (let looked = 0; looked < mostLooked; looked += 1) {
    const next = threadNode.safeParse(above).data;
    const own = next === undefined ? null : ownView(next.post, view.author.did, at);
    if (next === undefined || own === null || seen.has(own.uri)) break;
    seen.add(own.uri);
    if (before.length < mostPosts) before.push(readView(own, at));
    else more += 1;
    above = next.parent;
  }
  return { parent, before: before.toReversed(), more };
}

/** A post its author or a moderator closed is only named. */
function parentIn(value: unknown, at: string): Parent | null {
  const absence = absenceOf(value);
  if (absence !== null) return parentOf(absentPost(absence.uri, absence.reason));
  const view = postView.safeParse(threadNode.safeParse(value).data?.post).data;
  if (view === undefined) return null;
  const closure = readClosure(labelledBy(view), at);
  return parentOf(closure === null ? readView(view, at) : absentPost(view.uri, closure.state));
}

interface Below {
  readonly posts: readonly Post[];
  readonly surplus: number;
}

/** The author's answers to the author, each followed by those to it. Null where answers are known of and none is told. */
function readBelow(node: ThreadNode, view: PostView, at: string): Below | null {
  const isSilent = !Array.isArray(node.replies) || node.replies.length === 0;
  if (isSilent && view.replyCount !== 0) return null;
  const posts: Post[] = [];
  const seen = new Set([view.uri]);
  let surplus = 0;
  const waiting = ownAnswers(node, view.author.did, at).toReversed();
  for (let next = waiting.pop(); next !== undefined && seen.size < mostLooked; next = waiting.pop()) {
    if (seen.has(next.view.uri)) continue;
    seen.add(next.view.uri);
    if (posts.length < mostPosts) posts.push(readView(next.view, at));
    else surplus += 1;
    waiting.push(...ownAnswers(next.node, view.author.did, at).toReversed());
  }
  return { posts, surplus };
}

interface OwnAnswer {
  readonly node: ThreadNode;
  readonly view: PostView;
}

/** Earliest first: keys of records count time. */
function ownAnswers({ replies }: ThreadNode, did: string, at: string): OwnAnswer[] {
  if (!Array.isArray(replies)) return [];
  const own = replies.flatMap((reply): OwnAnswer[] => {
    const node = threadNode.safeParse(reply).data;
    const view = node === undefined ? null : ownView(node.post, did, at);
    return node === undefined || view === null ? [] : [{ node, view }];
  });
  return own.toSorted((a, b) => (keyOf(a.view.uri) < keyOf(b.view.uri) ? -1 : 1));
}

function keyOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** Strangers' posts are told by their first look, without reading all of each; those a moderator closed are left out too. */
function ownView(value: unknown, did: string, at: string): PostView | null {
  if (written.safeParse(value).data?.author.did !== did) return null;
  const view = postView.safeParse(value).data;
  if (view === undefined || absentPost(view.uri, null) === null) return null;
  return readClosure(labelledBy(view), at) === null ? view : null;
}

const written = z.object({ author: z.object({ did: z.string() }) });
