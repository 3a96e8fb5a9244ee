import type { Quoted } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { quotedOf } from './text.ts';
import { type Found, refAt } from './text-embeds.ts';
import { findFlattened } from './text-flattened.ts';
import { type Line, linesOf } from './text-lines.ts';

/** Paragraphs that are nothing but links to posts, and quotes that end in one. */
export function paragraphLinks(text: string, platforms: readonly PlatformInArticles[]): Found[] {
  return paragraphsOf(text).flatMap((lines) => {
    const first = lines[0];
    if (first === undefined) return [];
    if (text[first.start] === '>') return quoteOf(text, lines, platforms);
    const links = lines.map((line) => linkOf(text, line, platforms));
    return links.every((link) => link !== null) ? links : [];
  });
}

/** Runs of lines with no blank line between them. */
function paragraphsOf(text: string): Line[][] {
  const paragraphs: Line[][] = [];
  for (const line of linesOf(text, 0, text.length)) {
    if (line.gap === 1) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs;
}

const bare = /^<?(https?:\/\/[^\s<>]{1,2048})>?\\?$/u;
const labelled = /^\[([^\]]{0,1000})\]\(<?(https?:\/\/[^\s()<>]{1,2048})>?(?:\s+"[^"]{0,300}")?\)$/u;

/** A picture whose address is a post's: how note-taking programs embed posts. */
const pictured = /^!\[[^\]]{0,1000}\]\(<?(https?:\/\/[^\s()<>]{1,2048})>?(?:\s+"[^"]{0,300}")?\)$/u;

/**
 * A line that is one link to a post, its address in sight. With words of the author's own for a label it is a link
 * like any other, unless they are the post's text and attribution.
 */
function linkOf(text: string, line: Line, platforms: readonly PlatformInArticles[]): Found | null {
  const printed = text.slice(line.start, line.end);
  const [, label, target] = labelled.exec(printed) ?? [];
  const url = bare.exec(printed)?.[1] ?? target ?? pictured.exec(printed)?.[1];
  const post = url === undefined ? null : postAt(url, platforms, 'link');
  if (post === null) return null;
  const quoted = label === undefined ? null : quotedIn(plain(label), post.platform);
  if (label !== undefined && quoted === null && !bare.test(label)) return null;
  return { ...found(post, line.start, line.end), kind: 'link', quoted, confidence: 0.9 };
}

/** A quote is a post when it names the author as an embed does and ends in a link to the post. */
function quoteOf(text: string, lines: readonly Line[], platforms: readonly PlatformInArticles[]): Found[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || last.end - first.start > 6000) return [];
  const source = text.slice(first.start, last.end).replace(/^[^\S\n]*>[^\S\n]?/gmu, '');
  const url = [
    ...source.matchAll(/\]\(<?(https?:\/\/[^\s()<>]{1,2048})>?\)|<?(https?:\/\/[^\s()<>[\]]{1,2048})>?/gu),
  ]
    .map((match) => match[1] ?? match[2] ?? '')
    .at(-1);
  const post = url === undefined ? null : postAt(url, platforms, 'markup');
  if (post === null) return [];
  const quoted = quotedIn(plain(source), post.platform);
  if (quoted === null) return [];
  return [{ ...found(post, first.start, last.end), kind: 'blockquote', quoted, confidence: 0.95 }];
}

function quotedIn(text: string, platform: PlatformInArticles): Quoted | null {
  const post = platform.flattened === null ? undefined : findFlattened(text, platform.flattened).at(-1);
  return post === undefined || post.handle === null ? null : quotedOf({ ...post, text: post.text.trim() });
}

/** Markdown without its marks: links as their text, breaks and escapes as what they stand for. */
function plain(source: string): string {
  return source
    .replace(/\[([^\]]{0,1000})\]\([^\s()]{0,2048}\)/gu, '$1')
    .replace(/(?<! ) {2,}$|\\$/gmu, '')
    .replace(/<br\s{0,9}\/?>\n?/giu, '\n')
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, '');
}

interface PostAt {
  readonly platform: PlatformInArticles;
  readonly ref: Ref;
}

function postAt(
  url: string,
  platforms: readonly PlatformInArticles[],
  evidence: 'markup' | 'link',
): PostAt | null {
  for (const platform of platforms) {
    const ref = refAt(url, platform, evidence);
    if (ref !== null) return { platform, ref };
  }
  return null;
}

function found(
  { platform, ref }: PostAt,
  start: number,
  end: number,
): Pick<Found, 'platform' | 'ref' | 'start' | 'end'> {
  return { platform: platform.id, ref, start, end };
}
