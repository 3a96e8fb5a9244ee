import type { Command } from 'commander';
import { addAction, addWorkOptions, type Runner } from './command.ts';
import { codeOfPosts, printPosts, waitingLine } from './post-report.ts';
import { workShown } from './progress.ts';

interface RecheckOptions {
  readonly all?: boolean;
  readonly post?: readonly string[];
}

/** `holdfast recheck`: ask again for posts that are due. */
export function recheckCommand(program: Command, runner: Runner): void {
  const command = program
    .command('recheck')
    .option('--all', 'every post with an id, due or not')
    .option('--post <ref...>', 'these posts only')
    .description('ask again what became of posts');
  addAction<RecheckOptions>(addWorkOptions(command), runner, async (session, _inputs, options) => {
    const holdfast = await session.holdfast();
    const names = await holdfast.queueRechecks(options.post ?? (options.all === true ? 'all' : 'due'));
    if (names.length === 0) session.output.line('No post is due for a recheck.');
    await workShown(session, holdfast, { names });
    const posts = await holdfast.reportOn(names);
    printPosts(session, posts);
    const waiting = waitingLine(posts);
    if (waiting !== null) session.output.line(waiting);
    return codeOfPosts(posts);
  });
}
