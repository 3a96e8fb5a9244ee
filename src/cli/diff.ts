import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createColors } from 'picocolors';
import { HoldfastError, messageOf } from '../errors.ts';
import type { Diff, Holdfast, PastVersion } from '../holdfast.ts';
import { visible } from '../log.ts';
import type { Change } from '../model/changes.ts';
import { aroundChanges, type WordChange, wordChanges } from '../model/word-changes.ts';
import { causeWords, changeInWords, changeRecord } from './change-words.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { rowOfChange } from './diff-rows.ts';
import { removalsInWords } from './history-words.ts';
import { addPicturesOption, linesOfPictures } from './show-pictures.ts';
import { momentInWords } from './time-words.ts';

type Chosen = NonNullable<Diff['chosen']>;

/** `holdfast diff <ref> [a] [b]`: what changed between two versions. */
export function diffCommand(program: Command, runner: Runner): void {
  const command = program
    .command('diff')
    .argument('<ref>', 'a written ref or any URL of the post')
    .argument('[a]', 'the earlier version (default: the last but one)')
    .argument('[b]', 'the later version (default: the last)')
    .option('--html <file>', 'write it as a page with both versions beside each other')
    .description('show what changed between two versions of a post, word by word')
    .addHelpText(
      'after',
      '\nA version is named by its number (2), "first", "last", its snapshot (#12) or a date, of which the one is\nmeant that stood then: holdfast diff x:20 2026-03-01 last',
    );
  addAction<{ html?: string }>(
    addPicturesOption(command),
    runner,
    async (session, [ref = '', ...names], { html }) => {
      const holdfast = await session.holdfast();
      const diff = await holdfast.diff(ref, names);
      session.output.record(recordOf(diff));
      if (html !== undefined) await writePage(session, holdfast, diff, html);
      else if (!session.output.json) await print(session, holdfast, diff);
      return 0;
    },
  );
}

function recordOf({ record, versions, chosen }: Diff): Readonly<Record<string, unknown>> {
  const name = { kind: 'diff', name: record.name, versions: versions.length };
  if (chosen === null) return { ...name, from: null, to: null, changes: [], words: null };
  const { from, to, changes } = chosen;
  return {
    ...name,
    from: versionRecord(from),
    to: versionRecord(to),
    changes: changes.map(changeRecord),
    words: piecesOf(changes),
  };
}

function versionRecord({ number, snapshot }: PastVersion): Readonly<Record<string, unknown>> {
  const { id, takenAt, cause, state, known, redacted } = snapshot;
  return {
    version: number,
    id,
    takenAt,
    cause,
    state,
    known,
    ...(redacted === undefined ? {} : { redacted }),
  };
}

function piecesOf(changes: readonly Change[]): readonly WordChange[] | null {
  const text = changes.find(({ kind }) => kind === 'text');
  return text?.kind === 'text' ? wordChanges(text.from, text.to) : null;
}

async function writePage(session: Session, holdfast: Holdfast, diff: Diff, file: string): Promise<void> {
  const page = await holdfast.diffPage(diff);
  if (page === null) {
    session.output.line(nothingToCompare(diff));
    return;
  }
  const path = resolve(file);
  try {
    await writeFile(path, page);
  } catch (error) {
    throw new HoldfastError('usage', `${path} can't be written: ${messageOf(error)}`, { cause: error });
  }
  session.output.line(path);
}

async function print(session: Session, holdfast: Holdfast, diff: Diff): Promise<void> {
  const { output } = session;
  const { record, chosen } = diff;
  output.line(
    output.bold(visible(record.name)) + (record.ref === null ? '' : `  ${visible(record.ref.url)}`),
  );
  if (chosen === null) {
    output.line(nothingToCompare(diff));
    return;
  }
  const { from, to, changes } = chosen;
  output.line(`${versionInWords(from)} → ${versionInWords(to)}`);
  for (const removal of removalsInWords([from, to])) output.line(visible(removal));
  if (changes.length === 0) {
    output.line(from === to ? 'That is one and the same version.' : alike(chosen));
    return;
  }
  if (to.number === from.number + 1) output.line(output.dim(causeWords[to.snapshot.cause]));
  printTexts(session, changes);
  printRest(session, changes);
  await printPictures(session, holdfast, changes);
}

function nothingToCompare({ versions }: Diff): string {
  return versions.length === 0
    ? 'There is no version of it yet: "holdfast archive" would make the first.'
    : 'It has had one version only: there is nothing to compare it with yet.';
}

function alike({ from, to }: Chosen): string {
  return [from, to].some(({ snapshot }) => snapshot.redacted !== undefined)
    ? 'What differed between the two is not in this archive any more.'
    : 'Nothing that is kept differs between the two.';
}

function versionInWords({ number, snapshot }: PastVersion): string {
  return `v${number} (#${snapshot.id}, ${momentInWords(snapshot.takenAt)} UTC)`;
}

/** Whatever is made of words, word by word. */
function printTexts({ output, io }: Session, changes: readonly Change[]): void {
  const mark = marksOf(io.colour);
  for (const change of changes) {
    if (change.kind !== 'text' && change.kind !== 'alt' && change.kind !== 'note') continue;
    output.line();
    output.line(output.bold(visible(changeInWords(change))));
    const all = wordChanges(change.from ?? '', change.to ?? '');
    const pieces = aroundChanges(all, (words) => ` [… ${words} words …] `);
    const lines = pieces.map((piece) =>
      piece.text.split('\n').map((line) => mark(piece.kind, visible(line))),
    );
    const text = lines.map((parts) => parts.join('\n')).join('');
    for (const line of text.split('\n')) output.line(`  ${line}`);
  }
}

/** In colour, or in marks where there is none; a line end stands between two marked pieces. */
function marksOf(colour: boolean): (kind: WordChange['kind'], text: string) => string {
  const colours = createColors(colour);
  const ways = {
    same: (text: string) => text,
    removed: (text: string) => (colour ? colours.red(colours.strikethrough(text)) : `[-${text}-]`),
    added: (text: string) => (colour ? colours.green(colours.underline(text)) : `{+${text}+}`),
  } as const satisfies Record<WordChange['kind'], unknown>;
  return (kind, text) => (text === '' ? '' : ways[kind](text));
}

function printRest({ output }: Session, changes: readonly Change[]): void {
  const rows = changes.map(rowOfChange).filter((row) => row !== null);
  if (rows.length === 0) return;
  output.line();
  output.table(['PART', 'BEFORE', 'AFTER'], rows);
}

/** Before and after, side by side. */
async function printPictures(
  session: Session,
  holdfast: Holdfast,
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) {
    if (change.kind !== 'avatar' && change.kind !== 'medium') continue;
    const blobs = [change.from, change.to].flatMap((picture) => picture?.show ?? picture?.blob ?? []);
    const lines = await linesOfPictures(session, holdfast, blobs);
    if (lines.length === 0) continue;
    session.output.line();
    session.output.line(session.output.dim(changeInWords(change)));
    for (const line of lines) session.output.line(line);
  }
}
