import type { MarkupElement } from '../model/platform.ts';
import type { Ref } from '../ref.ts';

/** The post that the first link to one in an element leads to. */
export function linkedPost(element: MarkupElement, match: (href: string) => Ref | null): Ref | null {
  for (const link of element.descendants('a')) {
    const ref = match(link.attribute('href') ?? '');
    if (ref !== null) return ref;
  }
  return null;
}
