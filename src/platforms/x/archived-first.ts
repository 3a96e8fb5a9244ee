import { directionOf } from '../../model/direction.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { emptyPost, nobody, type Post, textOf } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { elementsIn, firstOf, hasClass, wordsIn } from './find-elements.ts';
import { readLinkedText } from './linked-text.ts';
import { originalAddress } from './original-address.ts';
import { statusIdOf } from './status-address.ts';
import { readTime } from './text-time.ts';

/**
 * The pages of 2007 to 2010: `#permalink`, the words in `.entry-content`, the time in `.published[data]` as
 * `{time:'Tue Mar 10 03:26:27 +0000 2009'}`.
 */
export function readFirstPage(root: MarkupElement, ref: Ref, at: string): Post | null {
  const box = root
    .descendants('div')
    .find((each) => each.attribute('id') === 'permalink' || hasClass(each, 'desc-inner'));
  if (box === undefined) return null;
  const parts = elementsIn(box);
  const words = firstOf(parts, 'entry-content');
  const id = [...parts, ...root.descendants('link')]
    .map((part) => statusIdOf(originalAddress(part.attribute('href'))) ?? numbered(part))
    .find((each) => each === ref.id);
  if (words === null || id === undefined) return null;
  const segments = readLinkedText(words);
  const name = firstOf(parts, 'screen-name');
  const handle = /^\w{1,20}$/u.exec(wordsIn(name) ?? '')?.[0] ?? null;
  const stamp = firstOf(parts, 'published', 'timestamp')?.attribute('data') ?? '';
  return {
    ...emptyPost,
    ref,
    author: {
      ...nobody,
      name: wordsIn(firstOf(parts, 'full-name')),
      handle,
      url: handle === null ? null : `https://x.com/${handle}`,
    },
    segments,
    createdAt: readTime(/time:\s*'([^']{1,40})'/u.exec(stamp)?.[1] ?? '', at),
    dir: directionOf(textOf(segments)),
  };
}

/** `status_20`, by which the page's scripts knew the post. */
function numbered(part: MarkupElement): string | null {
  return /^status_(\d{1,20})$/u.exec(part.attribute('id') ?? '')?.[1] ?? null;
}
