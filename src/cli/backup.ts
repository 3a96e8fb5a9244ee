import type { Command } from 'commander';
import { HoldfastError } from '../errors.ts';
import { addAction, type Runner } from './command.ts';
import { sizeInWords } from './size-words.ts';

interface BackupChoices {
  readonly out?: string;
  readonly copy?: boolean;
  readonly prune?: boolean;
}

/** `holdfast backup`: a copy of the whole archive, made while others work on it. */
export function backupCommand(program: Command, runner: Runner): void {
  const command = program
    .command('backup')
    .option('--out <dir>', 'folder of the backup; one that is there is brought up to date')
    .option('--copy', 'copy blobs even where they could be hard links on the same disk')
    .option('--prune', 'remove blobs from the backup that the archive names no more')
    .description('copy the whole archive, as it is at one moment, while others may work on it')
    .addHelpText(
      'after',
      '\nThe backup is an archive itself: "holdfast verify --archive DIR" checks it, and copying DIR back restores it.\nHard links share their bytes with the archive: use --copy, or another disk, against a failing one.',
    );
  addAction<BackupChoices>(command, runner, async (session, _inputs, options) => {
    const { out, copy = false, prune = false } = options;
    if (out === undefined) throw new HoldfastError('usage', 'name the folder of the backup with --out');
    const holdfast = await session.holdfast();
    const { output, progress, io } = session;
    const report = await holdfast.backup(out, {
      copy,
      prune,
      signal: io.signal,
      onProgress: (done, of) => progress.checking({ check: 'blobs', checked: done, of }),
    });
    progress.end();
    output.record(report);
    for (const problem of report.problems) output.problem(`not in the backup: ${problem}`);
    const { linked, copied, kept, bytes, entries, unnamed, pruned } = report;
    output.line(
      `${out} is up to date: ${entries} ledger entries, ${linked + copied + kept} blob files, ${linked + copied} of them new (${sizeInWords(bytes)}${linked > 0 ? ', as hard links' : ''}).`,
    );
    if (unnamed > 0)
      output.line(`${unnamed} blobs in it are named by the archive no more: --prune removes them.`);
    if (pruned > 0) output.line(`${pruned} blobs were removed from it.`);
    if (report.problems.length > 0)
      output.line('Some blobs are missing: "holdfast verify" tells what to do about them.');
    return report.problems.length > 0 ? 5 : 0;
  });
}
