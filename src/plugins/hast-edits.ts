import { charactersBefore, type Span, type TreeNode, type TreeSource } from './hast-source.ts';

/** A range of a tree's source, and the nodes that take its place. */
export interface TreeEdit {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly TreeNode[];
}

/**
 * Changes a tree. A range may begin and end inside of texts and paragraphs: these are cut in two, and what holds
 * nothing any more goes. What is put in never stands in a paragraph.
 */
export function editTree(tree: TreeNode, { spans }: TreeSource, edits: readonly TreeEdit[]): void {
  // from the last to the first, so that what stands before is where it was
  for (const { start, end, nodes } of edits.toSorted((a, b) => b.start - a.start))
    editWithin(tree, { start, end }, nodes, spans);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

type Spans = Map<TreeNode, Span>;

function editWithin(parent: TreeNode, range: Range, nodes: readonly TreeNode[], spans: Spans): void {
  const { children = [] } = parent;
  const first = children.findIndex((child) => (spans.get(child)?.end ?? 0) > range.start);
  const last = children.findLastIndex(
    (child) => (spans.get(child)?.start ?? Number.POSITIVE_INFINITY) < range.end,
  );
  const from = children[first];
  const to = children[last];
  if (from === undefined || to === undefined || last < first) return;
  if (from === to && mayHold(from, range, nodes, spans)) {
    editWithin(from, range, nodes, spans);
    if (isPhrasing(from) && !hasContent(from)) children.splice(first, 1);
    return;
  }
  const before = partBefore(from, range.start, spans);
  const after = partAfter(to, range.end, spans);
  const made = [before, ...nodes, after].filter((node) => node !== null);
  children.splice(first, last - first + 1, ...made);
}

/** The range lies in what it holds, and what takes its place may too. */
function mayHold(node: TreeNode, { start, end }: Range, nodes: readonly TreeNode[], spans: Spans): boolean {
  const span = spans.get(node);
  if (span === undefined || node.children === undefined) return false;
  return span.open <= start && end <= span.close && (nodes.length === 0 || !isPhrasing(node));
}

/** What of a node stands before a place; null for nothing. */
function partBefore(node: TreeNode, place: number, spans: Spans): TreeNode | null {
  const span = spans.get(node);
  if (span === undefined || span.end <= place) return node;
  if (span.start >= place) return null;
  const part = partOf(node, place - span.start, spans, 'before', place);
  if (part !== null) spans.set(part, { ...span, close: place, end: place });
  return part;
}

function partAfter(node: TreeNode, place: number, spans: Spans): TreeNode | null {
  const span = spans.get(node);
  if (span === undefined || span.start >= place) return node;
  if (span.end <= place) return null;
  return partOf(node, place - span.start, spans, 'after', place);
}

function partOf(
  node: TreeNode,
  length: number,
  spans: Spans,
  side: 'before' | 'after',
  place: number,
): TreeNode | null {
  if (node.children !== undefined) {
    const part = side === 'before' ? partBefore : partAfter;
    const children = node.children.flatMap((child) => part(child, place, spans) ?? []);
    const inner = side === 'before' ? withoutEnd(children) : withoutEnd(children.toReversed()).toReversed();
    if (!inner.some(isContent)) return null;
    return { ...node, ...(side === 'after' ? withoutId(node) : {}), children: inner };
  }
  const { value } = node;
  if (value === undefined || (node.type !== 'text' && node.type !== 'raw')) return null;
  const at = node.type === 'text' ? charactersBefore(value, length) : length;
  const kept = side === 'before' ? value.slice(0, at) : value.slice(at);
  return kept.trim() === '' ? null : { ...node, value: kept };
}

function withoutId({ properties }: TreeNode): Pick<TreeNode, 'properties'> {
  if (properties?.['id'] === undefined) return {};
  const { id: _, ...others } = properties;
  return { properties: others };
}

/** Without line breaks and white space last. */
function withoutEnd(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.slice(0, nodes.findLastIndex(isContent) + 1);
}

function isContent(node: TreeNode): boolean {
  if (node.type === 'text') return node.value?.trim() !== '';
  return !(node.type === 'element' && node.tagName === 'br');
}

function hasContent({ children = [] }: TreeNode): boolean {
  return children.some(isContent);
}

function isPhrasing({ type, tagName, name }: TreeNode): boolean {
  return type !== 'root' && phrasing.has(tagName ?? name ?? '');
}

/** Elements that hold no article. */
const phrasing: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big cite code del dfn em font h1 h2 h3 h4 h5 h6 i ins kbd label mark p q s samp small span strike strong sub sup tt u var'.split(
    ' ',
  ),
);
