import type { Command } from 'commander';
import { addAction, addWorkOptions, type Runner } from './command.ts';
import { workShown } from './progress.ts';

interface WorkOptions {
  readonly untilIdle?: boolean;
}

/** `holdfast work`: workers on the durable queue. */
export function workCommand(program: Command, runner: Runner): void {
  const command = program
    .command('work')
    .option('--until-idle', 'end once no job is due (default: go on until stopped)')
    .description('run workers on the durable queue');
  addAction<WorkOptions>(addWorkOptions(command), runner, async (session, _inputs, options) => {
    const holdfast = await session.holdfast();
    const report = await workShown(session, holdfast, { forever: options.untilIdle !== true });
    const { output } = session;
    output.record(report);
    output.line(`${report.done} done, ${report.retried} to be tried again, ${report.dead} failed for good.`);
    const { jobs } = await holdfast.counts();
    if (report.dead > 0) return 4;
    return jobs.queued > 0 ? 3 : 0;
  });
}
