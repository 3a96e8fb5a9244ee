import { Argument, type Command, Option } from 'commander';
import { HoldfastError } from '../errors.ts';
import { type ExportForm, exportForms } from '../holdfast.ts';
import { type State, states } from '../model/state.ts';
import { addAction, addWorkOptions, type Runner, type Session } from './command.ts';
import { counted } from './counted.ts';
import type { ExitCode } from './exit-code.ts';
import { exportFallbacks, type FallbacksChoices } from './export-fallbacks.ts';
import { wholeNumber } from './recheck.ts';

interface EvidenceChoices {
  readonly out?: string;
  readonly force?: boolean;
  readonly platform?: string;
  readonly state?: State;
  readonly article?: string;
}

type ExportChoices = EvidenceChoices & FallbacksChoices;

/** `holdfast export <form> [ref…]`: cards for site builds; evidence for other tools, archives and courts. */
export function exportCommand(program: Command, runner: Runner): void {
  const command = program
    .command('export')
    .addArgument(new Argument('<form>', 'what to make').choices(['fallbacks', ...exportForms]))
    .argument(
      '[ref...]',
      'written refs or URLs of posts (default: all); for fallbacks also articles: files, folders, URLs',
    )
    .option('--out <path>', 'the file (wacz) or folder (fallbacks, json, bagit) to make')
    .description(
      'write what a site build needs to show posts (fallbacks), or their evidence: as a web archive (wacz), for programs (json), for keeping (bagit)',
    )
    .addHelpText(
      'after',
      `
The same archive gives the same bytes. What was exported is checked with: holdfast verify PATH

  fallbacks  brings --out up to date: fallbacks.json, holdfast.css, assets/ and fallbacks.lock.json, which says which
             version of each post the site shows. Posts that given articles embed and the archive doesn't have are
             archived first. With --frozen nothing is asked of the network and exactly the versions of the lock are
             written; a missing post is told and breaks nothing, unless --strict.`,
    );
  command
    .optionsGroup('Options of fallbacks:')
    .option(
      '--base <path>',
      'where the site serves the folder: a path, or https://…/ so that feeds and mail show pictures too (default: as locked, or /holdfast/)',
    )
    .option('--frozen', 'only what the lock says; asks nothing of the network and leaves the lock as it is')
    .option('--strict', 'exit with 4 if a post is missing, or not told as when it was locked')
    .option(
      '--max-film <mb>',
      'of larger films only the still is shown (default: as locked, or 20)',
      wholeNumber,
    )
    .option(
      '--language <tags>',
      'cards in these languages besides, for pages in them, as in ar,en; or none (default: as locked, or none)',
      listOfTags,
    )
    .optionsGroup('Options of wacz, json and bagit:')
    .option('--force', 'replace what stands there')
    .option('--platform <id>', 'only posts of this network: x, bluesky, …')
    .addOption(new Option('--state <state>', 'only posts in this state').choices(states))
    .option('--article <name>', 'only posts that this article embeds');
  addAction<ExportChoices>(addWorkOptions(command), runner, async (session, [form, ...refs], options) => {
    refuseOthers(form === 'fallbacks' ? evidenceOptions : fallbacksOptions, form ?? '', options);
    if (form === 'fallbacks') return exportFallbacks(session, refs, options);
    return exportEvidence(session, form as ExportForm, refs, options);
  });
}

/** `ar,en`, or the option said twice. */
function listOfTags(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((tag) => tag.trim())];
}

const fallbacksOptions = ['base', 'frozen', 'strict', 'maxFilm', 'language'] as const;
const evidenceOptions = ['force', 'platform', 'state', 'article'] as const;

/** An option that would do nothing is a mistake. */
function refuseOthers(names: readonly (keyof ExportChoices)[], form: string, options: ExportChoices): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const written = given.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  throw new HoldfastError('usage', `--${written} is no option of "export ${form}": leave it out`);
}

async function exportEvidence(
  session: Session,
  form: ExportForm,
  refs: readonly string[],
  { out, force, platform, state, article }: EvidenceChoices,
): Promise<ExitCode> {
  if (out === undefined)
    throw new HoldfastError('usage', `name the ${form === 'wacz' ? 'file' : 'folder'} to make with --out`);
  const holdfast = await session.holdfast();
  const choice = {
    ...(force === undefined ? {} : { force }),
    ...(platform === undefined ? {} : { platform }),
    ...(state === undefined ? {} : { state }),
    ...(article === undefined ? {} : { article }),
  };
  const exported = await holdfast.export(form, { ...choice, refs, out });
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
  return exported.lacking.some((each) => !each.removed) ? 5 : 0;
}
