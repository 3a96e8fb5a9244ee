import type { Root } from 'mdast';
import { languageOfFile } from './card-language.ts';
import { cardNodes, styleNodes } from './card-nodes.ts';
import { openFallbacks } from './fallbacks.ts';
import { editTree, type TreeEdit } from './hast-edits.ts';
import type { TreeNode } from './hast-source.ts';
import { charactersIn, placesIn } from './mdast-places.ts';
import { planFor } from './plan.ts';
import { styleElement } from './put-fallbacks.ts';
import { type MessageFile, readTreeOptions, type TreePluginOptions, tellMissing } from './tell-missing.ts';

export type { MessageFile, TreePluginOptions } from './tell-missing.ts';

/** The part of a VFile that is used. */
export interface SourceFile extends MessageFile {
  /** The text the tree was parsed from. */
  readonly value?: string | Uint8Array | undefined;
}

/**
 * A remark plugin that puts cards in place of the posts a Markdown or MDX file embeds: for builds that have no place
 * for the rehype plugin, which finds the same in what Markdown becomes. Cards are nodes that `remark-rehype`, MDX,
 * `remark-html` and `remark-stringify` all write as HTML, whether raw HTML is allowed or not. It goes by positions in
 * the file's source, so what other plugins put into the tree is not looked at.
 *
 * @throws as `holdfast/rehype` does.
 */
export default function remarkHoldfast(options: TreePluginOptions): (tree: Root, file: SourceFile) => void {
  const { fallbacks: folder, when, css, ...care } = readTreeOptions(options, 'holdfast/remark');
  return (root, file) => {
    const fallbacks = openFallbacks(folder);
    const tree = root as TreeNode;
    const source = textOf(file.value);
    const path = file.path ?? '';
    const about = { when, path, format: 'markdown', lang: languageOfFile(file) } as const;
    const { edits, missing } = planFor(source, fallbacks, about);
    if (edits.length + missing.length === 0) return;
    const places = placesIn(tree, source);
    tellMissing(missing, file, care, (place) => places.at(place)?.position);

    let style = isStyled(source, fallbacks.stylesheet.href)
      ? []
      : styled(styleNodes(fallbacks, css), styleElement(fallbacks, css));
    const made: TreeEdit[] = [];
    for (const { start, end, card } of edits) {
      const node = places.at(start);
      if (node === null || isCard(node) || keeps.has(node.type)) continue;
      if (card === null) made.push({ start, end, nodes: [] });
      else {
        const shown = styled(cardNodes(card.entry), card.entry.html, node.position);
        made.push({ start, end, nodes: [...style, ...shown] });
        style = [];
      }
    }
    editTree(
      tree,
      { spans: places.spans, charactersIn: (node, length) => charactersIn(node, length, places) },
      made,
    );
  };
}

/** A paragraph that HTML is made of in whichever way: by `data`, as its one child, or as that child's source. */
function styled(nodes: readonly TreeNode[], html: string | null, position?: unknown): readonly TreeNode[] {
  return nodes.map(({ tagName, properties, children = [] }) => ({
    type: 'paragraph',
    children: [{ type: 'html', value: html ?? '' }],
    data: { hName: tagName, hProperties: properties, hChildren: children },
    ...(position === undefined ? {} : { position }),
  }));
}

function isStyled(source: string, href: string): boolean {
  return source.includes(`href="${href}"`);
}

function isCard({ data }: TreeNode): boolean {
  const { hName, hProperties } = (data ?? {}) as { hName?: unknown; hProperties?: { className?: unknown } };
  return hName === 'article' && String(hProperties?.className).includes('holdfast');
}

/** Nodes that show what is written in them. */
const keeps: ReadonlySet<string> = new Set([
  'code',
  'inlineCode',
  'yaml',
  'toml',
  'math',
  'inlineMath',
  'mdxjsEsm',
]);

function textOf(value: string | Uint8Array | undefined): string {
  return typeof value === 'string' ? value : new TextDecoder().decode(value ?? new Uint8Array());
}
