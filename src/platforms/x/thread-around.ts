import type { Post, Thread } from '../../model/post.ts';
import { writeRef } from '../../ref.ts';

/** At most so many each way. */
const most = 50;

/**
 * What the same author wrote before and after a post in one line of replies, as far as `others` hold it; null where
 * they hold none of it. Where the author went on twice, the line goes by the first.
 */
export function threadAround(post: Post, others: readonly Post[]): Thread | null {
  const id = post.ref?.id;
  const own = others.filter((other) => other.ref?.id !== id && isBySame(other, post));
  const byId = new Map(own.map((other) => [other.ref?.id, other]));
  const answers = new Map(own.toReversed().map((other) => [other.parent?.name, other]));
  const seen = new Set([id]);
  const follow = (next: (from: Post) => Post | undefined): Post[] => {
    const line: Post[] = [];
    for (
      let at = next(post);
      at !== undefined && line.length < most && !seen.has(at.ref?.id);
      at = next(at)
    ) {
      seen.add(at.ref?.id);
      line.push({ ...at, thread: null });
    }
    return line;
  };
  const before = follow(({ parent }) => byId.get(parent?.name.replace(/^x:/u, ''))).toReversed();
  const after = follow(({ ref }) => answers.get(`x:${ref?.id}`));
  if (before.length > 0 || after.length > 0) return { before, after };
  return post.thread;
}

/** Posts that stand one below the other, each with the one above as its parent. One that isn't shown ends the line. */
export function inLine(posts: readonly Post[]): Post[] {
  return posts.map((post, index) => {
    const above = index === 0 ? undefined : posts[index - 1];
    if (above?.ref == null) return post;
    const { ref, author } = above;
    return { ...post, parent: { name: writeRef(ref), url: ref.url, handle: author.handle, post: above } };
  });
}

function isBySame(one: Post, other: Post): boolean {
  const { author: a } = one;
  const { author: b } = other;
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return a.handle !== null && a.handle.toLowerCase() === b.handle?.toLowerCase();
}
