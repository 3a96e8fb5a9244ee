import type { MarkupElement } from '../model/platform.ts';

/** Where the links of quoted words lead, in order; mentions and tags are words. */
export function linksIn(elements: readonly MarkupElement[]): string[] {
  return elements
    .flatMap((element) => element.descendants('a'))
    .flatMap((link) => {
      const href = link.attribute('href') ?? '';
      const isWord = /^[#@＃＠]/u.test(link.text.trim());
      return isWord || !/^(?:https?:)?\/\//iu.test(href) ? [] : [href];
    });
}
