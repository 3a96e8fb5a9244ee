import type { Root } from 'hast';
import type { FallbackEntry } from '../model/fallbacks.ts';
import { overlap } from '../model/ranges.ts';
import { languageOfFile } from './card-language.ts';
import { cardNodes, styleNodes } from './card-nodes.ts';
import { type OpenFallbacks, openFallbacks } from './fallbacks.ts';
import { editTree, type TreeEdit } from './hast-edits.ts';
import { charactersIn, componentSource, type TreeNode, type TreeSource, writeTree } from './hast-source.ts';
import { type Edit, type Plan, type PlanOptions, planFor } from './plan.ts';
import { type MessageFile, readTreeOptions, type TreePluginOptions, tellMissing } from './tell-missing.ts';

export type { MessageFile, TreePluginOptions } from './tell-missing.ts';

/**
 * A rehype plugin that puts cards in place of the posts a page embeds: platform markup, links that stand alone, posts
 * that were made text, and in MDX the components that show posts. Nothing is fetched. For any version of unified;
 * options can be written as JSON.
 *
 * @throws `config` for options that are none; `unreadable-input` without the fallbacks; with `strict`,
 * `unknown-post` for a post that is not among them. Without it each such post is a message of the file.
 */
export default function rehypeHoldfast(options: TreePluginOptions): (tree: Root, file: MessageFile) => void {
  const { fallbacks: folder, when, css, ...care } = readTreeOptions(options, 'holdfast/rehype');
  return (root, file) => {
    const fallbacks = openFallbacks(folder);
    const tree = root as TreeNode;
    const source = writeTree(tree);
    const path = file.path ?? '';
    const about = { when, path, format: 'html', lang: languageOfFile(file) } as const;
    const { edits, missing } = planForTree(source, fallbacks, about);
    tellMissing(missing, file, care, (place) => nodeAt(source, place)?.position);
    if (edits.length === 0) return;
    const style = source.text.includes(fallbacks.stylesheet.href) ? [] : styleNodes(fallbacks, css);
    editTree(
      tree,
      { spans: source.spans(), charactersIn },
      withNodes(edits, source, headOf(tree) === null ? style : []),
    );
    headOf(tree)?.children?.push(...style);
  };
}

/** The plan for its source, and for what only MDX's components show. */
function planForTree(source: TreeSource, fallbacks: OpenFallbacks, options: PlanOptions): Plan {
  const plan = planFor(source.text, fallbacks, options);
  const { components } = source;
  const shown = { ...options, format: 'markdown' } as const;
  // Most show no post: one look at all of them is cheaper than one at each.
  const all = planFor(components.map(componentSource).join('\n\n'), fallbacks, shown);
  if (all.edits.length + all.missing.length === 0) return plan;
  const edits = [...plan.edits];
  const missing = [...plan.missing];
  for (const component of components) {
    const inside = planFor(componentSource(component), fallbacks, shown);
    if (inside.edits.length + inside.missing.length === 0) continue;
    const span = source.spans().get(component);
    if (span === undefined || edits.some((edit) => overlap(edit, span))) continue;
    const { start, end } = span;
    edits.push(...inside.edits.slice(0, 1).map((edit) => ({ ...edit, start, end })));
    missing.push(...inside.missing.map(({ name }) => ({ name, start, end })));
  }
  return { edits: edits.sort((a, b) => a.start - b.start), missing };
}

/** Edits of the tree; the style goes before the first card. */
function withNodes(
  edits: readonly Edit[],
  source: TreeSource,
  style: readonly TreeNode[],
): readonly TreeEdit[] {
  const firstCard = edits.findIndex(({ card }) => card !== null);
  return edits.map(({ start, end, card }, index) => {
    if (card === null) return { start, end, nodes: [] };
    const nodes = placed(card.entry, nodeAt(source, start));
    return { start, end, nodes: index === firstCard ? [...style, ...nodes] : nodes };
  });
}

/** The card's nodes, told to stand where the embed stood. */
function placed(entry: FallbackEntry, instead: TreeNode | null): readonly TreeNode[] {
  const nodes = cardNodes(entry);
  if (instead?.position === undefined) return nodes;
  return nodes.map((node) => ({ ...node, position: instead.position }));
}

/** The innermost node with a position that holds that place. */
function nodeAt(source: TreeSource, place: number): TreeNode | null {
  let best: TreeNode | null = null;
  let width = Number.POSITIVE_INFINITY;
  for (const [node, { start, end }] of source.spans()) {
    if (node.type === 'root' || node.position === undefined || start > place || end <= place) continue;
    if (end - start < width) {
      best = node;
      width = end - start;
    }
  }
  return best;
}

/** Of a whole page. */
function headOf({ children = [] }: TreeNode): TreeNode | null {
  const page = children.find(({ tagName }) => tagName === 'html');
  return page?.children?.find(({ tagName }) => tagName === 'head') ?? null;
}
