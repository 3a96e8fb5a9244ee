import type { EvaluateOptions } from '@mdx-js/mdx';

/** What MDX makes: an element, a fragment, or what stands for a text. */
export type Node = string | number | boolean | null | undefined | readonly Node[] | Element;

interface Element {
  readonly type: string | symbol;
  readonly props: Readonly<Record<string, unknown>> & { readonly children?: Node };
}

const Fragment = Symbol('Fragment');

/** The smallest renderer that MDX can be compiled for. */
export function runtimeOf(): Runtime {
  const jsx = (type: unknown, props: Element['props']): Node =>
    typeof type === 'function' ? (type as (props: unknown) => Node)(props) : { type: type as string, props };
  return { Fragment, jsx, jsxs: jsx };
}

type Runtime = Pick<EvaluateOptions, 'Fragment' | 'jsx' | 'jsxs'>;

/** As HTML; `escapeRaw` as React up to 18 does with style sheets. */
export function printed(node: Node, escapeRaw = false): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node === 'string' || typeof node === 'number') return escaped(String(node));
  if (isList(node)) return node.map((child) => printed(child, escapeRaw)).join('');
  const { type, props } = node;
  const { children, ...attributes } = props;
  if (typeof type === 'symbol') return printed(children, escapeRaw);
  const isRaw = type === 'style' && !escapeRaw && typeof children === 'string';
  const inner = isRaw ? children : printed(children, escapeRaw);
  const tag = `<${type}${Object.entries(attributes).map(attribute).join('')}>`;
  return /^(?:br|img|wbr|link|source|track|hr)$/u.test(type) ? tag : `${tag}${inner}</${type}>`;
}

export function asReactPrints(node: Node): string {
  return printed(node, true);
}

function isList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

/** React's names and HTML's own both come out as HTML's: `className` and `htmlFor`; others in the case they have. */
function attribute([key, value]: [string, unknown]): string {
  if (value === null || value === undefined || value === false) return '';
  const name = { className: 'class', htmlFor: 'for' }[key] ?? key;
  if (value === true) return ` ${name}`;
  // React throws for others
  if ((key === 'style') !== (typeof value === 'object')) throw new TypeError('style must be an object');
  return ` ${name}="${escaped(typeof value === 'object' ? declarations(value) : (value as string))}"`;
}

function declarations(style: object): string {
  return Object.entries(style)
    .map(([property, value]) => `${kebab(property)}:${value as string}`)
    .join(';');
}

function kebab(property: string): string {
  return property.startsWith('--')
    ? property
    : property.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}
