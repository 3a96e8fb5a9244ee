import { factsOf } from '../html/element-names.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { overlap, type Range } from '../model/ranges.ts';
import type { Leaf } from './html-leaves.ts';
import { wordsIn } from './html-words.ts';
import { findFlattened } from './text-flattened.ts';
import type { FlattenedPost } from './text-post.ts';
import { endsSentence } from './text-start.ts';

/** A flattened post and where it stands in the page. */
export interface PostInLines extends Range {
  readonly platform: PlatformInArticles;
  readonly post: FlattenedPost;
}

/**
 * The posts that are whole lines of a paragraph which holds other text, too: what becomes of a text with no blank lines in
 * it, as Markdown or with a `br` at each line's end. Editors also break lines to fit a window, so the lines around a
 * post must end and begin as sentences do.
 */
export function postsInLines(
  text: string,
  leaf: Leaf,
  platforms: readonly PlatformInArticles[],
): PostInLines[] {
  if (leaf.end - leaf.start > longest) return [];
  const lines = wordsIn(text, leaf, 'kept');
  if (!lines.text.trim().includes('\n')) return [];
  const posts: PostInLines[] = [];
  for (const platform of platforms) {
    const { flattened } = platform;
    if (flattened?.shape.kind !== 'signed') continue;
    // what begins a paragraph is no article's first line
    for (const found of findFlattened(`\n${lines.text}`, flattened)) {
      const post = { ...found, start: found.start - 1, end: found.end - 1 };
      if (!isSigned(lines.text, post) || !flattened.fits(post.text, post.date)) continue;
      if (!standsApart(lines.text, post)) continue;
      const place = { start: lines.startOf(post.start), end: lines.endOf(post.end) };
      if (isBalanced(text.slice(place.start, place.end)) && !posts.some((other) => overlap(other, place)))
        posts.push({ ...place, platform, post });
    }
  }
  return posts.sort((a, b) => a.start - b.start);
}

/** UTF-16 units: more than most articles have, with their markup. */
const longest = 100_000;

function isSigned(lines: string, { start, end, handle, date, text }: FlattenedPost): boolean {
  return (
    handle !== null && date !== null && text !== '' && dashed.test(lines.slice(start + text.length, end))
  );
}

/** What sets an attribution off from the text. */
export const dashed = /^[\s\u200e\u200f]*(?:[-–—―]|&[mn]dash;)/u;

function standsApart(lines: string, { start, end }: FlattenedPost): boolean {
  const [before, after] = [lines.slice(0, start), lines.slice(end)];
  const [above, below] = [before.trimEnd(), after.trimStart()];
  if (above === '' && below === '') return false;
  const isLine = (space: string) => space.includes('\n');
  const begins = above === '' || (isLine(before.slice(above.length)) && endsSentence(above.slice(-lookBack)));
  const ends = below === '' || (isLine(after.slice(0, -below.length)) && !/^\p{Ll}/u.test(below));
  return begins && ends;
}

/** UTF-16 units: more than what closes a sentence. */
const lookBack = 50;

/** Every element that begins in there ends in there, and none else does. */
function isBalanced(source: string): boolean {
  const open: string[] = [];
  for (const [, slash, given = ''] of source.matchAll(/<(\/?)([a-z][^\s/>]*)/giu)) {
    const name = given.toLowerCase();
    if (factsOf(name).isVoid) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}
