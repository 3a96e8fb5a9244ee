import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { databasePath } from '../config.ts';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import { type FoundDamage, type VerifyPoint, type VerifyProgress, verifyFile } from '../holdfast.ts';
import { addAction, type Runner, type Session } from './command.ts';
import { type ExitCode, worstOf } from './exit-code.ts';
import { wholeNumber } from './recheck.ts';

interface VerifyChoices {
  readonly maxSeconds?: number;
  readonly repair?: boolean;
}

/** `holdfast verify`: everything the archive holds, or exported files. */
export function verifyCommand(program: Command, runner: Runner): void {
  const command = program
    .command('verify')
    .argument('[file...]', 'exported files or folders to check instead: WACZ, WARC, JSON, BagIt, fallbacks')
    .option('--max-seconds <n>', 'break off after so long; the next such run goes on there', wholeNumber)
    .option('--repair', 'make manifests and search index anew if nothing else is damaged')
    .description('check every row, manifest and blob of the archive, or an exported file')
    .addHelpText(
      'after',
      '\nNames every damage and what to do about it; changes nothing without --repair. Exits with 5 if anything is\ndamaged. A backup is an archive itself: --archive DIR.',
    );
  addAction<VerifyChoices>(command, runner, async (session, files, options) =>
    files.length > 0 ? verifyFiles(session, files) : verifyArchive(session, options),
  );
}

async function verifyFiles({ output }: Session, files: readonly string[]): Promise<ExitCode> {
  let damages = 0;
  let unreadable = 0;
  for (const file of files)
    try {
      let found = 0;
      for await (const damage of verifyFile(file)) {
        found += 1;
        output.record({ file, ...damage });
        output.problem(`${file}: ${damage.what}: ${damage.detail}`);
      }
      const places = found === 1 ? 'one place' : `${found} places`;
      output.line(found === 0 ? `${file} is whole.` : `${file} is damaged in ${places}.`);
      damages += found;
    } catch (error) {
      if (!isHoldfastError(error, 'unreadable-input')) throw error;
      unreadable += 1;
      output.record({ file, kind: 'unreadable', detail: error.message });
      output.problem(`holdfast: ${error.message}`);
    }
  output.record({ kind: 'result', damages, unreadable, complete: true });
  return worstOf([damages === 0 ? 0 : 5, unreadable === 0 ? 0 : 4]);
}

async function verifyArchive(session: Session, options: VerifyChoices): Promise<ExitCode> {
  const { maxSeconds, repair = false } = options;
  if (repair && maxSeconds !== undefined)
    throw new HoldfastError('usage', '--repair needs to know that all is whole: leave --max-seconds out');
  const holdfast = await session.holdfast();
  if (holdfast.readOnly !== null && repair) throw holdfast.readOnly;
  const place = resumeFile(session);
  const from = maxSeconds === undefined ? null : readPoint(place);
  const end = maxSeconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + maxSeconds * 1000;
  const { output, progress, io } = session;
  const damages: FoundDamage[] = [];
  let last: VerifyProgress | null = null;
  const found = holdfast.verify({
    from,
    isOver: () => performance.now() > end || io.signal.aborted,
    onNote: (detail) => {
      output.record({ kind: 'note', detail });
      output.line(`note: ${detail}`);
    },
    onProgress: (at) => {
      last = at;
      progress.checking(at);
    },
  });
  for await (const damage of found) {
    damages.push(damage);
    output.record(damage);
    output.problem(`${damage.kind}: ${damage.what}: ${damage.detail}`);
  }
  progress.end();
  const point = (last as VerifyProgress | null)?.point ?? null;
  if (maxSeconds !== undefined) {
    if (holdfast.readOnly === null) keepPoint(place, point);
    else if (point !== null)
      output.problem(
        'the archive can only be read, so where this ended is not noted: the next run begins anew',
      );
  }
  if (repair && damages.every(isDerived)) {
    await holdfast.repair();
    output.line('Manifests and search index were made anew.');
    output.record({ kind: 'result', damages: damages.length, complete: true, repaired: true });
    return 0;
  }
  tellEnd(session, damages, point);
  output.record({ kind: 'result', damages: damages.length, complete: point === null, next: point });
  return damages.length === 0 ? 0 : 5;
}

function isDerived({ kind }: FoundDamage): boolean {
  return kind === 'index-damaged' || kind === 'manifest-damaged';
}

function tellEnd({ output }: Session, damages: readonly FoundDamage[], point: VerifyPoint | null): void {
  if (damages.length === 0)
    output.line(
      point === null
        ? 'All rows, manifests and blobs are whole.'
        : `All that was looked at is whole; the next run goes on with: ${point.check}.`,
    );
  else output.line(`${damages.length} damaged. What to do:`);
  const told = new Map<string, string[]>();
  for (const { kind, advice } of damages) told.set(advice, [...(told.get(advice) ?? []), kind]);
  for (const [advice, kinds] of told) output.line(`  ${[...new Set(kinds)].join(', ')}: ${advice}`);
  if (damages.length > 0 && point !== null) output.line(`The next run goes on with: ${point.check}.`);
}

/** Beside the database: a damaged one is not written to. */
function resumeFile({ config }: Session): string {
  return `${databasePath(config)}-verify.json`;
}

function readPoint(path: string): VerifyPoint | null {
  try {
    const point = JSON.parse(readFileSync(path, 'utf8')) as VerifyPoint;
    return typeof point.check === 'string' ? point : null;
  } catch {
    // None yet, or one that can't be read: from the beginning, then.
    return null;
  }
}

function keepPoint(path: string, point: VerifyPoint | null): void {
  if (point === null) rmSync(path, { force: true });
  else writeFileSync(path, `${JSON.stringify(point)}\n`);
}
