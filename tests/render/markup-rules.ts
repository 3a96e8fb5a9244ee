import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import { cardStyle } from '../../src/render/style.ts';

export type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** What there may be in a card, whatever was written by whom. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  article: ['class', 'lang', 'dir'],
  style: [],
  header: ['class'],
  footer: ['class'],
  section: ['class'],
  aside: ['class'],
  div: ['class', 'lang', 'dir'],
  p: ['class', 'dir'],
  span: ['class', 'dir', 'aria-hidden'],
  strong: [],
  bdi: [],
  br: [],
  wbr: [],
  a: ['class', 'href', 'rel', 'title'],
  img: ['class', 'src', 'alt', 'width', 'height', 'loading', 'decoding'],
  video: [
    'class',
    'controls',
    'preload',
    'playsinline',
    'loop',
    'muted',
    'width',
    'height',
    'poster',
    'aria-label',
  ],
  audio: ['class', 'controls', 'preload', 'aria-label'],
  source: ['src', 'type'],
  blockquote: ['class', 'cite', 'aria-label'],
  figure: ['class'],
  figcaption: ['class'],
  details: ['class'],
  summary: ['class'],
  time: ['datetime'],
  ul: ['class'],
  ol: ['class'],
  li: ['class'],
  svg: ['class', 'aria-hidden', 'role', 'aria-label', 'width', 'height', 'viewBox'],
  path: ['class', 'fill', 'd', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin'],
  rect: ['width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r', 'fill', 'fill-opacity'],
};

/** What template engines, shortcodes, server-side includes and line readers look for. */
export const foreignMarks = /[{}[\]`$\n\r\u2028\u2029]|<!|<%|<\?|<#|<esi|-->/u;

/** All that is wrong with a card's markup; empty for one that holds nothing of what was put into it but text. */
export function wrongIn(source: string): string[] {
  const fragment = parseFragment(source);
  const once = serialize(fragment);
  const addresses = elementsOf(fragment)
    .flatMap(({ attrs }) => attrs)
    .filter(({ name }) => name === 'href' || name === 'cite');
  return [
    ...shapeOf(fragment).filter((shape) => !isAllowed(shape)),
    ...(serialize(parseFragment(once)) === once ? [] : ['changes from one parser to the next']),
    ...addresses.filter(({ value }) => !isAddress(value)).map(({ name, value }) => `${name}="${value}"`),
    ...(foreignMarks.exec(source) ?? []).map((mark) => `holds ${JSON.stringify(mark)}`),
  ];
}

/** The style is ours, the same in all, and by far the most to parse. */
export function withoutStyle(source: string): string {
  return source.replace(cardStyle, '');
}

export function elementsOf(root: Parent): Element[] {
  return root.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

/** Of the web, or (what the archive's own people chose) of the site itself. */
function isAddress(value: string): boolean {
  return (
    /^https?:\/\/[^\s"<>]+$/u.test(value) || /^(?![\\/]{2})(?![a-z][a-z0-9+.-]*:)[^\s\\]+$/iu.test(value)
  );
}

function shapeOf(root: Parent): string[] {
  const others = root.childNodes.flatMap((node) => {
    if ('tagName' in node) return shapeOf(node);
    return node.nodeName === '#text' ? [] : [node.nodeName];
  });
  const own =
    'tagName' in root ? [root.tagName, ...root.attrs.map(({ name }) => `${root.tagName} ${name}`)] : [];
  return [...own, ...others];
}

function isAllowed(shape: string): boolean {
  const [element = '', attribute] = shape.split(' ');
  const attributes = allowed[element];
  return attributes !== undefined && (attribute === undefined || attributes.includes(attribute));
}
