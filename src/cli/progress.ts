import type { Holdfast, WorkOptions, WorkProgress, WorkReport } from '../holdfast.ts';
import type { Io } from './output.ts';
import {
  type CheckingProgress,
  checkingParts,
  fitted,
  type Part,
  type ReadingProgress,
  type RenderingProgress,
  readingParts,
  renderingParts,
  waitParts,
  workParts,
} from './progress-words.ts';

/** Shows people how far a long command is: in place on a terminal, in plain lines now and then elsewhere. */
export interface Progress {
  readonly reading: (progress: ReadingProgress) => void;
  readonly working: (progress: WorkProgress) => void;
  readonly checking: (progress: CheckingProgress) => void;
  readonly rendering: (progress: RenderingProgress) => void;
  /** Clears what is shown in place; elsewhere says how it ended, if the command took long enough. */
  readonly end: () => void;
}

/** Settings of a test's clock, milliseconds. */
export interface ProgressClock {
  readonly clock: () => number;
  readonly now: () => Date;
}

/** Under `--quiet` nobody is told; under `--json` in plain lines always. */
export function openProgress(
  io: Io,
  options: { readonly json: boolean; readonly quiet: boolean },
  { clock, now }: ProgressClock = { clock: () => performance.now(), now: () => new Date() },
): Progress {
  const { progress } = io;
  if (options.quiet || progress === undefined) return silent;
  if (progress === 'lines' || options.json) return inLines((line) => io.err(`${line}\n`), clock, now);
  let last = Number.NEGATIVE_INFINITY;
  const show = (...lines: readonly (readonly Part[])[]) =>
    progress.show(
      lines.filter((parts) => parts.length > 0).map((parts) => fitted(parts, progress.columns())),
    );
  return {
    reading: (read) => {
      if (clock() - last < redrawMs) return;
      last = clock();
      show(readingParts(read));
    },
    working: (work) => show(workParts(work), waitParts(work, now())),
    checking: (checked) => {
      if (clock() - last < redrawMs) return;
      last = clock();
      show(checkingParts(checked));
    },
    rendering: (rendered) => {
      if (clock() - last < redrawMs) return;
      last = clock();
      show(renderingParts(rendered));
    },
    end: () => progress.show([]),
  };
}

/** Works on the queue and shows meanwhile how far that is. */
export async function workShown(
  { io, progress }: { readonly io: Io; readonly progress: Progress },
  holdfast: Holdfast,
  options: Pick<WorkOptions, 'names' | 'forever'>,
): Promise<WorkReport> {
  try {
    return await holdfast.work({
      ...options,
      stop: io.signal,
      stopNow: io.signalNow,
      onProgress: progress.working,
    });
  } finally {
    progress.end();
  }
}

const redrawMs = 200;
const silent: Progress = {
  reading: () => {},
  working: () => {},
  checking: () => {},
  rendering: () => {},
  end: () => {},
};

/** A command that takes no longer says nothing. */
const shortMs = 5_000;
/** No two lines come closer. */
const leastMs = 10_000;
/** A line comes after a tenth more of the posts, or after that long if anything has changed. */
const mostMs = 60_000;

function inLines(write: (line: string) => void, clock: () => number, now: () => Date): Progress {
  const begun = clock();
  let lastAt = begun;
  let lastLine = '';
  let lastTenth = 0;
  let latest: string | null = null;

  function say(line: string): void {
    if (line === lastLine) return;
    lastLine = line;
    lastAt = clock();
    write(line);
  }

  function offer(line: string, tenth: number): void {
    latest = line;
    const since = clock() - lastAt;
    if (since < leastMs || (tenth <= lastTenth && since < mostMs)) return;
    lastTenth = tenth;
    say(line);
  }

  return {
    reading: (read) => offer(lineOf(readingParts(read)), 0),
    checking: (checked) => offer(lineOf(checkingParts(checked)), 0),
    rendering: (rendered) =>
      offer(lineOf(renderingParts(rendered)), Math.floor((rendered.done / rendered.posts) * 10)),
    working: (work) => {
      const parts = [...workParts(work), ...waitParts(work, now())];
      offer(lineOf(parts), work.posts === 0 ? 0 : Math.floor((work.done / work.posts) * 10));
    },
    end: () => {
      if (latest !== null && clock() - begun >= shortMs) say(latest);
      latest = null;
    },
  };
}

function lineOf(parts: readonly Part[]): string {
  return `progress: ${parts.map(({ long }) => long).join(', ')}`;
}
