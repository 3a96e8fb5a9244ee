import type { Command } from 'commander';
import { addAction, type Runner } from './command.ts';

/** `holdfast status`: queue and archive in numbers. */
export function statusCommand(program: Command, runner: Runner): void {
  const command = program
    .command('status')
    .description('queue and archive in numbers; exits with 0 healthy, 3 waiting, 4 dead jobs');
  addAction(command, runner, async (session) => {
    const holdfast = await session.holdfast();
    const counts = await holdfast.counts();
    const { output } = session;
    output.record(counts);
    output.line(
      `${counts.articles} articles, ${counts.embeds} embeds, ${counts.snapshots} snapshots, ${counts.captures} pictures`,
    );
    output.table(
      ['POSTS', ''],
      [...rowsOf(counts.posts), ...rowsOf(counts.known).map(([key, n]) => [`known: ${key}`, n ?? ''])],
    );
    output.table(['JOBS', ''], rowsOf(counts.jobs));
    for (const wait of counts.waiting)
      output.line(`waiting: ${wait.jobs} (${wait.reason}), next try ${wait.nextAt}`);
    if (counts.jobs.dead > 0) return 4;
    return counts.jobs.queued > 0 || counts.jobs.leased > 0 ? 3 : 0;
  });
}

function rowsOf(numbers: Readonly<Record<string, number>>): string[][] {
  const rows = Object.entries(numbers)
    .filter(([, n]) => n > 0)
    .map(([key, n]) => [key, String(n)]);
  return rows.length > 0 ? rows : [['none', '0']];
}
