import type { RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { FallbackEntry } from '../model/fallbacks.ts';
import type { OpenFallbacks } from './fallbacks.ts';
import type { TreeNode } from './hast-source.ts';
import { type PageCss, styleElement } from './put-fallbacks.ts';

/** A card as nodes of a tree, new ones each time. */
export function cardNodes(entry: FallbackEntry): readonly TreeNode[] {
  let made = cards.get(entry);
  if (made === undefined) {
    made = nodesOf(entry.html);
    cards.set(entry, made);
  }
  return made.map(copied);
}

/** The element that brings the cards' style; none where the site does that itself. */
export function styleNodes(fallbacks: OpenFallbacks, css: PageCss): readonly TreeNode[] {
  const known = styles.get(fallbacks);
  if (known?.css === css) return known.nodes.map(copied);
  const element = styleElement(fallbacks, css);
  const nodes = element === null ? [] : nodesOf(element);
  styles.set(fallbacks, { css, nodes });
  return nodes.map(copied);
}

/** As they were asked for last. */
const styles = new WeakMap<OpenFallbacks, { readonly css: PageCss; readonly nodes: readonly TreeNode[] }>();

/** Parsed once for each that is read. */
const cards = new WeakMap<FallbackEntry, readonly TreeNode[]>();

function nodesOf(html: string): readonly TreeNode[] {
  return fromHtml(html, { fragment: true }).children.map(bare);
}

/** Many times as quick as `structuredClone`. */
function copied(node: TreeNode): TreeNode {
  const { properties, children } = node;
  return {
    ...node,
    ...(properties === undefined ? {} : { properties: { ...properties } }),
    ...(children === undefined ? {} : { children: children.map(copied) }),
  };
}

/** Without places in the card's own source. What a site makes of an `a` or `img` of its articles is not for cards. */
function bare(node: RootContent): TreeNode {
  const { position: _, ...others } = node as TreeNode;
  const children = others.children?.map((child) => bare(child as RootContent));
  if (children === undefined) return others;
  return { ...others, children, data: { _mdxExplicitJsx: true } };
}
