import type { Span, TreeNode } from './hast-source.ts';

/** Where a Markdown tree's nodes stand in the text it was parsed from. */
export interface MarkdownPlaces {
  readonly source: string;
  readonly spans: Map<TreeNode, Span>;
  /** The innermost node that holds a place; null for none. */
  at(place: number): TreeNode | null;
}

/** By the positions the nodes have; nodes without one stand nowhere. */
export function placesIn(tree: TreeNode, source: string): MarkdownPlaces {
  const spans = new Map<TreeNode, Span>();
  const note = (node: TreeNode) => {
    for (const child of node.children ?? []) note(child);
    const range = rangeOf(node);
    if (range === null) return;
    const inner = (node.children ?? []).flatMap((child) => spans.get(child) ?? []);
    const open = inner[0]?.start ?? range.start;
    const close = inner.at(-1)?.end ?? range.end;
    spans.set(node, { ...range, open, close });
  };
  note(tree);
  return { source, spans, at: (place) => innermost(tree, place, spans) };
}

/**
 * How many characters of a node's value stand in the first `length` of its source, which has escapes, references and
 * the beginnings of lines in lists and quotes besides.
 */
export function charactersIn(
  node: TreeNode,
  length: number,
  { source, spans }: Pick<MarkdownPlaces, 'source' | 'spans'>,
): number {
  const { value = '' } = node;
  const start = spans.get(node)?.start ?? 0;
  let at = start;
  let read = 0;
  while (read < value.length && at < start + length) {
    if (source[at] === value[read]) {
      at += 1;
      read += 1;
    } else if (source[at] === '&' && node.type === 'text') {
      const end = source.indexOf(';', at);
      at = end === -1 ? at + 1 : end + 1;
      read += 1;
    } else at += 1;
  }
  return read;
}

function innermost(node: TreeNode, place: number, spans: ReadonlyMap<TreeNode, Span>): TreeNode | null {
  const inside = node.children?.find((child) => {
    const span = spans.get(child);
    return span !== undefined && span.start <= place && place < span.end;
  });
  if (inside === undefined) return node.type === 'root' ? null : node;
  return innermost(inside, place, spans);
}

function rangeOf({ position }: TreeNode): { readonly start: number; readonly end: number } | null {
  const { start, end } = (position ?? {}) as Readonly<
    Record<'start' | 'end', { offset?: number } | undefined>
  >;
  if (typeof start?.offset !== 'number' || typeof end?.offset !== 'number') return null;
  return { start: start.offset, end: end.offset };
}
