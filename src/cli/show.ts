import type { Command } from 'commander';
import type { Shown } from '../holdfast.ts';
import { visible } from '../log.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { conflictInWords } from './conflict.ts';

/** `holdfast show <ref>`: a post as it stands. */
export function showCommand(program: Command, runner: Runner): void {
  const command = program
    .command('show')
    .argument('<ref>', 'a written ref or any URL of the post')
    .option('--witnesses', 'which sources say what')
    .description('show a post: what it said, who says so, what became of it');
  addAction<{ witnesses?: boolean }>(command, runner, async (session, [ref = ''], options) => {
    const holdfast = await session.holdfast();
    const shown = await holdfast.show(ref);
    session.output.record(shown);
    if (!session.output.json) printShown(session, shown, options.witnesses ?? false);
    return 0;
  });
}

function printShown({ output }: Session, shown: Shown, withWitnesses: boolean): void {
  const { post } = shown;
  output.line(output.bold(visible(shown.name)) + (shown.ref?.url ? `  ${visible(shown.ref.url)}` : ''));
  for (const { alias, reason } of shown.aliases) output.line(visible(`also ${alias} (${reason})`));
  output.line(
    `state ${shown.state}${shown.since === null ? '' : ` since ${shown.since}`}, known ${shown.known ?? 'not yet'}`,
  );
  if (post !== null) {
    output.line();
    output.line(
      visible([post.author.name, post.author.handle && `@${post.author.handle}`].filter(Boolean).join(' ')),
    );
    for (const line of post.text.split('\n')) output.line(`  ${visible(line)}`);
    output.line(output.dim(visible(post.createdAt ?? 'no date known')));
    for (const item of post.media)
      output.line(visible(`  ${item.kind}: ${item.alt ?? 'no description'} (${item.blob ?? 'not had'})`));
  }
  if (shown.conflicts.length > 0) {
    output.line();
    for (const conflict of shown.conflicts) output.line(visible(conflictInWords(conflict)));
  }
  if (withWitnesses) {
    output.line();
    output.table(
      ['FIELD', 'WITNESSES'],
      Object.entries(shown.witnesses).map(([field, sources]) => [field, sources.join(', ')]),
    );
  }
  output.line();
  output.table(
    ['WHEN', 'SOURCE', 'OUTCOME'],
    shown.observations.map((seen) => [seen.at, seen.source, seen.outcome]),
  );
  for (const capture of shown.captures)
    output.line(
      visible(`picture ${capture.path} (${capture.reconstruction ? 'reconstruction' : 'verified'})`),
    );
  for (const place of shown.articles)
    output.line(visible(`in ${place.article}, bytes ${place.start}–${place.end}`));
}
