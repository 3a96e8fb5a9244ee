import type { Box } from './in-page-steady.ts';

/**
 * Runs inside a page of ours, in an isolated world: nothing on it moves or comes late, so once its pictures are decoded
 * and its fonts there it is at rest. Gives the box of the first element that matches, in CSS pixels; null without one.
 */
export async function drawn({ selector }: { readonly selector: string }): Promise<Box | null> {
  const element = document.querySelector(selector);
  if (element === null) return null;
  // A picture that can't be opened shows its words.
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => undefined)));
  await document.fonts.ready;
  const { left, top, width, height } = element.getBoundingClientRect();
  return width === 0 || height === 0
    ? null
    : { x: left + window.scrollX, y: top + window.scrollY, width, height };
}
