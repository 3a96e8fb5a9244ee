import type { Command } from 'commander';
import type { Holdfast } from '../holdfast.ts';
import { captureKinds } from '../model/picture-files.ts';
import { addAction, type Runner } from './command.ts';
import { counted } from './counted.ts';
import type { ExitCode } from './exit-code.ts';
import { reasonWords } from './reason-words.ts';
import { rotInWords } from './rot-words.ts';
import { nextShown, printPlan } from './status-plan.ts';

type Counts = Awaited<ReturnType<Holdfast['counts']>>;

interface StatusOptions {
  readonly plan?: boolean;
}

/** `holdfast status`: queue and archive in numbers. */
export function statusCommand(program: Command, runner: Runner): void {
  const command = program
    .command('status')
    .option('--plan', 'when posts are asked for again, and why then')
    .description('queue and archive in numbers; exits with 0 healthy, 3 waiting, 4 dead jobs');
  addAction<StatusOptions>(command, runner, async (session, _inputs, options) => {
    const holdfast = await session.holdfast();
    const counts = await holdfast.counts();
    const { output } = session;
    if (options.plan === true) {
      printPlan(output, await holdfast.planned(nextShown));
      return codeOf(counts);
    }
    const rot = await holdfast.rot('platform');
    output.record({ ...counts, rot: rot.total });
    output.line(
      [
        counted(counts.articles, 'article'),
        counted(counts.embeds, 'embed'),
        counted(counts.snapshots, 'snapshot'),
        counted(counts.captures, 'picture'),
      ].join(', '),
    );
    const rotLine = rotInWords(rot);
    if (rotLine !== null) output.line(rotLine);
    output.table(
      ['POSTS', ''],
      [...rowsOf(counts.posts), ...rowsOf(counts.known).map(([key, n]) => [`known: ${key}`, n ?? ''])],
    );
    output.table(['PICTURES', 'KEPT', 'VERIFIED', 'RECONSTRUCTED'], rowsOfPictures(counts.pictures));
    output.table(['JOBS', ''], rowsOf(counts.jobs));
    for (const { reason, jobs, nextAt } of counts.waiting)
      output.line(
        reason === 'browser-missing'
          ? `pictures paused: ${jobs} to take, ${reasonWords[reason]}; next try ${nextAt}`
          : `waiting: ${jobs} (${reason}: ${reasonWords[reason]}), next try ${nextAt}`,
      );
    return codeOf(counts);
  });
}

function codeOf({ jobs }: Counts): ExitCode {
  if (jobs.dead > 0) return 4;
  return jobs.queued > 0 || jobs.leased > 0 ? 3 : 0;
}

function rowsOfPictures(pictures: Counts['pictures']): string[][] {
  return captureKinds
    .filter((kind) => pictures[kind].kept > 0 || kind === 'embed')
    .map((kind) => {
      const { kept, verified, reconstructed } = pictures[kind];
      return [kind, String(kept), String(verified), String(reconstructed)];
    });
}

function rowsOf(numbers: Readonly<Record<string, number>>): string[][] {
  const rows = Object.entries(numbers)
    .filter(([, n]) => n > 0)
    .map(([key, n]) => [key, String(n)]);
  return rows.length > 0 ? rows : [['none', '0']];
}
