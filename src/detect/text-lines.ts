/** A line of a text that holds something, its outer white space left out. Offsets are UTF-16 units. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** Line ends between it and the line before that holds something. */
  readonly gap: number;
}

/** The lines of `[from, to)` that hold something. What stands before `from` doesn't count for the first gap. */
export function linesOf(text: string, from: number, to: number): Line[] {
  const lines: Line[] = [];
  let at = from;
  let gap = 0;
  for (const raw of text.slice(from, to).split('\n')) {
    const trimmed = raw.trim();
    if (trimmed !== '') {
      const start = at + raw.indexOf(trimmed);
      lines.push({ start, end: start + trimmed.length, gap });
      gap = 0;
    }
    gap += 1;
    at += raw.length + 1;
  }
  return lines;
}

/** As `linesOf`, one after the other, for those who stop early. Ends after `most` UTF-16 units. */
export function* linesFrom(text: string, from: number, most: number): Generator<Line> {
  const to = Math.min(text.length, from + most);
  let gap = 0;
  for (let at = from; at < to; ) {
    const found = text.indexOf('\n', at);
    const end = found === -1 || found > to ? to : found;
    const raw = text.slice(at, end);
    const trimmed = raw.trim();
    if (trimmed !== '') {
      const start = at + raw.indexOf(trimmed);
      yield { start, end: start + trimmed.length, gap };
      gap = 0;
    }
    gap += 1;
    at = end + 1;
  }
}

/** Line ends from `at` to the next thing that stands there; null when nothing follows. */
export function gapAfter(text: string, at: number): number | null {
  const match = /\s{0,200}/uy;
  match.lastIndex = at;
  const skipped = match.exec(text)?.[0] ?? '';
  return at + skipped.length >= text.length ? null : skipped.split('\n').length - 1;
}

/** Line ends that most often stand between two lines of the text's first part; 1 for a text of one line. */
export function usualGapOf(text: string): number {
  const counts = new Map<number, number>();
  for (const { gap } of linesOf(text, 0, Math.min(text.length, 20_000)).slice(1))
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}
