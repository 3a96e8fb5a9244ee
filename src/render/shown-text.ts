import type { Segment } from '../model/post.ts';
import { cleanLines, isBlank } from './clean-text.ts';

/** A piece of text that came or went between two versions, where two are compared. */
export type MarkedSegment = Segment & { readonly mark?: 'ins' | 'del' | undefined };

/** A post's text as every form shows it, and how much of it was left out. */
export interface ShownText {
  readonly segments: readonly MarkedSegment[];
  /** Characters of the whole text, where it was too long to show; null when all of it is there. */
  readonly cutFrom: number | null;
}

/** Texts are shown up to here: some are made to break pages. All of it stays in the archive. */
const mostCharacters = 10_000;
/** A single character can carry a thousand marks. */
const unitsEach = 4;
/** Blank lines in a row that are kept. */
const mostBlankLines = 2;

/** Cleans the segments, keeps at most two blank lines in a row and none at the ends, and cuts what has no end. */
export function shownText(segments: readonly MarkedSegment[], most = mostCharacters): ShownText {
  const cleaned = segments.map((segment) => withText(segment, cleanLines(segment.text)));
  const whole = trimEnds(collapseBlankLines(cleaned));
  const length = whole.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= most) return { segments: whole, cutFrom: null };
  const { kept, cut } = cutSegments(whole, most);
  return { segments: kept, cutFrom: cut ? countCharacters(cleaned) : null };
}

/** Reasons of takedowns are shown up to here. */
export const longestReason = 1000;

/** A text of which no more than its beginning is shown, cut between two words or at least two characters. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const { text: kept } = firstCharacters(text, most, most * unitsEach);
  return kept.length < text.length ? `${kept.replace(/\s\S{0,20}$/u, '').trimEnd()}…` : text;
}

/** Most need no change, and none is copied for nothing. */
function withText(segment: MarkedSegment, text: string): MarkedSegment {
  return text === segment.text ? segment : { ...segment, text };
}

/** Blank lines may be spread over segments, so the count goes on from one to the next. */
function collapseBlankLines(segments: readonly MarkedSegment[]): readonly MarkedSegment[] {
  if (countLineEnds(segments) <= mostBlankLines) return segments;
  let blankLines = 0;
  let line = '';
  return segments.map((segment) => {
    const lines = segment.text.split('\n');
    const kept: string[] = [];
    lines.forEach((part, at) => {
      const isFirst = at === 0;
      if (!isFirst) {
        blankLines = isBlank(line) ? blankLines + 1 : 0;
        line = '';
      }
      line += part;
      const isTooMuch = !isFirst && blankLines > mostBlankLines;
      if (isTooMuch && !isBlank(part)) kept[kept.length - 1] = part;
      if (!isTooMuch) kept.push(part);
    });
    return withText(segment, kept.join('\n'));
  });
}

function countLineEnds(segments: readonly MarkedSegment[]): number {
  let count = 0;
  for (const { text } of segments)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function trimEnds(segments: readonly MarkedSegment[]): MarkedSegment[] {
  const trimmed = [...segments];
  const first = trimmed[0];
  if (first?.kind === 'text') trimmed[0] = withText(first, first.text.replace(/^(?:[^\S\n]*\n)+/u, ''));
  const last = trimmed.at(-1);
  if (last?.kind === 'text') trimmed[trimmed.length - 1] = withText(last, last.text.trimEnd());
  return trimmed.filter((segment) => segment.text !== '' || segment.kind === 'emoji');
}

function cutSegments(
  segments: readonly MarkedSegment[],
  most: number,
): { kept: MarkedSegment[]; cut: boolean } {
  const kept: MarkedSegment[] = [];
  let characters = most;
  let units = most * unitsEach;
  for (const segment of segments) {
    const part = firstCharacters(segment.text, characters, units);
    kept.push({ ...segment, text: part.text });
    if (part.text.length < segment.text.length) return { kept, cut: true };
    characters -= part.count;
    units -= part.text.length;
  }
  return { kept, cut: false };
}

function firstCharacters(text: string, most: number, units: number): { text: string; count: number } {
  let count = 0;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, units))) {
    if (count === most) break;
    count += 1;
    end = index + segment.length;
  }
  return { text: text.slice(0, end).replace(/[\ud800-\udbff]$/, ''), count };
}

/** In code points: the length of a text nobody will read to the end is told, not weighed. */
function countCharacters(segments: readonly Segment[]): number {
  return segments.reduce((sum, { text }) => sum + (text.length - (text.match(highHalves)?.length ?? 0)), 0);
}

const highHalves = /[\ud800-\udbff]/g;
/** What a reader counts as one character, whatever it is made of. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
