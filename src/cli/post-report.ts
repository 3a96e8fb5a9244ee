import type { PostReport } from '../holdfast.ts';
import type { Session } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { reasonWords } from './reason-words.ts';
import { excerpt } from './text-width.ts';

/** One line per post: what it is, how it is known, what became of it; as JSON Lines under `--json`. */
export function printPosts(session: Session, posts: readonly PostReport[]): void {
  const report = openReport(session);
  report.add(posts);
  report.end();
}

/** The same, for posts that come one batch after the other. */
export function openReport({ output }: Pick<Session, 'output'>) {
  let table: ReturnType<typeof output.openTable> | null = null;
  return {
    add: (posts: readonly PostReport[]) => {
      for (const post of posts) {
        output.record(post);
        table ??= output.openTable(['POST', 'STATE', 'KNOWN', 'PICTURE', 'TEXT']);
        table.add(cellsOf(post));
      }
    },
    end: () => table?.end(),
  };
}

function cellsOf(post: PostReport): readonly string[] {
  return [
    post.name,
    post.state,
    post.known === null ? '-' : knownWords[post.known],
    pictureWords(post),
    post.redacted !== null && post.text === '' ? '(removed)' : excerpt(post.text, 60),
  ];
}

/** What the posts wait for, with the next try; null when nothing waits. */
export function waitingLine(posts: readonly Pick<PostReport, 'waiting'>[]): string | null {
  const waits = posts.flatMap((post) => (post.waiting === null ? [] : [post.waiting]));
  if (waits.length === 0) return null;
  const reasons = [
    ...new Set(waits.map((wait) => (wait.reason === null ? 'not begun yet' : reasonWords[wait.reason]))),
  ].join(', ');
  const next = waits.map((wait) => wait.runAt).sort()[0] ?? '';
  return `Waiting: ${waits.length} (${reasons}); next try ${next}. Run the same command or "holdfast work" then.`;
}

/** 4 when a post failed for good, 3 when one is only quoted or waits, else 0. */
export function codeOfPosts(posts: readonly PostReport[]): ExitCode {
  if (posts.some((post) => post.dead !== null)) return 4;
  if (posts.some((post) => post.waiting !== null || post.known === null || post.known === 'quoted')) return 3;
  return 0;
}

/** How a post is known, in words. */
export const knownWords = {
  platform: 'from the platform',
  archive: 'from a web archive',
  quoted: 'as quoted, not verified',
} as const;

function pictureWords(post: PostReport): string {
  if (post.picture === null) return 'none';
  return post.picture.reconstruction ? 'reconstruction' : 'verified';
}
