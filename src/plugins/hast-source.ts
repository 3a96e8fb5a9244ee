import { createRequire } from 'node:module';
import type { Element } from 'hast';
import { factsOf } from '../html/element-names.ts';
import { plainAttribute, quoted } from './hast-attributes.ts';

/** A node of a hast tree, MDX's own among them, as far as it concerns us. */
export interface TreeNode {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
  value?: string;
  /** Of MDX's elements. */
  name?: string | null;
  attributes?: readonly MdxAttribute[];
  position?: unknown;
  data?: unknown;
}

export interface MdxAttribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: string | null | { readonly type: string; readonly value?: string };
}

/** Where a node stands in the tree's source. What it holds is from `open` to `close`. */
export interface Span {
  readonly start: number;
  readonly open: number;
  readonly close: number;
  readonly end: number;
}

export interface TreeSource {
  /** As HTML. What MDX computes is left out or stood in for. */
  readonly text: string;
  /** Elements that components of the site make. */
  readonly components: readonly TreeNode[];
  /** Where each node stands, as the tree is when it is first asked: most pages have no embed, and need none. */
  readonly spans: () => Map<TreeNode, Span>;
}

/** A tree as the HTML it would become, and where each node stands in it. */
export function writeTree(tree: TreeNode): TreeSource {
  const components: TreeNode[] = [];
  const text = writeNodes(tree, (node) => {
    if (isMdxElement(node.type) && isComponent(node)) components.push(node);
  });
  let known: Map<TreeNode, Span> | null = null;
  const spans = () => {
    known ??= spansOf(tree);
    return known;
  };
  return { text, components, spans };
}

function spansOf(tree: TreeNode): Map<TreeNode, Span> {
  const spans = new Map<TreeNode, Span>();
  writeNodes(tree, (node, start, open, close, end) => spans.set(node, { start, open, close, end }));
  return spans;
}

/** Told in numbers, for most are of no use and an object takes time. */
type Hear = (node: TreeNode, start: number, open: number, close: number, end: number) => void;

function writeNodes(tree: TreeNode, hear: Hear): string {
  let text = '';
  function write(node: TreeNode, isRaw: boolean): void {
    const start = text.length;
    const tags = tagsOf(node);
    if (tags === null) {
      text += node.type === 'text' && !isRaw ? escaped(node.value ?? '') : sourceOf(node);
      hear(node, start, start, text.length, text.length);
      return;
    }
    text += tags.open;
    const open = text.length;
    const holdsRaw = rawText.has(node.tagName ?? '');
    for (const child of node.children ?? []) write(child, holdsRaw);
    const close = text.length;
    text += tags.close;
    hear(node, start, open, close, text.length);
  }
  write(tree, false);
  return text;
}

/** How many characters of a text or raw node stand in the first `length` of its source. */
export function charactersIn({ type, value = '' }: TreeNode, length: number): number {
  if (type !== 'text') return length;
  let written = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (written >= length) return at;
    written += escaped(value.charAt(at)).length;
  }
  return value.length;
}

/** Only what a component of MDX would take for its own. */
export function componentSource({ name, attributes = [] }: TreeNode): string {
  const written = attributes.flatMap(({ name: key, value }) => {
    if (key === undefined) return [];
    if (value === null || value === undefined) return [key];
    return [typeof value === 'string' ? `${key}="${quoted(value)}"` : `${key}={${value.value ?? ''}}`];
  });
  return `<${[name ?? '', ...written].join(' ')} />`;
}

function isComponent({ name }: TreeNode): boolean {
  return typeof name === 'string' && !isHtmlName(name);
}

function isMdxElement(type: string): boolean {
  return type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement';
}

function isHtmlName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/u.test(name);
}

interface Tags {
  readonly open: string;
  readonly close: string;
}

const noTags: Tags = { open: '', close: '' };

/** Null for a node that holds no others. */
function tagsOf(node: TreeNode): Tags | null {
  if (node.type === 'element') return elementTags(node);
  if (isMdxElement(node.type)) return mdxTags(node);
  return node.children === undefined ? null : noTags;
}

function elementTags({ tagName = 'div', properties = {} }: TreeNode): Tags {
  let open = `<${tagName}`;
  for (const key in properties) {
    const attribute = plainAttribute(key, properties[key]);
    if (attribute === null) return carefulTags(tagName, properties);
    open += attribute;
  }
  if (open.length > tagName.length + 1) return { open: `${open}>`, close: endTag(tagName) };
  const known = plainTags.get(tagName) ?? { open: `${open}>`, close: endTag(tagName) };
  plainTags.set(tagName, known);
  return known;
}

/** Of elements without attributes. */
const plainTags = new Map<string, Tags>();

function endTag(tagName: string): string {
  return factsOf(tagName).isVoid ? '' : `</${tagName}>`;
}

function carefulTags(tagName: string, properties: Record<string, unknown>): Tags {
  const element = { type: 'element', tagName, properties, children: [] } as Element;
  writer ??= createRequire(import.meta.url)('hast-util-to-html') as typeof import('hast-util-to-html');
  const source = writer.toHtml(element);
  const close = `</${tagName}>`;
  return source.endsWith(close)
    ? { open: source.slice(0, -close.length), close }
    : { open: source, close: '' };
}

/** Knows the names of all attributes; loaded when it is first needed. */
let writer: typeof import('hast-util-to-html') | null = null;

function mdxTags({ name, attributes = [] }: TreeNode): Tags {
  if (name === null || name === undefined) return noTags;
  // as Next has it: `<Script src="…" />`
  const tagName =
    name === 'Script' ? 'script' : isHtmlName(name) ? name : `mdx-${name.replace(/[^\w-]/gu, '-')}`;
  const written = attributes.flatMap(({ name: key, value }) =>
    key === undefined || (typeof value === 'object' && value !== null)
      ? []
      : [` ${key === 'className' ? 'class' : key.toLowerCase()}="${quoted(value ?? '')}"`],
  );
  const open = `<${tagName}${written.join('')}>`;
  return { open, close: endTag(tagName) };
}

function sourceOf(node: TreeNode): string {
  const { type, value = '' } = node;
  if (type === 'text' || type === 'raw') return value;
  if (type === 'comment') return `<!--${value}-->`;
  if (type === 'doctype') return '<!doctype html>';
  if (type === 'mdxFlowExpression' || type === 'mdxTextExpression')
    return /^\s*(?:(["'`])\s*\1)?\s*$/u.test(value) || value.startsWith('/*') ? ' ' : '{}';
  return '';
}

function escaped(value: string): string {
  if (!value.includes('<') && !value.includes('&')) return value;
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const rawText: ReadonlySet<string> = new Set(['script', 'style', 'iframe', 'noembed', 'xmp', 'plaintext']);
