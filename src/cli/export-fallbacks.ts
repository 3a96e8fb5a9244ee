import { existsSync } from 'node:fs';
import { databasePath } from '../config.ts';
import { HoldfastError } from '../errors.ts';
import {
  type ExportedFallbacks,
  type Holdfast,
  type Moved,
  type WantedPost,
  withoutArchive,
} from '../holdfast.ts';
import type { Session } from './command.ts';
import { counted } from './counted.ts';
import { type ExitCode, worstOf } from './exit-code.ts';
import { workShown } from './progress.ts';
import { sizeInWords } from './size-words.ts';

export interface FallbacksChoices {
  readonly out?: string;
  readonly base?: string;
  readonly frozen?: boolean;
  readonly strict?: boolean;
  readonly maxFilm?: number;
  readonly language?: readonly string[];
}

interface Wanted {
  readonly posts: readonly WantedPost[] | null;
  readonly unreadable: number;
}

/** `holdfast export fallbacks [input…]`: what a site build needs to show posts. */
export async function exportFallbacks(
  session: Session,
  inputs: readonly string[],
  choices: FallbacksChoices,
): Promise<ExitCode> {
  const { out, base, frozen = false, strict = false, maxFilm, language } = choices;
  if (out === undefined) throw new HoldfastError('usage', 'name the folder to make with --out');
  const { config, io, output, progress } = session;
  const open = () => session.holdfast({ create: !frozen && inputs.length > 0 });
  // A build's machine may have the folder only.
  const isAlone = frozen && !existsSync(databasePath(config));
  const holdfast = isAlone ? null : await open();
  const source = holdfast ?? withoutArchive(config, io);
  const { posts, unreadable } =
    frozen || holdfast === null || holdfast.readOnly !== null
      ? await wantedPosts(session, inputs, source.embeddedIn(inputs))
      : await archivedPosts(session, inputs, holdfast);
  const exported = await source.exportFallbacks({
    out,
    wanted: posts,
    keepLocked: unreadable > 0,
    frozen,
    ...(base === undefined ? {} : { base }),
    ...(language === undefined ? {} : { languages: language.filter((tag) => tag !== 'none') }),
    ...(maxFilm === undefined ? {} : { filmLimit: maxFilm * 1_000_000 }),
    stop: io.signal,
    onProgress: progress.rendering,
  });
  progress.end();
  if (unreadable > 0 && !frozen)
    output.problem(`not all of it could be read, so no post was left out that ${out} shows`);
  output.record({ kind: 'fallbacks', ...exported });
  tellTroubles(session, exported);
  if (!frozen && exported.missing.length > 0 && holdfast?.readOnly != null)
    output.problem('the archive can only be read here, so what it is missing was not archived');
  tellDone(session, exported, frozen);
  const isShort = exported.missing.length + exported.unlike.length > 0;
  return worstOf([
    unreadable > 0 || (strict && isShort) ? 4 : 0,
    exported.lacking.some(({ removed }) => !removed) ? 5 : 0,
  ]);
}

/** Posts of the inputs, those of which nothing was known archived first. */
async function archivedPosts(
  session: Session,
  inputs: readonly string[],
  holdfast: Holdfast,
): Promise<Wanted> {
  const wanted = await wantedPosts(session, inputs, holdfast.ingest(inputs));
  if (wanted.posts !== null)
    await archiveUnknown(session, holdfast, [...new Set(wanted.posts.map(({ name }) => name))]);
  return wanted;
}

async function wantedPosts(
  { output, progress }: Session,
  inputs: readonly string[],
  found: ReturnType<Holdfast['embeddedIn']> | ReturnType<Holdfast['ingest']>,
): Promise<Wanted> {
  if (inputs.length === 0) return { posts: null, unreadable: 0 };
  const posts: WantedPost[] = [];
  let unreadable = 0;
  let articles = 0;
  for await (const input of found) {
    switch (input.kind) {
      case 'article':
        articles += 1;
        posts.push(...input.embeds.map(({ name }) => ({ name, article: input.name })));
        break;
      case 'post':
        posts.push({ name: input.name, article: null });
        break;
      case 'posts':
        articles += 1;
        posts.push(...input.posts);
        break;
      case 'warning':
        output.problem(`warning: ${input.input}: ${input.message}`);
        break;
      case 'unreadable':
        unreadable += 1;
        output.problem(`holdfast: ${input.error.message}`);
        output.record({ input: input.input, error: input.error.name, message: input.error.message });
    }
    progress.reading({ articles, posts: new Set(posts.map(({ name }) => name)).size });
  }
  return { posts, unreadable };
}

/** Those of which nothing is known yet, as `archive` does. */
async function archiveUnknown(session: Session, holdfast: Holdfast, names: readonly string[]): Promise<void> {
  const known = await holdfast.reportOn(names);
  const unknown = known.filter((post) => post.known === null).map(({ name }) => name);
  if (unknown.length > 0) await workShown(session, holdfast, { names: unknown });
}

function tellTroubles({ output }: Session, exported: ExportedFallbacks): void {
  for (const { name, articles } of exported.missing)
    output.problem(`missing: ${name}${articles.length === 0 ? '' : `, embedded by ${articles.join(', ')}`}`);
  for (const name of exported.unlike)
    output.problem(
      `unlike: ${name} is not told as when it was locked: by another version, or since taken out`,
    );
  for (const { blob, post, why } of exported.lacking.filter(({ removed }) => !removed))
    output.problem(`left out: a blob of ${post}, ${blob}: ${why}`);
  for (const { post, bytes } of exported.leftFilms)
    output.problem(
      `left out: a film of ${post} of ${sizeInWords(bytes)}: see --max-film; its still is shown`,
    );
}

/** So many are told one by one. */
const mostMoved = 20;

function tellDone({ output }: Session, exported: ExportedFallbacks, frozen: boolean): void {
  const { path, posts, added, removed, waiting, moved, rendered, isUnchanged } = exported;
  for (const { name, what } of moved.slice(0, mostMoved)) output.line(`${name}: ${movedWords[what]}`);
  if (moved.length > mostMoved) output.line(`… and ${counted(moved.length - mostMoved, 'more post')}`);
  const news = [
    ...(rendered === 0 ? [] : [`${rendered.toLocaleString('en')} rendered`]),
    ...(added === 0 ? [] : [`${counted(added, 'file')} of pictures and films new`]),
    ...(removed === 0 ? [] : [`${counted(removed, 'file')} removed`]),
  ];
  const what = isUnchanged ? 'nothing changed' : news.join(', ') || 'brought up to date';
  output.line(`${path}: ${counted(posts, 'post')}, ${what}`);
  if (waiting > 0)
    output.line(
      `${counted(waiting, 'post')} ${waiting === 1 ? 'has' : 'have'} a newer version: run it without --frozen to show that`,
    );
  if (posts === 0 && !frozen)
    output.problem('warning: there is no post to show yet, so there is nothing in it');
}

const movedWords = {
  new: 'new',
  'left out': 'left out',
  edited: 'edited',
  'known better': 'known better',
  'told more exactly': 'told more exactly',
  live: 'live again',
  deleted: 'deleted',
  suspended: 'suspended',
  'account-gone': 'account gone',
  protected: 'protected',
  restricted: 'restricted',
  withheld: 'withheld',
  removed: 'removed',
  unknown: 'unknown',
} as const satisfies Record<Moved['what'], string>;
