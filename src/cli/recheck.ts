import { type Command, InvalidArgumentError } from 'commander';
import type { Holdfast, PostReport } from '../holdfast.ts';
import { addAction, addWorkOptions, type Runner } from './command.ts';
import { type ExitCode, worstOf } from './exit-code.ts';
import { codeOfPosts, openReport, waitingLine } from './post-report.ts';
import { workShown } from './progress.ts';

interface RecheckOptions {
  readonly all?: boolean;
  readonly post?: readonly string[];
  readonly limit?: number;
}

/** `holdfast recheck`: ask again for posts that are due. */
export function recheckCommand(program: Command, runner: Runner): void {
  const command = program
    .command('recheck')
    .option('--all', 'every post with an id, due or not')
    .option('--post <ref...>', 'these posts only')
    .option('--limit <n>', 'no more than so many posts; of those due the longest due first', wholeNumber)
    .description('ask again what became of posts that are due ("status --plan" shows when and why)');
  addAction<RecheckOptions>(addWorkOptions(command), runner, async (session, _inputs, options) => {
    const holdfast = await session.holdfast();
    const which = options.post ?? (options.all === true ? 'all' : 'due');
    const { limit } = options;
    const report = openReport(session);
    const waits: Pick<PostReport, 'waiting'>[] = [];
    let worst: ExitCode = 0;
    let asked = 0;
    for await (const names of holdfast.queueRechecks(which, limit === undefined ? {} : { limit })) {
      const { stopped } = await workShown(session, holdfast, { names });
      const posts = await holdfast.reportOn(names);
      report.add(posts);
      asked += posts.length;
      waits.push(...posts.flatMap(({ waiting }) => (waiting === null ? [] : [{ waiting }])));
      worst = worstOf([worst, codeOfPosts(posts)]);
      if (stopped) break;
    }
    report.end();
    if (asked === 0) session.output.line(await nothingDue(holdfast));
    const waiting = waitingLine(waits);
    if (waiting !== null) session.output.line(waiting);
    return worst;
  });
}

async function nothingDue(holdfast: Holdfast): Promise<string> {
  const { next } = await holdfast.planned(1);
  const [first] = next;
  return first === undefined
    ? 'No post of this archive can be asked for: none has an id.'
    : `No post is due for a recheck; the next one is at ${first.at} (${first.why}).`;
}

/** The number an option takes, 1 or more. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('give a whole number, 1 or more.');
}
