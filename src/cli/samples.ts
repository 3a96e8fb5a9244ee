import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Holdfast, PostReport } from '../holdfast.ts';
import { fileNameOf } from '../ref.ts';
import { addAction, addWorkOptions, type Runner, type Session } from './command.ts';
import { counted } from './counted.ts';
import { exitCodes, worstOf } from './exit-code.ts';
import { collectInputs } from './inputs.ts';
import { runCommand } from './main.ts';
import type { Output } from './output.ts';
import { codeOfPosts, knownWords, waitingLine } from './post-report.ts';
import { endProcess, processIo } from './process-io.ts';
import { workShown } from './progress.ts';
import { excerpt } from './text-width.ts';

const samples = 'data/samples';
const out = join('data', 'out');

/** Archives the sample articles and shows where everything of them lies. */
export async function runSamples(): Promise<void> {
  endProcess(await runCommand(startCommand, process.argv.slice(2), processIo()));
}

function startCommand(runner: Runner): Command {
  const command = new Command('start').description('archive the sample articles and show what came of them');
  return addAction(addWorkOptions(command), runner, async (session: Session) => {
    const { output } = session;
    const holdfast = await session.holdfast({ create: true });
    const seen = await collectInputs(session, holdfast.ingest([samples]));
    output.line(`${seen.articles} sample articles in ${samples}/ embed ${seen.names.length} posts.`);
    const work = await workShown(session, holdfast, { names: seen.names });
    const posts = await holdfast.reportOn(seen.names);
    await printPosts(output, holdfast, posts);
    await printArticles(output, holdfast);
    const isIdle = work.done + work.retried + work.dead === 0;
    output.line(isIdle ? 'Nothing was due: all of it is in the archive already.' : tally(posts));
    const waiting = waitingLine(posts);
    if (waiting !== null) output.line(waiting);
    const code = worstOf([seen.unreadable > 0 ? 4 : 0, codeOfPosts(posts)]);
    if (code !== 3) return code;
    output.line(
      `"holdfast archive" would end with exit code 3 here: ${exitCodes[3]}. For a first look that is fine.`,
    );
    return 0;
  });
}

/** Posts, as the tables above count: each may have taken several jobs. */
function tally(posts: readonly PostReport[]): string {
  const count = (is: (post: PostReport) => boolean) => posts.filter(is).length;
  const parts = [
    `${count(({ known }) => known !== null)} archived`,
    `${count(({ picture }) => picture !== null)} with a picture`,
    ...[count(({ waiting }) => waiting !== null)].filter(Boolean).map((n) => `${n} to be tried again later`),
    ...[count(({ dead }) => dead !== null)].filter(Boolean).map((n) => `${n} failed for good`),
  ];
  return `Of ${counted(posts.length, 'post')}: ${parts.join(', ')}.`;
}

async function printPosts(output: Output, holdfast: Holdfast, posts: readonly PostReport[]): Promise<void> {
  output.line();
  output.table(
    ['POST', 'STATE', 'KNOWN', 'TEXT'],
    posts.map((post) => [
      post.name,
      post.state,
      post.known === null ? '-' : knownWords[post.known],
      excerpt(post.text, 48),
    ]),
  );
  output.line();
  output.table(
    ['PICTURE', 'FALLBACK'],
    await Promise.all(posts.map(async (post) => [await pictureOf(post), await fallbackOf(post, holdfast)])),
  );
}

/** A copy of the post's picture under a name that tells which it is. */
async function pictureOf({ name, picture }: PostReport): Promise<string> {
  if (picture === null) return '(none yet)';
  const path = join(out, 'pictures', `${fileNameOf(name)}.webp`);
  await write(path, await readFile(picture.path));
  return picture.reconstruction ? `${path} (reconstruction)` : path;
}

async function fallbackOf({ name, known }: PostReport, holdfast: Holdfast): Promise<string> {
  if (known === null) return '(nothing known yet)';
  const path = join(out, 'fallbacks', `${fileNameOf(name)}.html`);
  await write(path, await holdfast.render(name, 'page'));
  return path;
}

async function printArticles(output: Output, holdfast: Holdfast): Promise<void> {
  const rows: string[][] = [];
  for await (const done of holdfast.rewrite([samples], { out: join(out, 'articles'), when: 'always' }))
    if ('path' in done) rows.push([done.path, `${done.replaced} of ${done.embeds} embeds`]);
  output.line();
  output.table(['REWRITTEN ARTICLE', 'REPLACED'], rows);
  output.line();
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
}
