import type { Command } from 'commander';
import type { Past } from '../holdfast.ts';
import { visible } from '../log.ts';
import { changeRecord } from './change-words.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { removalsInWords, rowOfEntry, rowOfInterval, standingInWords } from './history-words.ts';
import { tableLines } from './table.ts';
import { excerpt } from './text-width.ts';

/** `holdfast history <ref>`: a post over time. */
export function historyCommand(program: Command, runner: Runner): void {
  const command = program
    .command('history')
    .argument('<ref>', 'a written ref or any URL of the post')
    .option('--all', 'list every single observation too')
    .description('show a post over time: its states and versions, and what was observed between them')
    .addHelpText(
      'after',
      '\nTimes are UTC. A state is known from the first to the last time it was seen; when it changed in between\ntwo of them, nobody saw. A failure to find out is a gap, never a state. "holdfast diff" shows what changed.',
    );
  addAction<{ all?: boolean }>(command, runner, async (session, [ref = ''], options) => {
    const holdfast = await session.holdfast();
    const past = await holdfast.history(ref);
    writeRecords(session, past);
    if (!session.output.json) print(session, past, options.all ?? false);
    return 0;
  });
}

function writeRecords({ output }: Session, { versions, intervals, observations }: Past): void {
  if (!output.json) return;
  for (const { snapshot, number, first, last, again, changes } of versions) {
    const { id, takenAt, cause, state, known, redacted } = snapshot;
    output.record({
      kind: 'snapshot',
      id,
      takenAt,
      cause,
      state,
      known,
      version: number,
      firstConfirmed: first,
      lastConfirmed: last,
      confirmedAgain: again,
      changes: changes.map(changeRecord),
      ...(redacted === undefined ? {} : { redacted }),
    });
  }
  for (const interval of intervals) output.record({ kind: 'interval', ...interval });
  for (const seen of observations) output.record({ kind: 'observation', ...seen });
}

function print({ output, io }: Session, past: Past, withAll: boolean): void {
  const { record, intervals, timeLine, versions, observations } = past;
  output.line(
    output.bold(visible(record.name)) + (record.ref === null ? '' : `  ${visible(record.ref.url)}`),
  );
  output.line(visible(standingInWords(past)));
  for (const removal of removalsInWords(versions)) output.line(visible(removal));
  if (intervals.length > 0) {
    output.line();
    output.table(
      ['STATE', 'FIRST SEEN', 'LAST SEEN', 'TIMES', 'LONGEST UNSEEN', 'BY'],
      intervals.map(rowOfInterval),
    );
  }
  output.line();
  const rows = timeLine.map((entry) => rowOfEntry(entry, versions));
  const [head = '', ...lines] = tableLines(['WHEN (UTC)', 'WHAT'], rows, { columns: io.columns?.() });
  output.line(output.bold(head));
  for (const [at, line] of lines.entries())
    output.line(timeLine[at]?.kind === 'version' ? line : output.dim(line));
  if (!withAll) return;
  output.line();
  output.table(
    ['WHEN', 'SOURCE', 'OUTCOME', 'AS OF', 'REASON'],
    observations.map((seen) => [
      seen.at,
      seen.source,
      seen.outcome,
      seen.asOf ?? '-',
      excerpt(seen.reason ?? '-', 60),
    ]),
  );
}
