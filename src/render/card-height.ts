import { type OwnElement, type OwnNode, ownClasses, unescapeOwn } from './own-markup.ts';

/** CSS pixels that a card is about as high as, at its full width: for where nobody can lay it out first. */
export function cardHeight(nodes: readonly OwnNode[], width: number): number {
  return heightOf(nodes, { width, size: 16, leading: 1.5 });
}

interface Place {
  /** CSS pixels there are for a line. */
  readonly width: number;
  /** CSS pixels of the font. */
  readonly size: number;
  /** Line height, in sizes. */
  readonly leading: number;
}

/** Lines of text, and blocks between them. */
function heightOf(nodes: readonly OwnNode[], place: Place): number {
  let height = 0;
  let run = '';
  const endRun = () => {
    height += linesOf(run, place) * place.size * place.leading;
    run = '';
  };
  for (const node of nodes) {
    if (typeof node === 'string') run += node;
    else if (node.name === 'br') run += '\n';
    else if (isBlock(node)) {
      endRun();
      height += blockHeight(node, place);
    } else run += textIn(node);
  }
  endRun();
  return height;
}

function blockHeight(element: OwnElement, place: Place): number {
  const { name, children } = element;
  const boxes = ownClasses(element).flatMap((one) => boxesByClass[one] ?? []);
  const box = Object.assign({}, ...boxes) as Box;
  const { around = 0, aside = 0, least = 0, size = place.size } = box;
  if (box.isOver === true) return 0;
  const leading = box.leading ?? (element.attributes['dir'] === 'rtl' && box.rtl ? box.rtl : place.leading);
  const inner = { width: place.width - aside, size, leading };
  if (name === 'img') return pictureHeight(element, inner.width) + around;
  // A fold is shut.
  const shown = name === 'details' ? children.slice(0, 1) : children;
  if (box.grid !== undefined) return around + gridHeight(shown, box.grid, inner);
  const content = box.row === true ? rowHeight(shown, inner) : heightOf(shown, inner);
  return Math.max(least, content) + around;
}

/** As high as the highest of them; what they say shares the width. */
function rowHeight(nodes: readonly OwnNode[], place: Place): number {
  const elements = nodes.filter((node) => typeof node === 'object');
  const texts = elements.map((node) => textIn(node)).filter((text) => text !== '');
  const together = linesOf(texts.join('   '), place) * place.size * place.leading;
  const highest = Math.max(0, ...elements.filter(isBlock).map((node) => blockHeight(node, place)));
  return Math.max(highest, elements.some(isBlock) ? 0 : together);
}

/** Pictures side by side in a frame of its own shape. */
function gridHeight(nodes: readonly OwnNode[], grid: 'shaped' | 'rows', { width }: Place): number {
  if (grid === 'shaped') return (width * 9) / 16;
  const rows = Math.ceil(nodes.length / 2);
  const first = nodes.length % 2 === 1 ? (width * 9) / 16 : 0;
  return first + (rows - (first > 0 ? 1 : 0)) * ((width / 2) * (9 / 16) + 3);
}

function pictureHeight(element: OwnElement, width: number): number {
  const { attributes } = element;
  if (ownClasses(element).includes('preview')) return Math.min(290, width / 1.91);
  const [wide, high] = [Number(attributes['width']), Number(attributes['height'])];
  return wide > 0 && high > 0 ? Math.min(620, (width * high) / wide) : 620;
}

/** Whether an element begins on a line of its own. */
function isBlock(element: OwnElement): boolean {
  if (element.name === 'img')
    return ownClasses(element).some((one) => one === 'picture' || one === 'preview');
  return blocks.has(element.name) || ownClasses(element).some((one) => lineByLine.has(one));
}

const blocks = new Set(
  'article header footer section aside figure figcaption details summary div p blockquote ul ol li picture video audio'.split(
    ' ',
  ),
);
const lineByLine = new Set(['watch', 'whole', 'lines', 'site', 'title', 'summary', 'label', 'alt']);

function textIn(node: OwnElement): string {
  if (node.name === 'svg' || node.name === 'style' || node.attributes['aria-hidden'] === 'true') return '';
  if (node.name === 'br') return '\n';
  return node.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

/** Line ends count; what takes several lines fills none of them to its end, since words stay whole. */
function linesOf(text: string, { width, size }: Place): number {
  const plain = unescapeOwn(text);
  if (plain.trim() === '') return 0;
  return plain.split('\n').reduce((sum, line) => {
    const needed = (widthOf(line) * size * 1.05) / width;
    return sum + (needed <= 1 ? 1 : Math.ceil(needed * 1.1));
  }, 0);
}

/** In sizes of the font. */
function widthOf(line: string): number {
  let width = 0;
  for (const char of line) {
    const code = char.codePointAt(0) ?? 0;
    if (code === 0x20) width += 0.28;
    else if (/\p{Mn}|\p{Cf}/u.test(char)) continue;
    else if (code >= 0x1f000) width += 1.25;
    else if (code >= 0x2e80) width += 1;
    else if (/\p{Lu}/u.test(char) || (code >= 0x900 && code < 0xe00)) width += 0.68;
    else width += 0.54;
  }
  return width;
}

interface Box {
  /** Margins, borders and padding above and below, in pixels. */
  readonly around?: number;
  /** The same at the sides. */
  readonly aside?: number;
  readonly least?: number;
  readonly size?: number;
  readonly leading?: number;
  /** Leading of what runs from right to left. */
  readonly rtl?: number;
  /** Its parts stand side by side. */
  readonly row?: boolean;
  readonly grid?: 'shaped' | 'rows';
  /** It lies over what is counted already. */
  readonly isOver?: boolean;
}

const boxesByClass: Readonly<Record<string, Box>> = {
  holdfast: { around: 34, aside: 34 },
  provenance: { around: 28, aside: 50, size: 14, leading: 1.45 },
  state: { around: 28, aside: 50, size: 14, leading: 1.45 },
  head: { least: 48, row: true },
  author: { aside: 110, leading: 1.3 },
  line: { least: 24, row: true },
  reply: { around: 12, aside: 24, size: 15 },
  text: { around: 8, size: 17, rtl: 1.75 },
  small: { around: 8, size: 14 },
  media: { around: 14, aside: 2 },
  'of-2': { grid: 'shaped' },
  'of-3': { grid: 'shaped' },
  'of-4': { grid: 'shaped' },
  'of-5': { grid: 'rows' },
  described: { around: 24, aside: 52, size: 15 },
  sensitive: { around: 34, aside: 26, size: 15 },
  over: { isOver: true },
  rest: { around: 8, size: 15 },
  thread: { around: 12 },
  parts: { around: 6, aside: 16 },
  part: { around: 10, size: 16 },
  answered: { around: 34, aside: 26, size: 15 },
  poll: { around: 12 },
  option: { around: 18, aside: 24, size: 15, row: true },
  card: { around: 14, aside: 2 },
  lines: { around: 20, aside: 28, size: 15, leading: 1.4 },
  quote: { around: 38, aside: 26, size: 15 },
  note: { around: 34, aside: 30, size: 15 },
  date: { around: 12, size: 15 },
  foot: { around: 23, size: 13 },
};
