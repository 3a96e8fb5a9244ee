/** A text made out of parts of another, escapes undone, and the way back to where each character stands there. */
export interface MappedText {
  readonly text: string;
  /** Where the character at that index begins; the text's length gives the end of all. */
  startOf(index: number): number;
  /** Where the character before that index ends. */
  endOf(index: number): number;
}

/**
 * A part of the source: `plain` stands in the text as it is; a list of `escapes`, in order, has them replaced.
 * Offsets are indices into the source.
 */
export interface SourcePart {
  readonly start: number;
  readonly end: number;
  readonly findEscape: FindEscape | null;
}

/** The next escape of a part's source at or after `from`. */
export type FindEscape = (part: string, from: number) => Escape | null;

/** Offsets are indices into the part. */
export interface Escape {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The parts one after the other, their escapes undone. The map is made when it is first asked for. */
export function mapText(source: string, parts: readonly SourcePart[]): MappedText {
  const pieces: string[] = [];
  eachRun(source, parts, (start, end, text) => pieces.push(text ?? source.slice(start, end)));
  const text = pieces.join('');
  let made: Runs | null = null;
  const runs = () => {
    made ??= listRuns(source, parts);
    return made;
  };
  return {
    text,
    startOf(index) {
      if (text === '') return parts[0]?.start ?? 0;
      if (index >= text.length) return endIn(runs(), text.length);
      return startIn(runs(), Math.max(index, 0));
    },
    endOf(index) {
      if (text === '') return parts[0]?.start ?? 0;
      return index <= 0 ? startIn(runs(), 0) : endIn(runs(), Math.min(index, text.length));
    },
  };
}

/** Tells each run of the source: as it is (`text` null), or an escape with the text it stands for. */
function eachRun(
  source: string,
  parts: readonly SourcePart[],
  hear: (start: number, end: number, text: string | null) => void,
): void {
  for (const { start, end, findEscape } of parts) {
    // a slice, so that the search for an escape ends where the part does
    const part = source.slice(start, end);
    let at = 0;
    for (let next = findEscape?.(part, at) ?? null; next !== null; next = findEscape?.(part, at) ?? null) {
      if (next.start > at) hear(start + at, start + next.start, null);
      hear(start + next.start, start + next.end, next.text);
      at = next.end;
    }
    if (part.length > at) hear(start + at, end, null);
  }
}

/** Runs as columns: where each begins in the text and in the source, and where it ends there. */
interface Runs {
  readonly at: number[];
  readonly start: number[];
  readonly end: number[];
  readonly plain: boolean[];
}

function listRuns(source: string, parts: readonly SourcePart[]): Runs {
  const runs: Runs = { at: [], start: [], end: [], plain: [] };
  let at = 0;
  eachRun(source, parts, (start, end, text) => {
    const length = text === null ? end - start : text.length;
    if (length === 0) return;
    runs.at.push(at);
    runs.start.push(start);
    runs.end.push(end);
    runs.plain.push(text === null);
    at += length;
  });
  return runs;
}

function startIn(runs: Runs, index: number): number {
  const place = runAt(runs, index);
  const start = runs.start[place] ?? 0;
  return runs.plain[place] === true ? start + index - (runs.at[place] ?? 0) : start;
}

function endIn(runs: Runs, index: number): number {
  const place = runAt(runs, index - 1);
  const start = runs.start[place] ?? 0;
  return runs.plain[place] === true ? start + index - (runs.at[place] ?? 0) : (runs.end[place] ?? 0);
}

/** The run that holds the character at that index. */
function runAt({ at }: Runs, index: number): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((at[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
