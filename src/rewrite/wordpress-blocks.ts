/** A part of a text, in UTF-16 units. */
export interface BlockRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The block of WordPress's editor that holds nothing but what stands from `start` to `end`, or is it: its two comments
 * and all between. Null without one, and for a block of HTML, which may hold anything. A block whose content is not what
 * its type makes is broken to the editor, so a fallback takes the whole block's place.
 */
export function blockAround(text: string, start: number, end: number): BlockRange | null {
  const own = opening.exec(text.slice(start, start + longest));
  if (own !== null) return own[1] === 'html' ? null : { start, end };
  const before = text.slice(Math.max(0, start - longest), start);
  const at = before.lastIndexOf('<!-- wp:');
  const around = at === -1 ? null : opening.exec(before.slice(at));
  const [comment, name] = around ?? [];
  if (comment === undefined || name === undefined || name === 'html') return null;
  if (comment.trimEnd().endsWith('/-->') || before.slice(at + comment.length).trim() !== '') return null;
  const closing = new RegExp(`^\\s*<!-- /wp:${name} -->`, 'u').exec(text.slice(end, end + longest));
  return closing === null ? null : { start: start - (before.length - at), end: end + closing[0].length };
}

/** A fallback, with its marks, as a block of HTML in the way the editor itself writes one. */
export function asBlock(marked: string, lineEnd: string): string {
  return `<!-- wp:html -->${lineEnd}${marked}${lineEnd}<!-- /wp:html -->`;
}

/** The block of HTML around marks that say they have one; null when it is gone. */
export function htmlBlockAround(text: string, start: number, end: number): BlockRange | null {
  const before = /<!-- wp:html -->\s*$/u.exec(text.slice(Math.max(0, start - 60), start));
  const after = /^\s*<!-- \/wp:html -->/u.exec(text.slice(end, end + 60));
  if (before === null || after === null) return null;
  return { start: start - before[0].length, end: end + after[0].length };
}

const longest = 4000;
const opening = /^<!-- wp:([a-z][a-z0-9-]*(?:\/[a-z0-9-]+)?) (?:(?!-->)[\s\S])*-->/u;
