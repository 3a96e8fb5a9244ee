import type { Command } from 'commander';
import type { Published, PublishOptions, RestoreCounts } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';

/** `holdfast restore <input…> --out DIR`: the first bytes back. */
export function restoreCommand(program: Command, runner: Runner): void {
  const command = program
    .command('restore')
    .argument('<input...>', 'rewritten article files or folders; of a folder everything else is copied too')
    .requiredOption('--out <dir>', 'where the restored articles go')
    .option('--root <dir>', 'folder whose contents go into --out itself')
    .option('--only-articles', 'leave out what else is in the folders')
    .description('give rewritten articles their own embeds back, byte for byte');
  addAction<PublishOptions>(command, runner, async (session, inputs, options) => {
    const holdfast = await session.holdfast();
    let failed = false;
    for await (const done of holdfast.restore(inputs, { ...options, stop: session.io.signal })) {
      session.output.record(done);
      if ('summary' in done) continue;
      const problem = problemOf(done);
      if (problem !== null) {
        failed = true;
        session.output.problem(`holdfast: ${done.article}: ${problem}`);
      }
      if ('warning' in done) session.output.problem(`warning: ${done.article}: ${done.warning}`);
      if ('path' in done)
        session.output.line(`${done.article} → ${done.path}: ${done.restored} embeds restored`);
    }
    return failed ? 4 : 0;
  });
}

function problemOf(done: Exclude<Published<RestoreCounts>, { summary: unknown }>): string | null {
  if ('error' in done) return done.error;
  if ('warning' in done) return null;
  if (done.missing.length > 0)
    return `this archive keeps no original for ${done.missing.join(', ')}: use the archive it was rewritten from`;
  return done.damaged.length > 0
    ? `its marks are damaged at byte ${done.damaged.join(', ')}: those parts stay`
    : null;
}
