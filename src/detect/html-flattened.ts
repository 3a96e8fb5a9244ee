import { decodeReferences } from '../html/character-references.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Range } from '../model/ranges.ts';
import { beside } from './beside.ts';
import { most } from './html-contents.ts';
import { type Leaf, leavesOf } from './html-leaves.ts';
import { dashed, postsInLines } from './html-lines.ts';
import { wordsIn } from './html-words.ts';
import { quotedOf } from './text.ts';
import { type Found, refAt } from './text-embeds.ts';
import { findFlattened } from './text-flattened.ts';
import { type FlattenedPost, printed } from './text-post.ts';

/** Could the page hold a post that was made text? Only attributions with a handle in brackets are looked for. */
export function mayHoldFlattened(text: string): boolean {
  return openings.some((opening) => text.includes(opening));
}

/**
 * The posts that publishing systems kept as mere words in a page's paragraphs and quotes: those that are all their
 * paragraph holds, or all of the quote it ends, or a paragraph and the attribution in the next, or whole lines of a
 * paragraph. Nothing is looked for in what is already `found`.
 */
export function flattenedInHtml(
  text: string,
  found: readonly Pick<Found, 'start' | 'end'>[],
  platforms: readonly PlatformInArticles[],
  elementsOnly = false,
): Found[] {
  if (found.length >= most || !holdsFreeHandle(text, found)) return [];
  const leaves = beside(leavesOf(text), found);
  const posts: Found[] = [];
  for (const [at, leaf] of leaves.entries()) {
    if (found.length + posts.length >= most) break;
    if (leaf.isCode || !handle.test(text.slice(leaf.start, leaf.end))) continue;
    if (elementsOnly && leaf.name === '') continue;
    const whole = leaf.end - leaf.start > longest ? null : readLeaf(text, leaves, at, platforms);
    const isAll = whole !== null && (whole.quoted?.text.length ?? 0) <= longestEmbedded;
    const lines = isAll ? [] : inLines(text, leaf, platforms);
    for (const post of lines.length === 0 && whole !== null ? [whole] : lines)
      if (post.start >= (posts.at(-1)?.end ?? 0)) posts.push(post);
  }
  return posts;
}

/** More than any post with its markup. */
const longest = 8000;
/** UTF-16 units: embeds cut their text at 280, links and mentions of the start not counted. */
const longestEmbedded = 400;
/** A handle, a date and a time. */
const longestTail = 160;
const handle = /\((?:@|&#64;)[A-Za-z0-9_]/u;
const handles = new RegExp(handle, 'gu');

type Ranges = readonly Pick<Found, 'start' | 'end'>[];

/** Some handle in brackets stands outside of what is found. */
function holdsFreeHandle(text: string, found: Ranges): boolean {
  return isFree(
    [...text.matchAll(handles)].map(({ index }) => index),
    found,
  );
}

/** Some of the places, which are in order, lies outside of what is found. */
export function isFree(places: readonly number[], found: Ranges): boolean {
  const ranges = places.map((start) => ({ start, end: start + 1 }));
  return beside(ranges, found).length > 0;
}

const openings = ['(@', '(&#64;'] as const;

function readLeaf(
  text: string,
  leaves: readonly Leaf[],
  at: number,
  platforms: readonly PlatformInArticles[],
): Found | null {
  const leaf = leaves[at];
  if (leaf === undefined) return null;
  const shown = wordsIn(text, leaf, 'shown').text.trim();
  // the end of an attribution is not far from its handle
  if (shown.length - shown.lastIndexOf('(@') > longestTail) return null;
  for (const platform of platforms) {
    const { flattened } = platform;
    if (flattened === null || flattened.shape.kind === 'pattern') continue;
    const [read, ...more] = findFlattened(shown, flattened);
    if (read === undefined || more.length > 0 || read.end < shown.length || read.handle === null) continue;
    const isSigned = flattened.shape.kind === 'signed';
    const textEnd = read.text === '' ? read.start : read.start + read.text.length;
    if (isSigned && (read.date === null || !dashed.test(shown.slice(textEnd)))) continue;
    if (!isSigned && read.start > 0) continue;
    // all the paragraph is the post's, where nothing but its end is sure
    const post = isSigned ? { ...read, start: 0, text: shown.slice(0, textEnd).trim() } : read;
    const above = isSigned && post.text === '' ? textAbove(leaves, at) : [];
    if (above === null) continue;
    const whole = {
      ...post,
      text:
        above.length === 0
          ? post.text
          : printed(above.map((each) => wordsIn(text, each, 'shown').text.trim()).join('\n\n')),
    };
    if (isSigned && (whole.text === '' || !flattened.fits(whole.text, post.date))) continue;
    return foundAt(text, [...above, leaf], whole, platform);
  }
  return null;
}

/** The paragraphs an attribution alone belongs to: those before it in its quote, else the one right before it. */
function textAbove(leaves: readonly Leaf[], at: number): Leaf[] | null {
  const leaf = leaves[at];
  const above = leaves[at - 1];
  if (leaf === undefined || above === undefined || above.isCode || above.quote !== leaf.quote) return null;
  if (leaf.quote === null) return above.name === 'p' && leaf.name === 'p' ? [above] : null;
  let first = at - 1;
  while (at - first <= mostParagraphs && leaves[first - 1]?.quote === leaf.quote) first -= 1;
  return leaves.slice(first, at);
}

const mostParagraphs = 12;

function foundAt(
  text: string,
  leaves: readonly Leaf[],
  post: FlattenedPost,
  platform: PlatformInArticles,
): Found {
  const [first, last] = [leaves[0], leaves.at(-1)];
  const quote = first?.quote ?? null;
  // a quote that holds nothing else is the embed's own
  const isAll = quote !== null && quote.leaves === leaves.length;
  const start = isAll ? quote.start : (first?.outerStart ?? 0);
  const end = isAll ? quote.end : (last?.outerEnd ?? 0);
  const confidence = post.text === '' ? 0.9 : 0.95;
  return { ...whatIsFound(text, { start, end }, post, platform), confidence };
}

function inLines(text: string, leaf: Leaf, platforms: readonly PlatformInArticles[]): Found[] {
  return postsInLines(text, leaf, platforms).map(({ post, platform, ...place }) => ({
    ...whatIsFound(text, place, post, platform),
    confidence: 0.9,
  }));
}

function whatIsFound(
  text: string,
  { start, end }: Range,
  post: FlattenedPost,
  platform: PlatformInArticles,
): Omit<Found, 'confidence'> {
  const hrefs = [...text.slice(start, end).matchAll(/\shref\s?=\s?["']([^"'\s]{1,2000})["']/giu)];
  const href = hrefs.at(-1)?.[1];
  const ref = href === undefined ? null : refAt(decodeReferences(href), platform, 'link');
  return { platform: platform.id, kind: 'flattened', ref, quoted: quotedOf(post), start, end };
}
