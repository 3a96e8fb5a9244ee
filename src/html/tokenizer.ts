import { nameAt } from './element-names.ts';
import { createFinder } from './finder.ts';
import { endOfRawText, isRawText } from './raw-text.ts';
import { endOfName, endOfTag } from './tag-source.ts';

/** Hears the tokens of a page in order. All offsets are UTF-16 units of the text. */
export interface TokenSink {
  text(start: number, end: number): void;
  /** True when what follows is raw text if the name says so: not in SVG and MathML. */
  startTag(tag: StartTag): boolean;
  endTag(name: string, start: number, end: number): void;
  /** A real comment, `<!--` to `-->`; what stands between the two is its text. */
  comment(start: number, end: number): void;
  /** Text in which no tags are seen: of scripts, styles, `title`, `textarea`, `iframe` … */
  rawText(name: string, start: number, end: number): void;
  /** The innermost open element is one of SVG or MathML, where CDATA sections are text. */
  inForeign(): boolean;
}

export interface StartTag {
  /** Lower case. */
  readonly name: string;
  readonly start: number;
  /** Where the name ends and the attributes begin. */
  readonly attributes: number;
  /** Past the `>`. */
  readonly end: number;
}

/**
 * Cuts a page into tokens as the HTML standard's tokenizer does, in one pass and in time linear in its length.
 * Attributes are skipped over, not read, and character references left alone; `noscript` is read as when
 * scripting is off. What a cut-off tag at the end would have been is dropped, as browsers do.
 */
export function tokenize(text: string, sink: TokenSink): void {
  const findTagOpen = createFinder(text, '<');
  const findCommentEnd = createFinder(text, '-->');
  let at = 0;
  let textStart = 0;
  const flush = (end: number) => {
    if (end > textStart) sink.text(textStart, end);
  };
  while (at < text.length) {
    const open = findTagOpen(at);
    if (open === -1) break;
    const next = text.charCodeAt(open + 1);
    if (isLetter(next)) {
      flush(open);
      at = readStartTag(text, open, sink);
    } else if (next === slash && open + 2 < text.length) {
      flush(open);
      at = readEndTag(text, open, sink);
    } else if (next === bang || next === question) {
      flush(open);
      at = readMarkupDeclaration(text, open, sink, findCommentEnd);
    } else {
      at = open + 1;
      continue;
    }
    textStart = at;
  }
  flush(text.length);
}

const bang = 0x21;
const slash = 0x2f;
const question = 0x3f;

function readStartTag(text: string, open: number, sink: TokenSink): number {
  const attributes = endOfName(text, open + 1);
  const end = endOfTag(text, attributes);
  if (end === -1) return text.length;
  const name = nameAt(text, open + 1, attributes);
  const mayBeRaw = sink.startTag({ name, start: open, attributes, end });
  if (!mayBeRaw || !isRawText(name)) return end;
  const rawEnd = endOfRawText(text, name, end);
  if (rawEnd > end) sink.rawText(name, end, rawEnd);
  return rawEnd;
}

function readEndTag(text: string, open: number, sink: TokenSink): number {
  if (!isLetter(text.charCodeAt(open + 2))) return pastGreater(text, open + 2);
  const nameEnd = endOfName(text, open + 2);
  const end = endOfTag(text, nameEnd);
  if (end === -1) return text.length;
  sink.endTag(nameAt(text, open + 2, nameEnd), open, end);
  return end;
}

/** Comments, CDATA sections, doctypes and what the standard calls bogus comments. */
function readMarkupDeclaration(
  text: string,
  open: number,
  sink: TokenSink,
  findCommentEnd: (from: number) => number,
): number {
  if (text.startsWith('<!--', open)) {
    const end = endOfComment(text, open, findCommentEnd);
    sink.comment(open, end);
    return end;
  }
  if (text.startsWith('<![CDATA[', open) && sink.inForeign()) {
    const close = text.indexOf(']]>', open);
    const end = close === -1 ? text.length : close;
    sink.text(open + 9, end);
    return Math.min(end + 3, text.length);
  }
  return pastGreater(text, open + 2);
}

function endOfComment(text: string, open: number, findCommentEnd: (from: number) => number): number {
  if (text.startsWith('>', open + 4)) return open + 5;
  if (text.startsWith('->', open + 4)) return open + 6;
  const close = findCommentEnd(open + 4);
  const stop = close === -1 ? text.length : close;
  const bangClose = text.slice(open + 4, stop).indexOf('--!>');
  if (bangClose !== -1) return open + 4 + bangClose + 4;
  return close === -1 ? text.length : close + 3;
}

function pastGreater(text: string, from: number): number {
  const close = text.indexOf('>', from);
  return close === -1 ? text.length : close + 1;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
