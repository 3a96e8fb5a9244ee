import { Argument, type Command, Option } from 'commander';
import { HoldfastError } from '../errors.ts';
import { type ExportForm, exportForms } from '../holdfast.ts';
import { type State, states } from '../model/state.ts';
import { addAction, type Runner } from './command.ts';
import { counted } from './counted.ts';

interface ExportChoices {
  readonly out?: string;
  readonly force?: boolean;
  readonly platform?: string;
  readonly state?: State;
  readonly article?: string;
}

/** `holdfast export <form> [ref…]`: evidence for other tools, archives and courts. */
export function exportCommand(program: Command, runner: Runner): void {
  const command = program
    .command('export')
    .addArgument(new Argument('<form>', 'what to make').choices(exportForms))
    .argument('[ref...]', 'written refs or URLs of posts (default: all)')
    .option('--out <path>', 'the file (wacz) or folder (json, bagit) to make')
    .option('--force', 'replace what stands there')
    .option('--platform <id>', 'only posts of this network: x, bluesky, …')
    .addOption(new Option('--state <state>', 'only posts in this state').choices(states))
    .option('--article <name>', 'only posts that this article embeds')
    .description(
      'write the evidence of posts: as a web archive (wacz), for programs (json), for keeping (bagit)',
    )
    .addHelpText(
      'after',
      '\nThe same archive gives the same bytes. What was exported is checked with: holdfast verify PATH',
    );
  addAction<ExportChoices>(command, runner, async (session, [form, ...refs], options) => {
    const { out, ...choice } = options;
    if (out === undefined)
      throw new HoldfastError('usage', `name the ${form === 'wacz' ? 'file' : 'folder'} to make with --out`);
    const holdfast = await session.holdfast();
    const exported = await holdfast.export(form as ExportForm, { ...choice, refs, out });
    const { output } = session;
    output.record(exported);
    for (const { blob, post, why } of exported.lacking.filter(({ removed }) => !removed))
      output.problem(`left out: a blob of ${post}, ${blob}: ${why}`);
    const removed = exported.lacking.filter((each) => each.removed).length;
    if (removed > 0) output.line(`left out: ${counted(removed, 'file')} that had been redacted`);
    output.line(
      `${exported.path}: ${counted(exported.posts, 'post')}, ${counted(exported.articles, 'article')}`,
    );
    if (exported.posts === 0) output.problem('warning: no post matches, so there is nothing in it');
    return exported.lacking.some(({ removed }) => !removed) ? 5 : 0;
  });
}
