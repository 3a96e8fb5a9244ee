import { readAttributes } from '../html/attributes.ts';
import { decodeReferences } from '../html/character-references.ts';
import { factsOf } from '../html/element-names.ts';
import { type StartTag, tokenize } from '../html/tokenizer.ts';
import type { TreeNode } from './hast-source.ts';

/**
 * Our own HTML as nodes of a hast tree, where it is as cards are written: each element closed where it ends, none that
 * a parser would move, and attributes that cards have. Null for anything else, which takes a parser of all of HTML.
 */
export function readCardTree(html: string): TreeNode[] | null {
  const root: TreeNode = { type: 'root', children: [] };
  const open: TreeNode[] = [];
  let isOurs = true;
  const parent = () => open.at(-1) ?? root;
  const add = (node: TreeNode) => parent().children?.push(node);
  const inPicture = () => open.some(({ tagName }) => tagName === 'svg');

  function enter(tag: StartTag): boolean {
    const isPicture = tag.name === 'svg' || inPicture();
    const source = html.slice(tag.attributes, tag.end);
    const properties = propertiesOf(source, isPicture ? pictureAttributes : attributes);
    isOurs &&= properties !== null && mayStand(tag.name, open);
    const node: TreeNode = {
      type: 'element',
      tagName: tag.name,
      properties: properties ?? {},
      children: [],
    };
    add(node);
    const isWhole = isPicture ? source.endsWith('/>') : factsOf(tag.name).isVoid;
    if (!isWhole) open.push(node);
    return !isPicture;
  }

  tokenize(html, {
    startTag: enter,
    endTag(name) {
      isOurs &&= open.pop()?.tagName === name;
    },
    text: (start, end) => add({ type: 'text', value: decodeReferences(html.slice(start, end)) }),
    rawText(name, start, end) {
      isOurs &&= name === 'style';
      add({ type: 'text', value: html.slice(start, end) });
    },
    comment() {
      isOurs = false;
    },
    inForeign: inPicture,
  });
  return isOurs && open.length === 0 ? (root.children ?? []) : null;
}

/** What cards consist of. */
const elements = new Set(
  (
    'a article aside audio b bdi blockquote br code details div em figcaption figure footer header i img li link ol p ' +
    'section source span strong style summary svg time ul video wbr'
  ).split(' '),
);
const pictureElements = new Set('circle ellipse g line path polygon polyline rect'.split(' '));

/** A parser would leave it where its tags are. */
function mayStand(name: string, open: readonly TreeNode[]): boolean {
  const isInside = (tagName: string) => open.some((each) => each.tagName === tagName);
  if (isInside('svg')) return pictureElements.has(name);
  if (!elements.has(name)) return false;
  if (name === 'li') return /^[ou]l$/u.test(open.at(-1)?.tagName ?? '');
  if (name === 'a') return !isInside('a');
  return !(factsOf(name).closesParagraph && isInside('p'));
}

/** What a value is in a tree: its words, a number, true for an attribute that is there. */
type Kind = 'text' | 'words' | 'number' | 'flag';

/** Names in trees of HTML, by their names in source. */
const attributes = namesOf({
  text:
    'alt aria-hidden:ariaHidden aria-label:ariaLabel cite datetime:dateTime decoding dir href id integrity lang loading ' +
    'poster preload role sizes src srcset:srcSet style title type',
  words: 'class:className rel',
  number: 'height width',
  flag: 'controls loop muted open playsinline:playsInline',
});

/** Of SVG. */
const pictureAttributes = namesOf({
  text:
    'aria-hidden:ariaHidden aria-label:ariaLabel cx cy d fill height points r role rx ry stroke ' +
    'stroke-linecap:strokeLineCap stroke-linejoin:strokeLineJoin stroke-width:strokeWidth transform viewbox:viewBox ' +
    'width x x1 x2 y y1 y2',
  words: 'class:className',
  number: 'fill-opacity:fillOpacity',
});

type Names = ReadonlyMap<string, { readonly property: string; readonly kind: Kind }>;

function namesOf(lists: Readonly<Partial<Record<Kind, string>>>): Names {
  const names = new Map<string, { readonly property: string; readonly kind: Kind }>();
  for (const kind of ['text', 'words', 'number', 'flag'] as const)
    for (const written of lists[kind]?.split(' ') ?? []) {
      const [name = '', property = name] = written.split(':');
      names.set(name, { property, kind });
    }
  return names;
}

/** Null where one is none of those. */
function propertiesOf(source: string, names: Names): Record<string, unknown> | null {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of readAttributes(source)) {
    const known = names.get(name);
    const meant = known === undefined ? null : meaningOf(value, known.kind);
    if (known === undefined || meant === null) return null;
    properties[known.property] = meant;
  }
  return properties;
}

/** Null where it isn't written as cards have it. */
function meaningOf(value: string, kind: Kind): unknown {
  if (kind === 'text') return value;
  if (kind === 'flag') return value === '' ? true : null;
  if (kind === 'number') return /^(?=.)\d{0,6}(?:\.\d{1,6})?$/u.test(value) ? Number(value) : null;
  return /^\S+(?: \S+)*$/u.test(value) ? value.split(' ') : null;
}
