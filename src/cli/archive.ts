import type { Command } from 'commander';
import { addAction, addWorkOptions, type Runner } from './command.ts';
import { worstOf } from './exit-code.ts';
import { collectInputs } from './inputs.ts';
import { codeOfPosts, printPosts, waitingLine } from './post-report.ts';
import { workShown } from './progress.ts';

interface ArchiveOptions {
  readonly refresh?: boolean;
}

/** `holdfast archive <input…>`: the main job. */
export function archiveCommand(program: Command, runner: Runner): void {
  const command = program
    .command('archive')
    .argument(
      '[input...]',
      'articles: files, folders, URLs, - ; posts: refs, URLs; @FILE: a list of them, one a line',
    )
    .option('--refresh', 'look at everything anew, also at what has not changed since it was last looked at')
    .description('find the posts in articles, archive each, report');
  addAction<ArchiveOptions>(addWorkOptions(command), runner, async (session, inputs, options) => {
    const holdfast = await session.holdfast({ create: true });
    const seen = await collectInputs(session, holdfast.ingest(inputs, options));
    const work = await workShown(session, holdfast, { names: seen.names });
    const posts = await holdfast.reportOn(seen.names);
    printPosts(session, posts);
    const { output } = session;
    if (work.done === 0 && work.retried === 0 && posts.length > 0)
      output.line(
        `Nothing to do: ${posts.length === 1 ? 'this post is' : `all ${posts.length} posts are`} in the archive.`,
      );
    if (posts.length === 0 && seen.unreadable === 0) output.problem('warning: no embedded post was found');
    const waiting = waitingLine(posts);
    if (waiting !== null) output.line(waiting);
    return worstOf([seen.unreadable > 0 ? 4 : 0, codeOfPosts(posts)]);
  });
}
