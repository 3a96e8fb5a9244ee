import type { Span, TreeNode } from './hast-source.ts';

/** Where the nodes of a tree stand in a source of it, whichever that is. */
export interface TreePlaces {
  readonly spans: Map<TreeNode, Span>;
  /** How many characters of a text or raw node stand in the first `length` of its source. */
  readonly charactersIn: (node: TreeNode, length: number) => number;
}

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
export function editTree(tree: TreeNode, places: TreePlaces, edits: readonly TreeEdit[]): void {
  // from the last to the first, so that what stands before is where it was
  for (const { start, end, nodes } of edits.toSorted((a, b) => b.start - a.start))
    editWithin(tree, { start, end }, nodes, places);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function editWithin(parent: TreeNode, range: Range, nodes: readonly TreeNode[], places: TreePlaces): void {
  const { spans } = places;
  const { children = [] } = parent;
  const first = children.findIndex((child) => (spans.get(child)?.end ?? 0) > range.start);
  const last = children.findLastIndex(
    (child) => (spans.get(child)?.start ?? Number.POSITIVE_INFINITY) < range.end,
  );
  const from = children[first];
  const to = children[last];
  if (from === undefined || to === undefined || last < first) return;
  if (from === to && mayHold(from, range, nodes, places)) {
    editWithin(from, range, nodes, places);
    if (isPhrasing(from) && !hasContent(from)) children.splice(first, 1);
    return;
  }
  const before = partBefore(from, range.start, places);
  const after = partAfter(to, range.end, places);
  const made = [before, ...nodes, after].filter((node) => node !== null);
  children.splice(first, last - first + 1, ...made);
}

/** The range lies in what it holds, and what takes its place may too. */
function mayHold(
  node: TreeNode,
  { start, end }: Range,
  nodes: readonly TreeNode[],
  { spans }: TreePlaces,
): boolean {
  const span = spans.get(node);
  if (span === undefined || node.children === undefined) return false;
  if (start <= span.start && span.end <= end) return false;
  return span.open <= start && end <= span.close && (nodes.length === 0 || !isPhrasing(node));
}

/** What of a node stands before a place; null for nothing. */
function partBefore(node: TreeNode, place: number, places: TreePlaces): TreeNode | null {
  const { spans } = places;
  const span = spans.get(node);
  if (span === undefined || span.end <= place) return node;
  if (span.start >= place) return null;
  const part = partOf(node, place - span.start, places, 'before', place);
  if (part !== null) spans.set(part, { ...span, close: place, end: place });
  return part;
}

function partAfter(node: TreeNode, place: number, places: TreePlaces): TreeNode | null {
  const span = places.spans.get(node);
  if (span === undefined || span.start >= place) return node;
  if (span.end <= place) return null;
  return partOf(node, place - span.start, places, 'after', place);
}

function partOf(
  node: TreeNode,
  length: number,
  places: TreePlaces,
  side: 'before' | 'after',
  place: number,
): TreeNode | null {
  if (node.children !== undefined) {
    const part = side === 'before' ? partBefore : partAfter;
    const children = node.children.flatMap((child) => part(child, place, places) ?? []);
    const inner = side === 'before' ? withoutEnd(children) : withoutEnd(children.toReversed()).toReversed();
    if (!inner.some(isContent)) return null;
    return { ...node, ...(side === 'after' ? withoutId(node) : {}), children: inner };
  }
  const { value } = node;
  if (value === undefined || !texts.has(node.type)) return null;
  const at = places.charactersIn(node, length);
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
  return node.type !== 'break' && !(node.type === 'element' && node.tagName === 'br');
}

function hasContent({ children = [] }: TreeNode): boolean {
  return children.some(isContent);
}

function isPhrasing({ type, tagName, name }: TreeNode): boolean {
  return phrasing.has(tagName ?? name ?? type);
}

const texts: ReadonlySet<string> = new Set(['text', 'raw', 'html']);

/** Elements that hold no article, and what Markdown has of them. */
const phrasing: ReadonlySet<string> = new Set(
  'paragraph heading emphasis delete link linkReference a abbr b bdi bdo big cite code del dfn em font h1 h2 h3 h4 h5 h6 i ins kbd label mark p q s samp small span strike strong sub sup tt u var'.split(
    ' ',
  ),
);
