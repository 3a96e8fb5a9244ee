import type { FindReport } from '../holdfast.ts';
import { visible } from '../log.ts';
import { tableLines } from './table.ts';
import { cutEnd, excerpt, isolated, widthOf } from './text-width.ts';

type FoundReport = FindReport['posts'][number];

export interface FoundShape {
  /** Columns of the terminal; without it lines may be of any length. */
  readonly columns: number | undefined;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** A table of posts found: the head, then one line per post with what was found in bold. */
export function foundLines(posts: readonly FoundReport[], { columns, bold, dim }: FoundShape): string[] {
  const facts = tableLines(
    ['POST', 'STATE', 'DATE', 'AUTHOR'],
    posts.map(({ name, state, date, author }) => [
      columns === undefined ? name : excerpt(name, 44),
      state,
      date?.slice(0, 10) ?? '-',
      excerpt(authorInWords(author), 28),
    ]),
    { columns: columns === undefined ? undefined : Math.max(0, columns - gap.length - leastExcerpt) },
  );
  const width = Math.max(...facts.map(widthOf));
  const room = columns === undefined ? farthest : Math.max(leastExcerpt, columns - width - gap.length);
  const excerpts = posts.map((post) => excerptLine(post, room, { bold, dim }));
  return facts.map((line, index) => {
    const last = index === 0 ? 'EXCERPT' : (excerpts[index - 1] ?? '');
    return `${line}${' '.repeat(width - widthOf(line))}${gap}${last}`.trimEnd();
  });
}

const gap = '  ';
const leastExcerpt = 24;
const farthest = 100;
/** Columns shown before the first find. */
const lead = 16;

function authorInWords(author: FoundReport['author']): string {
  const words = [author?.name, author?.handle == null ? null : `@${author.handle}`];
  return words.filter(Boolean).join(' ') || '-';
}

function excerptLine(
  { snippet, redacted }: FoundReport,
  room: number,
  { bold, dim }: Omit<FoundShape, 'columns'>,
): string {
  if (snippet === null) return redacted === undefined ? '-' : dim('removed from this archive');
  const place = places[snippet.field];
  const label = place === null ? '' : `${place}: `;
  const left = Math.max(leastExcerpt, room - label.length);
  const line = piecesOf(snippet, left)
    .map(({ text, isHit }) => (isHit ? bold(visible(text)) : visible(text)))
    .join('');
  return dim(label) + isolated(line);
}

/** Where else than in the post's own words it was found. */
const places = {
  text: null,
  shown: 'shown in it',
  alt: 'described',
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
  let at = 0;
  for (const [start, end] of hits) {
    pieces.push({ text: text.slice(at, start), isHit: false }, { text: text.slice(start, end), isHit: true });
    at = end;
  }
  pieces.push({ text: text.slice(at), isHit: false });
  const [first, ...rest] = pieces;
  const isShort = first === undefined || rest.length === 0 || widthOf(text) <= room;
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
