import type { FindReport } from '../holdfast.ts';
import { visible } from '../log.ts';
import { removalInWords } from '../model/redaction.ts';
import { tableLines } from './table.ts';
import { cutEnd, excerpt, isolated, widthOf } from './text-width.ts';

type FoundReport = FindReport['posts'][number];

export interface FoundShape {
  /** Columns of the terminal; without it lines may be of any length. */
  readonly columns: number | undefined;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/**
 * A table of posts found, the head first: what was found stands in bold at the end of a line, or on one of its own where
 * the terminal is too narrow for both.
 */
export function foundLines(posts: readonly FoundReport[], { columns, bold, dim }: FoundShape): string[] {
  const rows = posts.map(({ name, state, date, author }) => [
    columns === undefined ? name : excerpt(name, longestName),
    state,
    date?.slice(0, 10) ?? '-',
    excerpt(authorInWords(author), longestAuthor),
  ]);
  const natural = tableLines(head, rows);
  const left = (columns ?? Number.POSITIVE_INFINITY) - Math.max(...natural.map(widthOf)) - gap.length;
  const isBeside = left >= leastBeside;
  const facts = isBeside ? natural : tableLines(head, rows, { columns });
  const room = Math.min(farthest, isBeside ? left : (columns ?? farthest) - gap.length);
  const excerpts = posts.map((post) => excerptLine(post, room, { bold, dim }));
  if (!isBeside)
    return facts.flatMap((line, index) => [
      line,
      ...(index === 0 ? [] : [`${gap}${excerpts[index - 1] ?? ''}`]),
    ]);
  const width = Math.max(...facts.map(widthOf));
  return facts.map((line, index) => {
    const last = index === 0 ? 'EXCERPT' : (excerpts[index - 1] ?? '');
    return `${line}${' '.repeat(width - widthOf(line))}${gap}${last}`;
  });
}

const head = ['POST', 'STATE', 'DATE', 'AUTHOR'] as const;
const gap = '  ';
/** Columns. */
const longestName = 52;
const longestAuthor = 32;
const leastBeside = 48;
const farthest = 120;
const leastExcerpt = 16;
/** Columns shown before the first find. */
const lead = 24;

function authorInWords(author: FoundReport['author']): string {
  const words = [author?.name, author?.handle == null ? null : `@${author.handle}`];
  return words.filter(Boolean).join(' ') || '-';
}

function excerptLine(
  { snippet, redacted }: FoundReport,
  room: number,
  { bold, dim }: Omit<FoundShape, 'columns'>,
): string {
  if (redacted !== undefined && (snippet === null || snippet.field === 'links'))
    return dim(excerpt(visible(removalInWords(redacted)), room));
  if (snippet === null) return '-';
  const place = places[snippet.field];
  const label = place === null ? '' : `${place}: `;
  const left = Math.max(leastExcerpt, room - label.length);
  const line = piecesOf(snippet, left)
    .map(({ text, isHit }) => (isHit ? bold(text) : text))
    .join('');
  return (label === '' ? '' : dim(label)) + isolated(line);
}

/** Where else than in the post's own words it was found. */
const places = {
  text: null,
  alt: 'picture',
  quote: 'quoted post',
  poll: 'poll',
  card: 'preview',
  note: 'note',
  author: null,
  handle: null,
  quoted: 'as quoted',
  title: 'article',
  article: 'article',
  earlier: 'earlier version',
  links: 'link',
} as const satisfies Record<NonNullable<FoundReport['snippet']>['field'], string | null>;

interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** As much of an excerpt as there is room for, the first find in it, cut at the ends. */
function piecesOf({ text, hits }: NonNullable<FoundReport['snippet']>, room: number): Piece[] {
  const pieces: Piece[] = [];
  const add = (from: number, to: number, isHit: boolean) => {
    pieces.push({ text: visible(text.slice(from, to)), isHit });
  };
  let at = 0;
  for (const [start, end] of hits) {
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, text.length, false);
  const [first, ...rest] = pieces;
  const width = pieces.reduce((sum, piece) => sum + widthOf(piece.text), 0);
  const isShort = first === undefined || rest.length === 0 || width <= room;
  return cutTo(isShort ? pieces : [{ text: lastWords(first.text, lead), isHit: false }, ...rest], room);
}

/** The end of a text, from a word's beginning. */
function lastWords(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const words = text.split(/(?<=\s)/u);
  let taken = '';
  for (const word of words.toReversed()) {
    if (widthOf(word + taken) > width - 1) break;
    taken = word + taken;
  }
  return `…${taken}`;
}

function cutTo(pieces: readonly Piece[], room: number): Piece[] {
  const kept: Piece[] = [];
  let left = room;
  for (const { text, isHit } of pieces) {
    const isLast = widthOf(text) > left;
    const shown = isLast ? cutEnd(text, left) : text;
    if (shown !== '') kept.push({ text: shown, isHit });
    if (isLast) break;
    left -= widthOf(shown);
  }
  return kept;
}
