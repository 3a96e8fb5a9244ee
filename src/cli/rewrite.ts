import { type Command, Option } from 'commander';
import type { SkipReason } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';

interface RewriteOptions {
  readonly out: string;
  readonly when: 'dead' | 'always';
}

/** `holdfast rewrite <input…> --out DIR`: articles with fallbacks in place of embeds. */
export function rewriteCommand(program: Command, runner: Runner): void {
  const command = program
    .command('rewrite')
    .argument('<input...>', 'article files or folders')
    .requiredOption('--out <dir>', 'where the rewritten articles go')
    .addOption(new Option('--when <which>', 'posts to replace').choices(['dead', 'always']).default('dead'))
    .description("write articles with fallbacks in place of embeds; only the embeds' bytes change");
  addAction<RewriteOptions>(command, runner, async (session, inputs, options) => {
    const holdfast = await session.holdfast();
    let failed = false;
    for await (const done of holdfast.rewrite(inputs, options)) {
      session.output.record(done);
      if ('warning' in done) {
        session.output.problem(`warning: ${done.article}: ${done.warning}`);
        continue;
      }
      if ('error' in done) {
        failed = true;
        session.output.problem(`holdfast: ${done.error}`);
        continue;
      }
      session.output.line(
        `${done.article} → ${done.path}: ${done.replaced} of ${done.embeds} embeds replaced`,
      );
      for (const { name, reason } of done.skipped)
        session.output.problem(`warning: ${done.article}: ${name} stays as it is: ${skipWords[reason]}`);
      if (done.unknown.length > 0)
        session.output.problem(
          `warning: ${done.article}: not archived yet: ${done.unknown.join(', ')} (run "holdfast archive ${done.article}")`,
        );
    }
    return failed ? 4 : 0;
  });
}

const skipWords = {
  data: 'it stands in data, not in markup',
  code: 'it is part of code',
  component: 'it is a component inside a line, which only the site itself can show',
  mention: 'it is part of a sentence',
  overlap: 'another embed has some of its bytes',
  irreversible: 'it could not be put back exactly',
} as const satisfies Record<SkipReason, string>;
