import type { MarkupElement } from '../model/platform.ts';
import { isEmoji } from './emoji.ts';

/**
 * What a reader sees of an element: `br` and the edges of blocks as `\n`, other white space collapsed, emoji that
 * became pictures back as characters. What browsers hide (scripts, styles, frames, `noscript`) is left out.
 */
export function visibleText(element: MarkupElement): string {
  const pieces: string[] = [];
  /** What waits to be written before the next letter: line breaks, the edge of a block, or a space. */
  let breaks = 0;
  let edge = false;
  let space = false;
  const write = (source: string) => {
    const words = source.replace(/[\t\n\f\r ]+/gu, ' ');
    const ink = words.slice(words.startsWith(' ') ? 1 : 0, words.endsWith(' ') ? -1 : undefined);
    space ||= words.startsWith(' ');
    if (ink === '') return;
    if (pieces.length > 0) pieces.push(breaks > 0 ? '\n'.repeat(breaks) : edge ? '\n' : space ? ' ' : '');
    pieces.push(ink);
    breaks = 0;
    edge = false;
    space = words.endsWith(' ');
  };
  const nodes: (MarkupElement | string | typeof blockEnd)[] = [element];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node === blockEnd) edge = true;
    else if (typeof node === 'string') write(node);
    else if (node.name === 'br') breaks += 1;
    else if (node.name === 'img') write(emojiOf(node));
    else if (!hidden.has(node.name)) {
      if (blocks.has(node.name)) {
        edge = true;
        nodes.push(blockEnd);
      }
      for (let at = node.children.length - 1; at >= 0; at -= 1) nodes.push(node.children[at] ?? '');
    }
  }
  return pieces.join('');
}

const blockEnd = Symbol('end of a block');

const hidden: ReadonlySet<string> = new Set(
  'script style template noscript iframe noembed noframes title head object svg math textarea select'.split(
    ' ',
  ),
);

const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tr ul'
  ).split(' '),
);

/** Publishing systems turn emoji into pictures and keep them as `alt`. */
function emojiOf(image: MarkupElement): string {
  const alt = image.attribute('alt') ?? '';
  return isEmoji(alt) ? alt : '';
}
