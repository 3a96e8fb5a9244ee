import { escapeText, safeUrl } from '../html/escape.ts';
import { renderCard } from './card.ts';
import { mailStyles, type StyleOf, stylesOfCards } from './inline-styles.ts';
import {
  type OwnElement,
  type OwnNode,
  ownClasses,
  readOwnMarkup,
  unescapeOwn,
  writeElement,
} from './own-markup.ts';
import type { RenderOptions } from './render-options.ts';
import type { FallbackView, ShownPicture } from './view.ts';

/**
 * The fallback for feeds and mail, whose readers drop style sheets, classes, drawings, folds, films and pictures that
 * come along: elements all of them know, each with its style, in colours for light and dark alike. A picture is shown
 * where `base` makes its address a whole one; elsewhere it is told in words.
 */
export function renderEmail(view: FallbackView, options: RenderOptions = {}): string {
  const base = options.base === undefined ? null : safeUrl(options.base);
  const mailed: FallbackView = {
    ...view,
    pictureOf: (picture) => {
      const shown = view.pictureOf(picture);
      return shown === null || base === null ? null : oneFile(shown);
    },
    filmOf: () => null,
  };
  const nodes = readOwnMarkup(renderCard(mailed).source);
  return writeNodes(nodes, { base, styleOf: styleOfCard(nodes[0]), within: [] });
}

interface Letter {
  readonly base: string | null;
  readonly styleOf: StyleOf;
  /** Classes of the elements around. */
  readonly within: readonly string[];
}

const styleOfCard = stylesOfCards(mailStyles);

/** Mail readers know no choice among files. */
function oneFile({ src, width, height }: ShownPicture): ShownPicture | null {
  return src.startsWith('data:') ? null : { src, width, height };
}

function writeNodes(nodes: readonly OwnNode[], letter: Letter): string {
  return nodes.map((node) => (typeof node === 'string' ? node : writeOwn(node, letter))).join('');
}

function writeOwn(element: OwnElement, letter: Letter): string {
  const { name, attributes, children } = element;
  if (name === 'svg') return drawn(element, letter);
  if (name === 'img') return picture(element, letter);
  if (name === 'a' && wholeAddress(attributes['href'] ?? '', letter) === null)
    return writeNodes(children, letter);
  const known = elements[name];
  if (known === undefined) return writeNodes(children, letter);
  // Letters that stand for a face say nothing without their circle.
  if (attributes['aria-hidden'] === 'true') return '';
  const kept = Object.fromEntries(known.attributes.map((key) => [key, attributes[key] ?? null]));
  if (name === 'a') kept['href'] = wholeAddress(attributes['href'] ?? '', letter);
  const as = isOneLine(element, letter) ? 'span' : known.as;
  return writeElement(as, { ...kept, style: styleIn(letter, element) }, contentOf(element, letter));
}

function styleIn({ styleOf, within }: Letter, element: OwnElement): string | null {
  if (element.name === 'a' && within.some((name) => plainIn.has(name))) return mailStyles['plain'] ?? null;
  return styleOf(element);
}

/** Where a link stands alone, nobody needs it underlined. */
const plainIn = new Set(['name', 'date', 'card', 'label', 'figure']);

/** Names in a quoted post share a line, and a description its heading's. */
function isOneLine({ name }: OwnElement, { within }: Letter): boolean {
  return (name === 'p' && within.at(-1) === 'line') || (name === 'summary' && within.includes('says'));
}

function contentOf(element: OwnElement, letter: Letter): string {
  const classes = ownClasses(element);
  if (classes.includes('option')) return optionContent(element, letter);
  const inner = { ...letter, within: [...letter.within, ...classes] };
  const parts = element.children.map((child) => writeNodes([child], inner));
  if (element.name === 'summary' && letter.within.includes('sensitive')) return warning(parts.join(''));
  return parts.join(classes.includes('line') || classes.includes('says') ? ' ' : '');
}

/** Its first sentence; what follows, one word where no stop is written, asks to open a fold that isn't there. */
function warning(summary: string): string {
  const [sentence = summary] = /^.*?[.。।۔]/su.exec(summary) ?? [summary.replace(/\s\S+$/u, '')];
  return sentence;
}

/** A tick is a letter too; marks and icons only repeat what words say. */
function drawn(element: OwnElement, { styleOf }: Letter): string {
  if (!ownClasses(element).includes('tick')) return '';
  const { 'aria-label': title = null } = element.attributes;
  return writeElement('span', { title, style: styleOf(element) }, ' ✓');
}

/** Of a poll: its parts apart even where no style holds them so, and the bar as a line below. */
function optionContent({ children }: OwnElement, letter: Letter): string {
  const [bar] = children.filter((child) => typeof child !== 'string' && ownClasses(child).includes('bar'));
  const words = children.filter((child) => child !== bar).map((child) => writeNodes([child], letter));
  const [rect] = typeof bar === 'object' ? bar.children : [];
  const width = typeof rect === 'object' ? rect.attributes['width'] : undefined;
  if (width === undefined || !/^\d+%$/u.test(width)) return words.join(' ');
  return words.join(' ') + writeElement('div', { style: `width:${width};${barStyle}` }, '');
}

const barStyle = 'height:6px;margin:2px 0 0;border-radius:3px;background:#7f9cbd;font-size:0;line-height:6px';

/** A letter stands nowhere: an address of the site is nothing in it unless it is made a whole one. */
function wholeAddress(address: string, { base }: Letter): string | null {
  const plain = unescapeOwn(address);
  const whole =
    safeUrl(plain) ?? (base !== null && URL.canParse(plain, base) ? new URL(plain, base).href : null);
  return whole === null ? null : escapeText(whole);
}

/** Some readers take the width that is told and know of no other bound. */
function picture(element: OwnElement, letter: Letter): string {
  const { src = '', alt = '', width = '', height = '' } = element.attributes;
  const [wide, high] = [Number(width), Number(height)];
  const most = letter.within.at(-1) === 'line' ? 24 : widest;
  const scale = wide > most ? most / wide : 1;
  const size =
    wide > 0 && high > 0
      ? { width: `${Math.round(wide * scale)}`, height: `${Math.round(high * scale)}` }
      : {};
  const told = { src: wholeAddress(src, letter), alt, ...size, style: letter.styleOf(element) };
  return writeElement('img', told, '');
}

const widest = 516;

interface MailElement {
  readonly as: string;
  readonly attributes: readonly string[];
}

/** Every element a letter may hold; of others only the content is kept. */
const elements: Readonly<Record<string, MailElement>> = {
  article: { as: 'div', attributes: ['lang', 'dir'] },
  header: { as: 'div', attributes: [] },
  footer: { as: 'div', attributes: [] },
  section: { as: 'div', attributes: [] },
  aside: { as: 'div', attributes: [] },
  figure: { as: 'div', attributes: [] },
  figcaption: { as: 'div', attributes: ['dir'] },
  details: { as: 'div', attributes: [] },
  summary: { as: 'p', attributes: [] },
  div: { as: 'div', attributes: ['lang', 'dir'] },
  p: { as: 'p', attributes: ['lang', 'dir'] },
  blockquote: { as: 'blockquote', attributes: ['cite', 'lang', 'dir'] },
  ul: { as: 'ul', attributes: [] },
  ol: { as: 'ol', attributes: [] },
  li: { as: 'li', attributes: [] },
  span: { as: 'span', attributes: ['lang', 'dir'] },
  bdi: { as: 'bdi', attributes: ['dir'] },
  strong: { as: 'strong', attributes: [] },
  a: { as: 'a', attributes: ['href', 'title', 'rel'] },
  time: { as: 'time', attributes: ['datetime'] },
  br: { as: 'br', attributes: [] },
  wbr: { as: 'wbr', attributes: [] },
  ins: { as: 'ins', attributes: [] },
  del: { as: 'del', attributes: [] },
};
