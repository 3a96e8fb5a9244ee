import { createRequire } from 'node:module';
import type { FallbackEntry } from '../model/fallbacks.ts';
import { readCardTree } from './card-tree.ts';
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
  return (readCardTree(html) ?? parsed(html)).map(bare);
}

/** By a parser that is loaded when it is first needed: of cards that another version wrote. */
function parsed(html: string): readonly TreeNode[] {
  fromHtml ??= createRequire(import.meta.url)('hast-util-from-html') as FromHtml;
  return fromHtml.fromHtml(html, { fragment: true }).children as readonly TreeNode[];
}

type FromHtml = typeof import('hast-util-from-html');

let fromHtml: FromHtml | null = null;

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
function bare(node: TreeNode): TreeNode {
  const { position: _, ...others } = node;
  const children = others.children?.map(bare);
  if (children === undefined) return others;
  return { ...others, children, data: { _mdxExplicitJsx: true } };
}
