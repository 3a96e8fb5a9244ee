import { decodeBytes } from '../html/decoded-text.ts';
import { outlineKinds, type PageOutline } from '../html/outline-cells.ts';
import { outlineBits } from '../html/outline-names.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { ByteSigns } from './byte-signs.ts';
import type { Outside } from './html-edge.ts';
import { findHidden } from './html-hidden.ts';
import type { HiddenParts } from './html-holders.ts';
import { scanWindow } from './html-scan.ts';
import { findSeeds, type Seed } from './html-seeds.ts';
import { type HiddenPart, searchHidden } from './json.ts';
import type { MarkupMarks } from './markup-marks.ts';
import type { Matcher } from './matcher.ts';
import type { Found } from './text-embeds.ts';

/**
 * The posts embedded in a page of UTF-8, its offsets bytes: only what stands around possible embeds is decoded and
 * tokenized, as much as it takes to be sure that the rest of the page could not change the answer. Null where
 * that can't be told: such a page is to be scanned whole.
 */
export function findInWindows(
  page: Uint8Array,
  signs: ByteSigns,
  platforms: readonly PlatformInArticles[],
  markup: MarkupMarks,
  matcher: Matcher,
): readonly Found[] | null {
  const outline = markup.outlinePage(page);
  if (outline === null) return null;
  const source: Source = { page, outline, signs, platforms, markup, matcher };
  const { seeds, scripts, outside } = findSeeds(source);
  const windows = scanAround({ ...source, outside, spend: createBudget(outline.count) }, seeds);
  // hosts learned on the way make links of what was no seed
  if (windows === null || matcher.learned() > 0) return null;
  const found = windows.flatMap((window) => window.found);
  const hidden = [...scripts, ...windows.flatMap((window) => window.hidden)];
  return [...found, ...findHidden(source, hidden, found)];
}

/** A page to search, and with what. */
export interface Source {
  readonly page: Uint8Array;
  readonly outline: PageOutline;
  readonly signs: ByteSigns;
  readonly platforms: readonly PlatformInArticles[];
  readonly markup: MarkupMarks;
  readonly matcher: Matcher;
}

interface Search extends Source {
  readonly outside: (index: number) => Outside;
  /** False once more pieces were scanned than the page has: then it is better read whole. */
  spend(pieces: number): boolean;
}

function createBudget(pieces: number): Search['spend'] {
  let left = pieces;
  return (more) => {
    left -= more;
    return left >= 0;
  };
}

/** A run of the outline's pieces, the last one and the text behind it left out. */
interface Window extends Scanned {
  readonly from: number;
  readonly to: number;
}

interface Scanned {
  readonly found: readonly Found[];
  /** Attributes that may have more. */
  readonly hidden: readonly HiddenPart[];
}

/** Windows one after the other; one that reaches back into those before takes them in. */
function scanAround(source: Search, seeds: readonly Seed[]): readonly Window[] | null {
  const windows: Window[] = [];
  for (const { index: seed, mayHold } of seeds) {
    if (seed < (windows.at(-1)?.to ?? 0) || !mayHold()) continue;
    let window = growWindow(source, seed, { from: seed, to: seed });
    while (window !== null && window.from < (windows.at(-1)?.to ?? 0)) {
      const { from } = windows.pop() ?? window;
      window = growWindow(source, seed, { from: Math.min(from, window.from), to: window.to });
    }
    if (window === null) return null;
    windows.push(window);
  }
  return windows;
}

/** The first of ever larger windows around the seed, and at least as large as told, whose answer is sure. */
function growWindow(
  source: Search,
  seed: number,
  least: { readonly from: number; readonly to: number },
): Window | null {
  const { outline } = source;
  for (let reach = 0; ; reach = reach === 0 ? firstReach : reach * 4) {
    const near = reach === 0 ? wordsAround(source, seed) : { from: seed - reach, to: seed + reach };
    const from = Math.min(least.from, blockBefore(outline, near.from));
    const to = Math.min(outline.count, Math.max(least.to, near.to));
    if ((from === 0 && to === outline.count) || !source.spend(to - from)) return null;
    const scanned = scanPieces(source, from, to);
    if (scanned !== null) return { ...scanned, from, to };
  }
}

const firstReach = 20;

/**
 * About the least that tells whether the seed's element stands alone: from the words before it to the end of the block with
 * the words behind it.
 */
function wordsAround(
  { page, outline }: Source,
  seed: number,
): { readonly from: number; readonly to: number } {
  const mark = outline.markAt(seed);
  const isEnd = (at: number) => outline.kindAt(at) === outlineKinds.end;
  const hasWordsBefore = (at: number) => hasInk(page, outline.endAt(at - 1), outline.startAt(at));
  let from = seed;
  while (from > Math.max(1, seed - firstReach) && !hasWordsBefore(from)) from -= 1;
  const last = Math.min(outline.count - 1, seed + 2 * firstReach);
  let to = seed;
  if (outline.kindAt(seed) === outlineKinds.start)
    while (to < last && !(isEnd(to) && outline.markAt(to) === mark)) to += 1;
  to += 1;
  while (to < last && !hasWordsBefore(to)) to += 1;
  while (to < last && !(isEnd(to) && (outline.markAt(to) & outlineBits.block) !== 0)) to += 1;
  return { from, to: to + 1 };
}

function hasInk(page: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((page[at] ?? 0) > 0x20) return true;
  return false;
}

/** The last start tag of a block at or before that piece; the page's start without one. */
function blockBefore(outline: PageOutline, index: number): number {
  for (let at = index; at > 0; at -= 1)
    if (outline.kindAt(at) === outlineKinds.start && (outline.markAt(at) & outlineBits.block) !== 0)
      return at;
  return 0;
}

function scanPieces(source: Search, from: number, to: number): Scanned | null {
  const { page, outline, platforms, matcher } = source;
  const start = from === 0 ? 0 : outline.startAt(from);
  const end = to < outline.count ? outline.startAt(to) : page.length;
  const shown = decodeBytes(page.subarray(start, end), 'utf-8', false);
  const placed = <T extends { readonly start: number; readonly end: number }>(each: T): T => ({
    ...each,
    start: start + shown.byteOffset(each.start),
    end: start + shown.byteOffset(each.end),
  });
  const hidden: HiddenPart[] = [];
  const parts: HiddenParts = {
    search: (value) => searchHidden(value, platforms, matcher),
    hear: (first, last) => hidden.push(placed({ kind: 'attribute', start: first, end: last })),
  };
  const cut = { left: from > 0, right: to < outline.count, outside: source.outside(from) };
  const found = scanWindow(shown.text, platforms, matcher, parts, cut);
  return found === null ? null : { found: found.map(placed), hidden };
}
