import type { Command } from 'commander';
import { rebuildArchive } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';

interface RebuildChoices {
  readonly out?: string;
  readonly force?: boolean;
}

/** `holdfast rebuild`: the database again, from the manifests beside the blobs. */
export function rebuildCommand(program: Command, runner: Runner): void {
  const command = program
    .command('rebuild')
    .option('--out <dir>', 'make an archive of its own there, and leave this one as it is')
    .option('--force', 'a database that is there is moved aside, not removed')
    .description('make the database again from the manifests beside the blobs')
    .addHelpText(
      'after',
      "\nEvery row gets its number and its place in the ledger again, and the chain of hashes proves it. What can't be had\nis named, the rest is made; posts without an answer or a picture are queued. Exits with 5 if anything is missing.",
    );
  addAction<RebuildChoices>(command, runner, async (session, _inputs, options) => {
    const { config, log, output, progress, io } = session;
    const { out = null, force = false } = options;
    const report = await rebuildArchive(
      config,
      { log },
      {
        out,
        force,
        onLines: (checked) => progress.checking({ check: 'manifests', checked }),
        signal: io.signal,
      },
    );
    progress.end();
    output.record(report);
    const { posts, articles, snapshots, captures, observations, entries, losses } = report;
    output.line(`Made again: ${report.database}`);
    output.table(
      ['POSTS', 'ARTICLES', 'OBSERVATIONS', 'SNAPSHOTS', 'PICTURES', 'LEDGER ENTRIES'],
      [[posts, articles, observations, snapshots, captures, entries].map(String)],
    );
    if (report.isProven)
      output.line(`Proven: the ledger ends with ${report.hash ?? 'nothing'}, as the manifests say.`);
    for (const loss of losses) output.problem(`missing: ${loss}`);
    if (losses.length > 0)
      output.line(`${losses.length} things are missing: copy them back from a backup, if there is one.`);
    if (report.formerDatabase !== null)
      output.line(`The database that was there lies at ${report.formerDatabase}`);
    if (report.formerManifests !== null)
      output.line(`The manifests it was made from lie at ${report.formerManifests}`);
    if (report.unnamedBlobs > 0)
      output.line(
        `${report.unnamedBlobs} blobs are named by no row, among them what was kept after the manifests were last written.`,
      );
    if (report.jobs > 0)
      output.line(`${report.jobs} jobs are queued for what posts lack: "holdfast work" does them.`);
    return losses.length > 0 ? 5 : 0;
  });
}
