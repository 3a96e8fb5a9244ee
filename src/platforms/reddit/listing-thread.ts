import type { Post, Thread } from '../../model/post.ts';
import { answeredRef, parentOf, postOfComment, removalOf } from './listing-post.ts';
import { type Comment, commentSchema, thingsIn } from './listing-schema.ts';

/** A comment in its place: the comments above it, from the top. */
export interface PlacedComment {
  readonly comment: Comment;
  readonly above: readonly Comment[];
}

/** Finds a comment among those of a listing, without recursion; null where it isn't there. */
export function findComment(listing: unknown, name: string): PlacedComment | null {
  const waiting = commentsIn(listing).map((comment): PlacedComment => ({ comment, above: [] }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { comment, above } = next;
    if (comment.name === name) return next;
    for (const reply of commentsIn(comment.replies))
      waiting.push({ comment: reply, above: [...above, comment] });
  }
  return null;
}

/** What its author wrote right above and below it, nobody else's words between. */
export function threadOf({ comment, above }: PlacedComment, discussion: Post | null, at: string): Thread {
  const { author } = comment;
  const isOwn = (each: Pick<Comment, 'author'>) =>
    author !== null && !author.startsWith('[') && each.author === author;
  const before: Comment[] = [];
  for (const each of above.toReversed()) {
    if (!isOwn(each) || removalOf(each) !== null) break;
    before.unshift(each);
  }
  const isWholeWay =
    before.length === above.length && discussion?.author.handle === author && author !== null;
  const after: Comment[] = [];
  for (let last: Comment | undefined = comment; last !== undefined && after.length < most; ) {
    last = commentsIn(last.replies).find((reply) => isOwn(reply) && removalOf(reply) === null);
    if (last !== undefined) after.push(last);
  }
  const posts = before.slice(-most).map((each) => alone(each, at));
  return {
    before: (isWholeWay && discussion !== null ? [{ ...discussion, thread: null }, ...posts] : posts).slice(
      -most,
    ),
    after: after.map((each) => alone(each, at)),
  };
}

const most = 50;

/** With a link to what it answers, and no more of it. */
function alone(comment: Comment, at: string): Post {
  return postOfComment(comment, parentOf(answeredRef(comment), null), at);
}

function commentsIn(listing: unknown): Comment[] {
  const things = thingsIn(listing)?.filter(({ kind }) => kind === 't1') ?? [];
  return things.flatMap(({ data }) => {
    const read = commentSchema.safeParse(data);
    return read.success ? [read.data] : [];
  });
}
