import { factsOf } from '../html/element-names.ts';

/** A node of markup that a card was written as: text still escaped, or an element. */
export type OwnNode = string | OwnElement;

export interface OwnElement {
  readonly name: string;
  /** Values still escaped; empty for an attribute that stands alone. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly OwnNode[];
}

/**
 * Reads what the renderer itself wrote, for forms that say the same in other elements. No parser of HTML: every value
 * is quoted, every `<` and `>` of a stranger is a reference, what isn't void is closed.
 */
export function readOwnMarkup(source: string): readonly OwnNode[] {
  const root: Open = { name: '', attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const tag of source.matchAll(tags)) {
    const [whole, slash = '', name = '', attributes = '', selfClosed = ''] = tag;
    const inner = open.at(-1) ?? root;
    if (tag.index > at) inner.children.push(source.slice(at, tag.index));
    at = tag.index + whole.length;
    if (slash !== '') {
      if (inner.name !== name || open.length === 1) throw new Error(`</${name}> closes <${inner.name}>`);
      open.pop();
      continue;
    }
    const element: Open = { name, attributes: readOwnAttributes(attributes), children: [] };
    inner.children.push(element);
    if (selfClosed === '' && !factsOf(name).isVoid) open.push(element);
  }
  if (at < source.length) root.children.push(source.slice(at));
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root.children;
}

/** The text of nodes, still escaped. */
export function ownText(nodes: readonly OwnNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : ownText(node.children))).join('');
}

/** Classes without the `holdfast-` all of them have. */
export function ownClasses({ attributes }: OwnElement): readonly string[] {
  return (attributes['class'] ?? '').split(' ').map((name) => name.replace(/^holdfast-/u, ''));
}

/** An element with what stands in it; attributes that are null are left out, empty ones stand alone. */
export function writeElement(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  content: string,
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null) return [];
    return value === '' && !mayBeEmpty.has(key) ? [` ${key}`] : [` ${key}="${value}"`];
  });
  return `<${name}${written.join('')}>${factsOf(name).isVoid ? '' : `${content}</${name}>`}`;
}

/** Text of own markup as it is without references. */
export function unescapeOwn(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot)|#(\d+));/gu, (_reference, name: string, code: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : (named[name] ?? ''),
  );
}

interface Open extends OwnElement {
  readonly children: OwnNode[];
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const mayBeEmpty = new Set(['alt', 'datetime', 'title', 'lang']);

const tags = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*(\/?)>/giu;

function readOwnAttributes(source: string): Record<string, string> {
  const found = [...source.matchAll(/([a-z:-]+)(?:="([^"]*)")?/giu)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}
