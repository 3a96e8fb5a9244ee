import type { MarkupElement } from '../../model/platform.ts';
import { cleanText } from '../segments.ts';

/** All elements below, in document order; `isForeign` ones are left out with all that is in them. */
export function elementsIn(
  root: MarkupElement,
  isForeign: (element: MarkupElement) => boolean = () => false,
): MarkupElement[] {
  const found: MarkupElement[] = [];
  const waiting = root.children.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string' || isForeign(next)) continue;
    found.push(next);
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] ?? '');
  }
  return found;
}

/** Has it one of these classes? */
export function hasClass(element: MarkupElement, ...names: readonly string[]): boolean {
  const { classes } = element;
  return names.some((name) => classes.includes(name));
}

/** The first of that class, or null. */
export function firstOf(
  elements: readonly MarkupElement[],
  ...names: readonly string[]
): MarkupElement | null {
  return elements.find((element) => hasClass(element, ...names)) ?? null;
}

/** Words on one line, emoji drawn as pictures included; null without any. */
export function wordsIn(element: MarkupElement | null): string | null {
  return element === null ? null : cleanText(inline(element)).replace(/\s+/gu, ' ').trim() || null;
}

function inline(node: MarkupElement | string): string {
  if (typeof node === 'string') return node;
  if (node.name === 'img') return node.attribute('alt') ?? '';
  if (node.name === 'br') return ' ';
  return hiddenElements.has(node.name) ? '' : node.children.map(inline).join('');
}

const hiddenElements: ReadonlySet<string> = new Set(['script', 'style', 'svg', 'template', 'title']);
