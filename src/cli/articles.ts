import { type Command, Option } from 'commander';
import { isHoldfastError } from '../errors.ts';
import type { ArticleFilter, ArticlePosts, Holdfast, ListedArticle } from '../holdfast.ts';
import { visible } from '../log.ts';
import { states } from '../model/state.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { csvLine } from './csv.ts';
import type { ExitCode } from './exit-code.ts';

interface ArticlesOptions extends ArticleFilter {
  readonly csv?: boolean;
}

/** `holdfast articles [name…]`: which posts articles hold, and what became of them. */
export function articlesCommand(program: Command, runner: Runner): void {
  const command = program
    .command('articles')
    .argument('[name...]', 'articles by path, folder, feed or URL (default: a table of all)')
    .option('--site <host>', 'only articles of this host; of files, in this first folder')
    .addOption(new Option('--state <state>', 'only with a post in this state').choices(['gone', ...states]))
    .option('--at-risk', 'only with a post at risk')
    .addOption(new Option('--csv', 'comma-separated values, for spreadsheets').conflicts('json'))
    .description('list the articles and, of those named, each post they hold and what became of it')
    .addHelpText('after', '\nWhat alive, at risk, gone and saved mean: holdfast rot --help');
  addAction<ArticlesOptions>(command, runner, async (session, names, options) => {
    const holdfast = await session.holdfast();
    const { csv = false, ...filter } = options;
    if (names.length === 0) return listAll(session, holdfast, filter, csv);
    return showNamed(session, holdfast, names, filter, csv);
  });
}

async function listAll(
  { io, output }: Session,
  holdfast: Holdfast,
  filter: ArticleFilter,
  csv: boolean,
): Promise<ExitCode> {
  if (csv) io.out(csvLine(listHead));
  const table = csv
    ? null
    : output.openTable(['ARTICLE', 'EMBEDS', 'ALIVE', 'AT RISK', 'GONE', 'NOT SAVED', 'TITLE']);
  let count = 0;
  for await (const article of holdfast.articles(filter)) {
    count += 1;
    output.record(article);
    if (csv) io.out(csvLine(listCells(article)));
    table?.add(listRow(article));
  }
  if (count > 0) table?.end();
  else if (!csv) output.line('No article is like that.');
  return 0;
}

const listHead = [
  'article',
  'title',
  'site',
  'section',
  'seen_at',
  'embeds',
  'alive',
  'at_risk',
  'gone',
  'saved',
  'not_saved',
];

function listCells(article: ListedArticle): (string | number | null)[] {
  const { title, site, section, seenAt, embeds, alive, atRisk, gone, saved, notSaved } = article;
  return [article.article, title, site, section, seenAt, embeds, alive, atRisk, gone, saved, notSaved];
}

function listRow({ article, title, embeds, alive, atRisk, gone, notSaved }: ListedArticle): string[] {
  return [article, ...[embeds, alive, atRisk, gone, notSaved].map(String), title ?? ''];
}

async function showNamed(
  session: Session,
  holdfast: Holdfast,
  names: readonly string[],
  filter: ArticleFilter,
  csv: boolean,
): Promise<ExitCode> {
  const { io, output } = session;
  if (csv) io.out(csvLine(embedHead));
  let code: ExitCode = 0;
  for (const name of names)
    try {
      for await (const article of holdfast.articlesNamed(name, filter)) {
        output.record(article);
        if (csv) for (const cells of embedCells(article)) io.out(csvLine(cells));
        else printArticle(session, article);
      }
    } catch (error) {
      if (!isHoldfastError(error, 'unknown-article')) throw error;
      code = 4;
      output.problem(`holdfast: ${error.message}`);
    }
  return code;
}

function printArticle({ output }: Session, { article, title, embeds }: ArticlePosts): void {
  output.line(output.bold(visible(article)) + (title ? `  ${visible(title)}` : ''));
  if (embeds.length === 0) output.line('  no such post');
  else
    output.table(
      ['POST', 'BYTES', 'STATE', 'SINCE', 'KEPT', 'STANDING'],
      embeds.map(({ name, start, end, state, since, known, standing, risks }) => [
        name,
        `${start}–${end}`,
        state,
        since?.slice(0, 10) ?? '-',
        keptWords[known ?? 'nothing'],
        risks.length === 0 ? standing : `${standing}: ${risks.join(', ')}`,
      ]),
    );
  output.line();
}

const keptWords = {
  platform: 'from the platform',
  archive: 'from a web archive',
  quoted: 'only as quoted',
  nothing: 'nothing',
} as const;

const embedHead = [
  'article',
  'title',
  'post',
  'url',
  'kind',
  'start_byte',
  'end_byte',
  'state',
  'standing',
  'risks',
  'since',
  'last_live',
  'known',
  'saved',
];

function embedCells({ article, title, embeds }: ArticlePosts): (string | number | null)[][] {
  return embeds.map((embed) => [
    article,
    title,
    embed.name,
    embed.ref?.url ?? null,
    embed.kind,
    embed.start,
    embed.end,
    embed.state,
    embed.standing,
    embed.risks.join('; '),
    embed.since,
    embed.lastLive,
    embed.known,
    embed.saved ? 'yes' : 'no',
  ]);
}
