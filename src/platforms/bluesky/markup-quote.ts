import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import { linksIn } from '../quoted-links.ts';

/**
 * What a quoted post's blockquote says: `p[lang]` with the text, `— Name (@handle)`, and the permalink with the time.
 * Null when it says nothing. Bluesky writes the text's line breaks as they are, so unlike elsewhere they count.
 */
export function readQuote(element: MarkupElement): Quoted | null {
  const signature = signatureIn(element.text);
  const paragraphs = element
    .descendants('p')
    .filter((paragraph) => !startsSignature.test(paragraph.text.trimStart()));
  const parts = paragraphs.length > 0 ? paragraphs : [element];
  const written = parts.map(writtenText).join('\n\n');
  const inside = parts.some((part) => signatureIn(part.text) !== null);
  const text = withoutMark(inside ? withoutSignature(written, signature) : written);
  if (text === '' && signature === null) return null;
  const paragraph = paragraphs[0] ?? null;
  const dir = paragraph?.attribute('dir') ?? element.attribute('dir');
  return {
    name: signature?.name ?? null,
    handle: signature?.handle ?? null,
    date: signature === null ? null : readPrintedDate(signature.after),
    text,
    lang: paragraph?.attribute('lang') || null,
    dir: dir === 'rtl' || dir === 'ltr' ? dir : directionOf(text),
    links: linksIn(paragraphs).filter((href) => !href.endsWith('?ref_src=embed')),
  };
}

/** Stands for pictures, videos and quoted posts, which it links to; no words of the author's. */
const mediaMark = '[image or embed]';

function withoutMark(text: string): string {
  const words = text.trim();
  return words.endsWith(mediaMark) ? words.slice(0, -mediaMark.length).trimEnd() : words;
}

const handle = '(?:[a-z0-9-]{1,63}\\.){1,9}[a-z][a-z0-9-]{0,62}';
/** Blanks are counted: an article may hold any number of them. */
const inBrackets = `\\(\\s{0,9}@(${handle})\\s{0,9}\\)`;
const signed = new RegExp(inBrackets, 'giu');
const startsSignature = new RegExp(`^[—–―-][^\\n]{0,320}?${inBrackets}`, 'iu');

interface Signature {
  readonly name: string | null;
  readonly handle: string;
  /** What follows the handle: the time as printed. */
  readonly after: string;
}

/** Reads the last line, or its end. */
function signatureIn(text: string): Signature | null {
  const line = text.slice(text.lastIndexOf('\n') + 1).slice(-700);
  for (const found of line.matchAll(signed)) {
    const after = line.slice(found.index + found[0].length);
    const name = nameBehindDash(line.slice(0, found.index));
    if (name === null || name.length > 300 || after.length > 200) continue;
    return { name: name === '' ? null : name, handle: (found[1] ?? '').toLowerCase(), after };
  }
  return null;
}

/** From a dash at the line's start, else from the last dash: names may hold dashes, texts too. Null without one. */
function nameBehindDash(before: string): string | null {
  const words = before.trim();
  if (/^[—–―-]/u.test(words)) return words.replace(/^[—–―-]+/u, '').trim();
  const dash = Math.max(...['—', '–', '―'].map((each) => words.lastIndexOf(each)));
  return dash === -1 ? null : words.slice(dash + 1).trim();
}

function withoutSignature(text: string, signature: Signature | null): string {
  const at = signature === null ? -1 : text.toLowerCase().lastIndexOf(`@${signature.handle}`);
  if (signature === null || at === -1 || !text.slice(at).includes(')')) return text;
  const name = signature.name === null ? at : text.lastIndexOf(signature.name, at);
  const end = name === -1 ? at : name;
  const dash = /[—–―-]+[\s(]{0,9}$/u.exec(text.slice(Math.max(0, end - 20), end));
  return dash === null ? text : text.slice(0, end - dash[0].length);
}

/**
 * The words of an element, its source's line ends kept: those a `br` before already stands for, and those of markup
 * that was laid out by a tool, are not the author's.
 */
function writtenText(element: MarkupElement): string {
  const pieces: string[] = [];
  const nodes: (MarkupElement | string)[] = [element];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (typeof node === 'string') pieces.push(node);
    else if (node.name === 'br') pieces.push(lineBreak);
    else for (let at = node.children.length - 1; at >= 0; at -= 1) nodes.push(node.children[at] ?? '');
  }
  const source = pieces
    .join('')
    .replaceAll('\r\n', '\n')
    .replace(/[^\S\n]+/gu, ' ');
  const laidOut = /^ ?\n ?\S/u.test(source);
  return (laidOut ? source.replace(/[ \n]+/gu, ' ') : source)
    .replace(/ ?\0\n?/gu, '\n')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

/** Stands for a `br` while line ends of the source are still to be judged: no text holds it. */
const lineBreak = '\0';
