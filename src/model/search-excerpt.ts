import { type SearchField, type SearchPart, searchFields } from './search-parts.ts';
import type { Term } from './search-term.ts';
import type { Word } from './search-words.ts';

/** The words around what was found. */
export interface Excerpt {
  readonly field: SearchField;
  /** Cut out of the part it stands in, in NFC, white space as single spaces, `…` where it was cut. */
  readonly text: string;
  /** Ranges `[start, end)` of the words found, in UTF-16 units of `text`. */
  readonly hits: readonly (readonly [number, number])[];
}

/** UTF-16 units of an excerpt, about. */
const longest = 160;
/** What is shown of the words before the first find. */
const lead = 40;
/** What is shown of a post that was found by its author. */
const saying: ReadonlySet<SearchField> = new Set(['text', 'quoted', 'title']);
/** More finds in one part are not looked at. */
const mostHits = 200;

/**
 * Shows where a post holds what was looked for: in the part that holds most of it, of equals in the likelier field.
 * Without anything looked for, the beginning of the first part. Null for a post that says nothing. Pure.
 */
export function excerptOf(parts: readonly SearchPart[], terms: readonly Term[]): Excerpt | null {
  const rated = parts.map((part) => ({ part, ...findIn(part.words, terms) }));
  const [best] = rated.toSorted(
    (a, b) => b.found - a.found || searchFields.indexOf(a.part.field) - searchFields.indexOf(b.part.field),
  );
  // What it is called was not looked for, and is told beside.
  if (best === undefined || (best.found === 0 && best.part.field === 'links')) return null;
  // Who wrote it is told beside: what it says tells more.
  const isName = best.part.field === 'author' || best.part.field === 'handle';
  const said = isName ? rated.find(({ part }) => saying.has(part.field)) : undefined;
  const shown = said ?? best;
  return cutOut(shown.part, shown.hits);
}

interface Finds {
  /** How many of the terms are there. */
  readonly found: number;
  /** The words they are in. */
  readonly hits: readonly Word[];
}

function findIn(words: readonly Word[], terms: readonly Term[]): Finds {
  const finds = terms.map((term) => hitsOf(words, term));
  return {
    found: finds.filter((hits) => hits.length > 0).length,
    hits: [...new Set(finds.flat())]
      .toSorted((a, b) => a.start - b.start || a.end - b.end)
      .slice(0, mostHits),
  };
}

function hitsOf(words: readonly Word[], { tokens, isPrefix }: Term): Word[] {
  const isHere = (start: number) =>
    tokens.every((token, index) => {
      const found = words[start + index]?.token;
      return isPrefix && index === tokens.length - 1 ? found?.startsWith(token) : found === token;
    });
  return words.flatMap((_, start) => (isHere(start) ? words.slice(start, start + tokens.length) : []));
}

function cutOut({ field, text, words }: SearchPart, hits: readonly Word[]): Excerpt {
  const window = windowOf(text, words, hits);
  const before = window.start > 0 ? '…' : '';
  const after = window.end < text.length ? '…' : '';
  let shown = before;
  let at = window.start;
  const ranges: [number, number][] = [];
  const append = (to: number) => {
    shown += text.slice(at, to).replace(/\s+/gu, ' ');
    at = to;
  };
  for (const { start, end } of joined(hits)) {
    if (start < window.start || end > window.end) continue;
    append(start);
    const from = shown.length;
    append(end);
    ranges.push([from, shown.length]);
  }
  append(window.end);
  return { field, text: shown.trimEnd() + after, hits: ranges };
}

/** Finds that touch or overlap, as pairs of letters do, are one. */
function joined(hits: readonly Word[]): { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of hits) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** As many finds as there is room for; begins and ends between words. */
function windowOf(
  text: string,
  words: readonly Word[],
  hits: readonly Word[],
): { start: number; end: number } {
  if (text.length <= longest) return { start: text.length - text.trimStart().length, end: text.length };
  const first = bestFirst(hits);
  const from = Math.max(0, Math.min(first - lead, text.length - longest));
  const start = from === 0 ? 0 : (words.find((word) => word.start >= from)?.start ?? from);
  const end = words.findLast((word) => word.end <= start + longest)?.end ?? start;
  return {
    start: Math.min(start, first),
    end: text.length - start <= longest ? text.length : Math.max(end, start),
  };
}

/** Where the find stands that has most finds behind it within an excerpt's length. */
function bestFirst(hits: readonly Word[]): number {
  let best = { start: 0, count: 0 };
  for (const { start } of hits) {
    const count = hits.filter((hit) => hit.start >= start && hit.end <= start + longest - lead).length;
    if (count > best.count) best = { start, count };
  }
  return best.start;
}
