import type { Command } from 'commander';
import type { Published, PublishOptions, RestoreCounts } from '../holdfast.ts';
import { visible } from '../log.ts';
import { addAction, type Runner } from './command.ts';
import { counted } from './counted.ts';
import { summaryLine } from './rewrite.ts';
import { isolated } from './text-width.ts';

/** `holdfast restore <input…> --out DIR`: the first bytes back. */
export function restoreCommand(program: Command, runner: Runner): void {
  const command = program
    .command('restore')
    .argument('<input...>', 'rewritten article files or folders; of a folder everything else is copied too')
    .requiredOption('--out <dir>', 'where the restored articles go')
    .option('--root <dir>', 'folder whose contents go into --out itself')
    .option(
      '--copy-links',
      'copy also the files that links out of the folders lead to (left out else, and told)',
    )
    .option('--only-articles', 'leave out what else is in the folders')
    .description('give rewritten articles their own embeds back, byte for byte')
    .addHelpText(
      'after',
      `
Pictures, films and styles that "rewrite" put beside the pages are left out, if every card is given back and nobody
changed them.
`,
    );
  addAction<PublishOptions>(command, runner, async (session, inputs, options) => {
    const holdfast = await session.holdfast();
    let failed = false;
    for await (const done of holdfast.restore(inputs, { ...options, stop: session.io.signal })) {
      session.output.record(done);
      if ('summary' in done) {
        session.output.line(summaryLine(done.summary, false));
        continue;
      }
      const problem = problemOf(done);
      if (problem !== null) {
        failed = true;
        session.output.problem(`holdfast: ${done.article}: ${problem}`);
      }
      if ('warning' in done) session.output.problem(`warning: ${done.article}: ${done.warning}`);
      if ('path' in done && done.restored + done.loaders > 0) session.output.line(articleLine(done));
    }
    return failed ? 4 : 0;
  });
}

type Done = Extract<Published<RestoreCounts>, RestoreCounts>;

function articleLine({ article, path, restored, loaders }: Done): string {
  const scripts = loaders === 0 ? '' : `, ${counted(loaders, 'script')} of a platform given back`;
  return `${isolated(visible(article))} → ${isolated(visible(path))}: ${counted(restored, 'embed')} restored${scripts}`;
}

function problemOf(done: Exclude<Published<RestoreCounts>, { summary: unknown }>): string | null {
  if ('error' in done) return done.error;
  if ('warning' in done || 'removed' in done) return null;
  if (done.missing.length > 0)
    return `this archive keeps no original for ${done.missing.join(', ')}: use the archive it was rewritten from`;
  return done.damaged.length > 0
    ? `its marks are damaged at byte ${done.damaged.join(', ')}: those parts stay`
    : null;
}
