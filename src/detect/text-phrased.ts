import type { FlattenedRule, FlattenedShape } from '../model/platform.ts';
import { chooseName, tidy } from './text-author.ts';
import { mark, type Patterns, patternsOf } from './text-patterns.ts';
import { readPhraseDate } from './text-phrase-date.ts';
import { findNamedLines, openerBefore } from './text-phrased-name.ts';
import { type FlattenedPost, printed } from './text-post.ts';

/**
 * Posts whose embeds name their author in a phrase of the page's language: `A post shared by Name (@handle)`,
 * `Name(@handle)がシェアした投稿`. Their text is known only where the embed's first words stand before it.
 */
export function findPhrased(
  text: string,
  rule: FlattenedRule,
  shape: Extract<FlattenedShape, { readonly kind: 'phrase' }>,
): FlattenedPost[] {
  const patterns = patternsOf(rule);
  const words = wordsOf(shape);
  const posts: FlattenedPost[] = [];
  let floor = 0;
  for (const match of text.matchAll(patterns.handle)) {
    const handle = match[1];
    if (handle === undefined || match.index < floor) continue;
    const signature = readSignature(text, floor, match, { words, patterns });
    if (signature === null) continue;
    const post = readPost(text, floor, { ...signature, handle }, { words, patterns });
    const last = posts.at(-1);
    if (last !== undefined && isRepeat(text, last, post))
      posts[posts.length - 1] = { ...last, end: post.end };
    else posts.push(post);
    floor = post.end;
  }
  return withNamed(text, posts, shape, { words, patterns });
}

/** The posts, and between them those whose handle was lost. */
function withNamed(
  text: string,
  posts: readonly FlattenedPost[],
  shape: Extract<FlattenedShape, { readonly kind: 'phrase' }>,
  reader: Reader,
): FlattenedPost[] {
  const all: FlattenedPost[] = [];
  let next = 0;
  for (const line of findNamedLines(text, shape)) {
    for (let post = posts[next]; post !== undefined && post.start < line.end; post = posts[next]) {
      all.push(post);
      next += 1;
    }
    const floor = all.at(-1)?.end ?? 0;
    if (line.start < floor) continue;
    const post = readPost(text, floor, { ...line, handle: null }, reader);
    const opened = line.sure || openerBefore(text, floor, line.start, reader.words.opener) !== null;
    // of pictures people write too
    if (!opened && pictures.test(text.slice(line.start, line.end))) continue;
    all.push({ ...post, date: line.date, end: line.end, confidence: opened ? 0.9 : 0.75 });
  }
  return [...all, ...posts.slice(next)];
}

const pictures = /^(?:\S+ ){0,2}(?:photo|foto|video|v[ií]deo|vidéo|reel)/iu;

/** The phrases, ready for use. */
interface Words {
  readonly before: RegExp;
  readonly after: RegExp;
  readonly afterHere: RegExp;
  readonly opener: RegExp;
}

interface Reader {
  readonly words: Words;
  readonly patterns: Patterns;
}

interface Signature {
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
}

function wordsOf({ before, after, opener }: Extract<FlattenedShape, { readonly kind: 'phrase' }>): Words {
  const gap = `(?:[^\\S\\n]|${mark}){0,9}`;
  return {
    before: new RegExp(`(?:${before.source})(?![\\p{L}\\p{M}])`, 'giu'),
    after: new RegExp(`(?<=\\s)(?:${after.source})(?![\\p{L}\\p{M}])`, 'giu'),
    afterHere: new RegExp(`${gap}(?:${after.source})(?![\\p{L}\\p{M}])`, 'iuy'),
    opener: new RegExp(opener.source, 'giu'),
  };
}

/** Names are at most 64 characters, but marks make them longer in units. */
const longestHead = 220;
const longestName = 80;

function readSignature(
  text: string,
  floor: number,
  match: RegExpExecArray,
  { words, patterns }: Reader,
): Signature | null {
  const lowest = Math.max(floor, match.index - longestHead);
  const line = lowest + text.slice(lowest, match.index).lastIndexOf('\n') + 1;
  const head = text.slice(line, match.index);
  const handleEnd = match.index + match[0].length;
  words.afterHere.lastIndex = handleEnd;
  const after = words.afterHere.exec(text);
  const end = handleEnd + (after?.[0].length ?? 0);
  const lead = [...text.slice(line, handleEnd + 60).matchAll(words.before)].findLast(
    (found) => found.index + found[0].length <= head.length,
  );
  if (lead !== undefined) {
    const name = tidy(head.slice(lead.index + lead[0].length));
    // prose says "in a post shared by Ana (@ana), …"
    if (/^\p{Ll}/u.test(lead[0]) || !isClosed(text, end) || isLong(name)) return null;
    return { start: line + lead.index, end, name };
  }
  const atLineStart = line > lowest || line === 0 || line === floor || text[line - 1] === '\n';
  const split = after === null ? [...head.matchAll(words.after)].at(-1) : undefined;
  const first = split === undefined ? head : head.slice(0, split.index);
  if (after === null && split === undefined) return null;
  const from = chooseName(first, atLineStart, match[1] ?? '', patterns);
  if (from === null) return null;
  const rest = split === undefined ? '' : head.slice(split.index + split[0].length);
  const name = tidy(`${first.slice(from)} ${rest}`);
  return isLong(name) || /[.!?]\s/u.test(rest) ? null : { start: line + from, end, name };
}

function isLong(name: string | null): boolean {
  return name !== null && [...name].length > longestName;
}

/** What follows the signature is something else, not the rest of a sentence. */
function isClosed(text: string, end: number): boolean {
  const rest = text.slice(end, end + 24);
  return (
    !/^[^\S\n]*[,;]/u.test(rest) && (readPhraseDate(text, end) !== null || !/^[^\S\n]*\p{Ll}/u.test(rest))
  );
}

function readPost(
  text: string,
  floor: number,
  signature: Signature & { readonly handle: string | null },
  { words, patterns }: Reader,
): FlattenedPost {
  const { start, end, name, handle } = signature;
  const date = readPhraseDate(text, end);
  const opened = openerBefore(text, floor, start, words.opener);
  const raw = opened === null ? '' : text.slice(opened, start).replace(patterns.noise, '');
  const quoted = opened === null ? '' : printed(raw.trim());
  const lead =
    opened === null ? 0 : text.slice(opened, start).length - text.slice(opened, start).trimStart().length;
  return {
    start: quoted === '' ? start : (opened ?? start) + lead,
    end: date?.end ?? end,
    name,
    handle,
    date: date?.date ?? null,
    text: quoted,
    links: [...quoted.matchAll(patterns.anyLink)].map((link) => link[0]),
    url: null,
    confidence: opened === null && date === null ? 0.9 : 0.95,
  };
}

/** Extractors print a whole blockquote and then its signature again. */
function isRepeat(text: string, first: FlattenedPost, second: FlattenedPost): boolean {
  return (
    first.handle === second.handle &&
    first.date === second.date &&
    (second.text === '' || second.text === first.text) &&
    text.slice(first.end, second.start).trim() === ''
  );
}
