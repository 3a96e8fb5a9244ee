import type { Escaping } from '../model/article.ts';
import type { MarkSyntax } from './setting.ts';
import { asBlock, htmlBlockAround } from './wordpress-blocks.ts';

/**
 * What a fallback in an article is set between, so that the embed can be given back. In HTML and Markdown two
 * comments, `<!--holdfast ref="x:20" sha256="9f86…"-->` and `<!--/holdfast-->`; in plain text two short lines,
 * `[holdfast]` and `[/holdfast x:20 9f86…]`, since readers see them. Where a platform's script stood that nothing
 * needs any more there is nothing between `<!--holdfast loader="x" sha256="9f86…"-->` and its end. In MDX the comments are
 * `{/*holdfast …*\/}`. Where the embed was a block of WordPress's editor, the first mark says `in="wp:html"`, and the
 * comments of such a block stand around both.
 */
export interface Mark {
  readonly kind: 'post' | 'loader';
  /** The post's written ref; of a loader the platform's id. */
  readonly name: string;
  /** SHA-256, in hex, of the bytes that stood there. */
  readonly original: string;
  /** In plain text: the encoding, where it had to be guessed and might be guessed otherwise next time. */
  readonly encoding: string | null;
  /** In a feed: how the original is written. Absent where it is not of a feed. */
  readonly escaping?: Escaping;
  /** A block of HTML of WordPress's editor is around the marks and goes with them. */
  readonly isBlock?: boolean;
  /** From the beginning of the first mark to the end of the second, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

/** What the marks say. */
export type MarkLabel = Omit<Mark, 'start' | 'end'>;

/** Marks found, and where one stands that can't be paired or read: it is left alone and told. */
export interface FoundMarks {
  readonly marks: readonly Mark[];
  /** UTF-16 units of the text. */
  readonly damaged: readonly number[];
}

/** The fallback between its marks. `lineEnd` is the article's own. */
export function writeMarked(mark: MarkLabel, fallback: string, syntax: MarkSyntax, lineEnd: string): string {
  const name = writeName(mark.name);
  const attribute = mark.kind === 'post' ? 'ref' : 'loader';
  if (syntax !== 'lines') {
    const [before, after] = syntax === 'braces' ? ['{/*', '*/}'] : ['<!--', '-->'];
    const escaping = mark.escaping === undefined ? '' : ` as="${mark.escaping}"`;
    const block = mark.isBlock === true ? ' in="wp:html"' : '';
    const opening = `${before}holdfast ${attribute}="${name}" sha256="${mark.original}"${escaping}${block}${after}`;
    const marked = `${opening}${fallback}${before}/holdfast${after}`;
    return mark.isBlock === true ? asBlock(marked, lineEnd) : marked;
  }
  // What a post says may look like a mark of ours, but must not be one.
  const lines = fallback
    .replace(/\[(?=\/?holdfast[\] ])/g, '(')
    .trimEnd()
    .split('\n');
  const escaping = mark.escaping === undefined ? null : `as:${mark.escaping}`;
  const label = [name, mark.original, mark.encoding, escaping].filter((part) => part !== null).join(' ');
  return ['[holdfast]', ...lines, `[/holdfast ${label}]`].join(lineEnd);
}

/** All marks of a text, in order. */
export function findMarks(text: string, syntax: MarkSyntax): FoundMarks {
  const marks: Mark[] = [];
  const damaged: number[] = [];
  let open: Token | null = null;
  for (const token of tokensOf(text, syntax)) {
    if (!token.closes) {
      if (open !== null) damaged.push(open.start);
      open = token;
      continue;
    }
    const label = open?.label ?? token.label;
    if (open === null || label === null || open.broken || token.broken) damaged.push((open ?? token).start);
    else {
      const { start } = open;
      const range =
        label.isBlock === true ? htmlBlockAround(text, start, token.end) : { start, end: token.end };
      if (range === null) damaged.push(start);
      else marks.push({ ...label, ...range });
    }
    open = null;
  }
  if (open !== null) damaged.push(open.start);
  return { marks, damaged };
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly closes: boolean;
  readonly label: MarkLabel | null;
  /** It says something that can't be read. */
  readonly broken: boolean;
}

const label =
  /^ (?<what>ref|loader)="(?<name>[!-~]+)" sha256="(?<original>[0-9a-f]{64})"(?: as="(?<escaping>text|cdata|markup|json)")?(?<block> in="wp:html")?$/;

const grammars = {
  comments: { token: /<!--(?<slash>\/?)holdfast(?<rest>(?:\s[^>]*?)?)-->/g, label },
  // what was written before as HTML's comments is read too
  braces: {
    token: /(?:\{\/\*|<!--)(?<slash>\/?)holdfast(?<rest>(?:\s[^>}]*?)?)(?:\*\/\}|-->)/g,
    label,
  },
  lines: {
    token: /\[(?<slash>\/?)holdfast(?<rest>(?: [^\]\r\n]*)?)\]/g,
    label:
      /^ (?<name>[!-~]+) (?<original>[0-9a-f]{64})(?: (?<encoding>[a-z0-9_-]+))?(?: as:(?<escaping>text|cdata|json))?$/,
  },
} as const;

function* tokensOf(text: string, syntax: MarkSyntax): Iterable<Token> {
  const grammar = grammars[syntax];
  for (const match of text.matchAll(grammar.token)) {
    const rest = match.groups?.['rest'] ?? '';
    const label = readLabel(grammar.label.exec(rest)?.groups);
    const end = match.index + match[0].length;
    const closes = match.groups?.['slash'] === '/';
    yield { start: match.index, end, closes, label, broken: rest !== '' && label === null };
  }
}

function readLabel(groups: Readonly<Record<string, string | undefined>> | undefined): Token['label'] {
  const { what, name, original, encoding = null, escaping, block } = groups ?? {};
  if (name === undefined || original === undefined) return null;
  const kind = what === 'loader' ? 'loader' : 'post';
  try {
    return {
      kind,
      name: decodeURIComponent(name),
      original,
      encoding,
      ...(escaping === undefined ? {} : { escaping: escaping as Escaping }),
      ...(block === undefined ? {} : { isBlock: true }),
    };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** ASCII that ends neither a comment nor an attribute nor a bracket: `--` would. */
function writeName(name: string): string {
  return encodeURIComponent(name.toWellFormed())
    .replace(/%(?:3A|40|2F)/g, decodeURIComponent)
    .replace(/--/g, '-%2D')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
