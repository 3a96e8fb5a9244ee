import type { Author, Post } from '../model/post.ts';
import { haveSameText } from './agree.ts';
import type { Claim } from './merge.ts';

/**
 * The best copy with what it lacks from the next ones: the rest of a text it has cut, and parts it can't tell of (the
 * thread, pictures, a quoted post …). Only sources that speak of the same words by the same author lend; an article lends
 * nothing but who and when, which is not done here. Pure.
 */
export function completed(best: Claim, others: readonly Claim[]): Post {
  return others
    .filter(({ rank, post }) => rank !== 'article' && isOfSameVersion(best.post, post))
    .reduce((post, { post: other }) => withLacking(withWholeText(post, other), other), best.post);
}

/** A copy without words (a thread's, say) is of whatever version there is. */
function isOfSameVersion(best: Post, other: Post): boolean {
  if (isOtherAuthor(best.author, other.author)) return false;
  return other.segments.length === 0 || best.segments.length === 0 || haveSameText(best, other);
}

function withWholeText(post: Post, other: Post): Post {
  const isWanted = post.truncated || post.segments.length === 0;
  if (!isWanted || other.truncated || other.segments.length === 0) return post;
  return { ...post, segments: other.segments, dir: other.dir ?? post.dir, truncated: false };
}

function withLacking(post: Post, other: Post): Post {
  return {
    ...post,
    uri: post.uri ?? other.uri,
    version: post.version ?? other.version,
    media: hasFiles(post) || other.media.length === 0 ? post.media : other.media,
    quote: post.quote ?? other.quote,
    parent: withParentsWords(post.parent, other.parent),
    thread: post.thread ?? other.thread,
    poll: post.poll ?? other.poll,
    card: post.card ?? other.card,
    note: post.note ?? other.note,
    sensitive: post.sensitive || other.sensitive,
    edits: post.edits ?? other.edits,
    metrics: post.metrics ?? other.metrics,
    omissions: [...post.omissions, ...other.omissions],
  };
}

/** A page may show a film's still and not say where the film is. */
function hasFiles({ media }: Post): boolean {
  return media.some(({ urls, stream }) => urls.length > 0 || stream !== null);
}

function withParentsWords(parent: Post['parent'], other: Post['parent']): Post['parent'] {
  if (parent === null || other === null) return parent ?? other;
  return parent.post === null && parent.name === other.name ? { ...parent, post: other.post } : parent;
}

export function isOtherAuthor(a: Author, b: Author): boolean {
  if (a.id !== null && b.id !== null) return a.id !== b.id;
  return a.handle !== null && b.handle !== null && !isSameHandle(a.handle, b.handle);
}

export function isSameHandle(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
