import type { Command } from 'commander';
import { addAction, type Runner } from './command.ts';

/** `holdfast history <ref>`: a post over time. */
export function historyCommand(program: Command, runner: Runner): void {
  const command = program
    .command('history')
    .argument('<ref>', 'a written ref or any URL of the post')
    .description('list the snapshots of a post and what was observed between them');
  addAction(command, runner, async (session, [ref = '']) => {
    const holdfast = await session.holdfast();
    const { snapshots, observations } = await holdfast.show(ref);
    const { output } = session;
    for (const snapshot of snapshots) output.record({ kind: 'snapshot', ...snapshot });
    for (const seen of observations) output.record({ kind: 'observation', ...seen });
    output.table(
      ['SNAPSHOT', 'TAKEN', 'CAUSE', 'STATE', 'KNOWN'],
      snapshots.map(({ id, takenAt, cause, state, known }) => [String(id), takenAt, cause, state, known]),
    );
    output.line();
    output.table(
      ['WHEN', 'SOURCE', 'OUTCOME'],
      observations.map((seen) => [seen.at, seen.source, seen.outcome]),
    );
    return 0;
  });
}
