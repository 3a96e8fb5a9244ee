import { type Command, Option } from 'commander';
import {
  cssWays,
  type Published,
  type PublishSummary,
  type RewriteCounts,
  type RewriteOptions,
  type SkipReason,
} from '../holdfast.ts';
import { visible } from '../log.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { counted } from './counted.ts';
import { diffLines } from './diff-lines.ts';
import { isolated } from './text-width.ts';

/** `holdfast rewrite <input…> --out DIR`: articles with fallbacks in place of embeds. */
export function rewriteCommand(program: Command, runner: Runner): void {
  const command = program
    .command('rewrite')
    .argument('<input...>', 'article files or folders; of a folder everything else is copied too')
    .requiredOption('--out <dir>', 'where the rewritten site goes')
    .option(
      '--root <dir>',
      'folder whose contents go into --out itself (without it public/a.html becomes DIR/public/a.html)',
    )
    .addOption(new Option('--when <which>', 'posts to replace').choices(['dead', 'always']).default('dead'))
    .addOption(
      new Option(
        '--css <way>',
        'the style: with the first card of each page, in a file beside the pages, or left to the site',
      )
        .choices(cssWays)
        .default('inline'),
    )
    .option(
      '--base <path>',
      'where the site serves pictures, films and style, unless all is inline: a path, or https://…/ so that feeds and exports show pictures too',
      '/holdfast/',
    )
    .option(
      '--copy-links',
      'copy also the files that links out of the folders lead to (left out else, and told)',
    )
    .option('--only-articles', 'leave out what else is in the folders')
    .option(
      '--dry-run',
      'write nothing, print how each article would change (as a patch, when not to a terminal)',
    )
    .option('--prune', 'remove what earlier runs made of files that are gone, if nobody changed it')
    .option('--force', 'do everything again, also what is as it was in the last run')
    .description("write articles with fallbacks in place of embeds; only the embeds' bytes change")
    .addHelpText('after', help);
  addAction<RewriteOptions>(command, runner, async (session, inputs, options) => {
    const holdfast = await session.holdfast();
    let failed = false;
    for await (const done of holdfast.rewrite(inputs, { ...options, stop: session.io.signal })) {
      session.output.record('patch' in done ? { ...done, patch: undefined } : done);
      if ('error' in done) failed = true;
      tell(done, options.dryRun === true, session);
    }
    return failed ? 4 : 0;
  });
}

const help = `
A second run opens and writes only what has changed since: an article, what its posts are shown as, the options, what
was written. DIR/.holdfast-rewrite.json remembers that; without it, or with --force, everything is done again. What was
made of a file that is gone stays, and is told; --prune removes it.
Not copied: node_modules, .git and their like, the archive itself, and DIR where it lies in the folder.

A fallback is written as the place it stands in wants it: HTML in pages, Markdown and templates, JSX in MDX, AMP in AMP
pages; in RSS, Atom, JSON Feed and WordPress exports the form for mail, escaped as the item is. What it says itself is
in the language that the article declares (lang, front matter, <language>), else the post's own.

With --css link or none, pages show files below --base: DIR/holdfast/ has to be served as /holdfast/.
Feeds, exports, .astro, .svelte and .vue show pictures only by a whole address: --base https://news.example/holdfast/.

  holdfast rewrite public --root public --out site --when always --css link
  holdfast rewrite content --out build --dry-run > changes.patch
`;

function tell(done: Published<RewriteCounts>, isDry: boolean, session: Session): void {
  const { output, io } = session;
  if ('summary' in done) output.line(summaryLine(done.summary, isDry));
  else if ('warning' in done) output.problem(`warning: ${done.article}: ${done.warning}`);
  else if ('removed' in done) output.line(removedLine(done, isDry));
  else if ('error' in done) output.problem(`holdfast: ${done.error}`);
  else {
    if (done.patch !== undefined && io.outIsTerminal !== true) output.bytes(done.patch);
    else if (done.diff !== undefined && done.diff !== '')
      for (const line of diffLines(done.diff, io)) output.line(line);
    if (done.embeds > 0 && done.unchanged !== true) output.line(articleLine(done, isDry));
    for (const { name, reason } of done.skipped)
      output.problem(`warning: ${done.article}: ${name} stays as it is: ${skipWords[reason]}`);
    if (done.unknown.length > 0)
      output.problem(
        `warning: ${done.article}: not archived yet: ${done.unknown.join(', ')} (run "holdfast archive ${done.article}")`,
      );
  }
}

type Done = Extract<Published<RewriteCounts>, RewriteCounts>;

function articleLine({ article, path, embeds, replaced, loaders }: Done, isDry: boolean): string {
  const scripts = loaders === 0 ? '' : `, ${counted(loaders, 'script')} of a platform taken out`;
  return `${isDry ? '# ' : ''}${isolated(visible(article))} → ${isolated(visible(path))}: ${replaced.toLocaleString('en')} of ${counted(embeds, 'embed')} replaced${scripts}`;
}

function removedLine(
  { article, removed }: Extract<Published<never>, { removed: string }>,
  isDry: boolean,
): string {
  const how = isDry ? 'to be removed' : 'removed';
  return `${isDry ? '# ' : ''}${isolated(visible(article))} is gone: ${isolated(visible(removed))} ${how}`;
}

/** Of what a run did with all its inputs. */
export function summaryLine({ written, unchanged, copied, failed }: PublishSummary, isDry: boolean): string {
  const parts = [
    `${counted(written, 'article')} ${isDry ? 'looked at' : 'written'}`,
    ...(unchanged === 0 ? [] : [`${counted(unchanged, 'article')} as in the last run`]),
    ...(copied === 0 ? [] : [`${counted(copied, 'other file')} ${isDry ? 'to be copied' : 'copied'}`]),
    ...(failed === 0 ? [] : [`${counted(failed, 'input')} failed`]),
  ];
  return `${isDry ? '# dry run, nothing was written: ' : ''}${parts.join(', ')}`;
}

const skipWords = {
  data: 'it stands in data, not in markup',
  code: 'it is part of code',
  component: 'it is a component inside a line, which only the site itself can show',
  mention: 'it is part of a sentence',
  overlap: 'another embed has some of its bytes',
  irreversible: 'it could not be put back exactly',
} as const satisfies Record<SkipReason, string>;
