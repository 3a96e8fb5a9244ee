import { endOfFrontMatter } from '../detect/front-matter.ts';
import { maskMarkdown } from '../detect/markdown-mask.ts';
import { type SourceKind, sourceKindOf } from '../detect/source-kind.ts';
import type { Article } from '../model/article.ts';

/** What a part of an article is, if not its text: `data` of the page for its generator, or `code`. */
export type Untouchable = 'data' | 'code';

/** Tells of what stands from one index of an article's text to another. */
export type TellCode = (start: number, end: number) => Untouchable | null;

/**
 * What in an article its generator reads and nobody sees: front matter, and the code of templates. A tag of a template that
 * is an embed as a whole is none.
 */
export function createCodeFinder({ name, format }: Pick<Article, 'name' | 'format'>, text: string): TellCode {
  if (format !== 'html' && format !== 'markdown') return () => null;
  const kind = sourceKindOf(name);
  const matter = endOfFrontMatter(text);
  const masked = kind === 'mdx' ? maskMarkdown(text, true) : text;
  const modules = kind === 'mdx' ? spansOf(masked, moduleLines) : [];
  const braced =
    kind === 'mdx' || kind === 'astro' || kind === 'svelte' ? inBraces(without(masked, modules), matter) : [];
  const delimited = delimitersOf(kind, matter > 0);
  const tags = delimited === null ? [] : spansOf(text, delimited);
  const code = [...braced, ...modules];
  return (start, end) => {
    if (start < matter) return kind === 'astro' ? 'code' : 'data';
    const isInside = code.some((span) => span.start <= start && end <= span.end);
    const isInTag = tags.some(
      (tag) => tag.start <= start && end <= tag.end && (tag.start < start || end < tag.end),
    );
    return isInside || isInTag || isDirected(text, start, end, kind) ? 'code' : null;
  };
}

/** Its component shows it only sometimes, or often, or elsewhere: what stands there goes with what stands beside it. */
function isDirected(text: string, start: number, end: number, kind: SourceKind | null): boolean {
  if (kind !== 'vue' && kind !== 'astro' && kind !== 'svelte') return false;
  const tag = /^<[^<>]*/u.exec(text.slice(start, Math.min(end, start + longestTag)))?.[0] ?? '';
  return kind === 'vue'
    ? /\sv-(?:if|else|else-if|for|slot)(?=[\s=:>]|$)|\s#/u.test(tag)
    : /\sslot=/u.test(tag);
}

const longestTag = 2000;

/** A quick look: is there anything in it that `createCodeFinder` could find? */
export function mayHoldCode({ name, format }: Pick<Article, 'name' | 'format'>, text: string): boolean {
  if (format !== 'html' && format !== 'markdown') return false;
  return sourceKindOf(name) !== null || /^(?:---|\+\+\+|\{)/u.test(text);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const moduleLines = /^(?:import|export)[\s{*][^\n]*(?:\n(?![^\S\n]*(?:\n|$))[^\n]*)*/gmu;

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Same length. */
function without(text: string, spans: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of spans) {
    rest += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return rest + text.slice(at);
}

/** What stands between braces, as expressions of components do; of blocks such as `{#if}` only their own tags. */
function inBraces(text: string, from: number): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: sign } of text.matchAll(
    /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$(?![\s\S]))|\\[{}]|[{}]/giu,
  )) {
    if (index < from) continue;
    if (sign === '{') {
      if (depth === 0) start = index;
      depth += 1;
    } else if (sign === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0) spans.push({ start, end: index + 1 });
    } else if (sign.startsWith('<')) spans.push({ start: index, end: index + sign.length });
  }
  return depth === 0 ? spans : [...spans, { start, end: text.length }];
}

/** A template's own tags. Pages that are no templates may hold such signs and mean nothing by them. */
function delimitersOf(kind: SourceKind | null, hasFrontMatter: boolean): RegExp | null {
  if (kind === 'php') return /<\?(?:php|=)[\s\S]*?(?:\?>|$(?![\s\S]))/giu;
  if (kind === 'percent') return /<%[\s\S]*?(?:%>|$(?![\s\S]))/gu;
  if (kind !== 'curly' && kind !== 'vue' && !hasFrontMatter) return null;
  return /\{\{[\s\S]*?(?:\}\}|$(?![\s\S]))|\{[%#][\s\S]*?(?:[%#]\}|$(?![\s\S]))/gu;
}
