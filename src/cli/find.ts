import { Command, Option } from 'commander';
import { HoldfastError } from '../errors.ts';
import type { FindReport, FindRequest } from '../holdfast.ts';
import { filterKeys, possessions } from '../model/search-filters.ts';
import { states } from '../model/state.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { foundLines } from './found-table.ts';

interface FindOptions extends Partial<Record<(typeof filterKeys)[number], string>> {
  readonly sort: 'rank' | 'date';
  readonly limit: string;
  readonly page: string;
}

/** `holdfast find <words…>`: posts by what they and their articles say. */
export function findCommand(program: Command, runner: Runner): void {
  const command = program
    .command('find')
    .argument('[words...]', 'words, all of which have to be found; without any, the newest posts')
    .option('--platform <name>', 'only posts of this network')
    .option(
      '--state <state>',
      `only posts in this state: ${states.join(', ')}, or gone for all but live and unknown`,
    )
    .option('--since <date>', 'only posts made then or later, in UTC: 2023, 2023-01, 2023-01-31')
    .option('--until <date>', 'only posts made then or earlier')
    .option(
      '--article <address>',
      'only posts in articles with these words in their address: a site, a part of a path',
    )
    .option('--from <handle>', 'only posts of this account; bbc* for all that begin so')
    .option('--has <what>', `only posts with ${possessions.join(', ')}`)
    .addOption(
      new Option('--sort <order>', 'the best first, or the newest').choices(['rank', 'date']).default('rank'),
    )
    .option('--limit <n>', 'posts on a page', '20')
    .option('--page <n>', 'the page to show', '1')
    .description('find posts by their text, descriptions, author, handle, and the articles that embed them')
    .addHelpText('after', help);
  // "-word" leaves a word out; commander would take it for options.
  command.parseOptions = (args) => Command.prototype.parseOptions.call(command, args.map(withoutDash));
  addAction<FindOptions>(command, runner, async (session, words, options) => {
    const request = requestOf(words, options);
    const holdfast = await session.holdfast();
    print(session, await holdfast.find(request), request);
    return 0;
  });
}

const help = `
Words are found whatever their case, accents and letter forms, in any script; of
Chinese, Japanese, Korean and Thai any part is. What posts said before they were
edited is found too, and what articles quote of posts that nobody has any more.

  climate change            both words: in the post, its author or its articles
  '"climate change"'        these words in this order
  climate -hoax             without this word
  climate OR weather        one of the two
  clim*                     words that begin so
  from:bbc state:deleted    filters among the words: from, platform, state,
                            since, until, article, has; -from:bbc leaves out

Several values of a filter are parted by commas: --state deleted,suspended`;

/** A dash that is no option's. */
function withoutDash(arg: string): string {
  return /^-[^-]./u.test(arg) ? `−${arg.slice(1)}` : arg;
}

function requestOf(words: readonly string[], options: FindOptions): FindRequest {
  const given = filterKeys.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]]));
  return {
    words: words.join(' '),
    filters: Object.fromEntries(given) as FindRequest['filters'],
    order: options.sort,
    limit: countOf('--limit', options.limit, 1_000),
    page: countOf('--page', options.page, 1_000_000),
  };
}

function countOf(option: string, value: string, most: number): number {
  const count = /^\d{1,7}$/u.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= most) return count;
  throw new HoldfastError('usage', `${option} ${value} is no number from 1 to ${most}`);
}

function print({ output, io }: Session, report: FindReport, request: FindRequest): void {
  const { total, posts, notes, hints } = report;
  for (const note of notes) output.problem(`note: ${note}`);
  for (const post of posts) output.record(post);
  if (posts.length > 0 && !output.json) {
    const [head = '', ...rows] = foundLines(posts, {
      columns: io.columns?.(),
      bold: output.bold,
      dim: output.dim,
    });
    output.line(output.bold(head));
    for (const row of rows) output.line(row);
    output.line();
  }
  output.line(summaryOf(total, posts.length, request));
  for (const hint of hints) output.problem(`hint: ${hint}`);
}

function summaryOf(total: number, shown: number, { limit, page }: FindRequest): string {
  const all = total === 1 ? '1 post' : `${total.toLocaleString('en')} posts`;
  if (total === 0) return 'Nothing found.';
  if (shown === total) return `${all}.`;
  const last = Math.ceil(total / limit);
  if (shown === 0) return `${all}; the last page is --page ${last}.`;
  const first = (page - 1) * limit + 1;
  const range = `${first} to ${first + shown - 1} of ${all}`;
  return page < last ? `${range}; --page ${page + 1} goes on.` : `${range}.`;
}
