import type { MarkupElement } from '../../model/platform.ts';
import type { Segment } from '../../model/post.ts';
import { webUrl } from '../lenient.ts';
import { cleanText, joinSegments } from '../segments.ts';
import { hasClass } from './find-elements.ts';
import { originalAddress } from './original-address.ts';
import { statusIdOf } from './status-address.ts';

/**
 * The words of a post in any markup X used: line breaks are `br`, or line feeds; blanks are the author's own; emoji are
 * pictures; of a long link some letters are hidden. `hidden`: posts whose link isn't shown at the end.
 */
export function readLinkedText(element: MarkupElement, hidden: readonly string[] = []): Segment[] {
  const segments = element.children.flatMap(readNode);
  while (isHiddenAtEnd(segments.at(-1), hidden)) segments.pop();
  return joinSegments(segments);
}

/** Where a text was cut, X put this link. */
export function isShowMore(element: MarkupElement): boolean {
  return element.attribute('data-testid') === 'tweet-text-show-more-link';
}

function readNode(node: MarkupElement | string): Segment[] {
  if (typeof node === 'string') return [{ kind: 'text', text: cleanText(node) }];
  if (node.name === 'br') return [{ kind: 'text', text: '\n' }];
  if (node.name === 'img') return [{ kind: 'text', text: cleanText(node.attribute('alt') ?? '') }];
  if (silent.has(node.name) || isShowMore(node) || hasClass(node, ...hiddenClasses)) return [];
  return node.name === 'a' ? readLink(node) : node.children.flatMap(readNode);
}

const hiddenClasses = ['u-hidden', 'u-hiddenVisually', 'invisible'];
const silent: ReadonlySet<string> = new Set(['script', 'style', 'svg', 'template']);

function readLink(link: MarkupElement): Segment[] {
  const { shown, whole } = linkWords(link);
  const text = cleanText(shown);
  const handle = /^[@＠](\w{1,20})$/u.exec(text)?.[1];
  if (handle !== undefined) return [{ kind: 'mention', text, handle, url: `https://x.com/${handle}` }];
  const tag = /^[#＃](\S+)$/u.exec(text)?.[1];
  if (tag !== undefined)
    return [{ kind: 'tag', text, tag, url: `https://x.com/hashtag/${encodeURIComponent(tag)}` }];
  const stock = /^[$＄]([a-z]{1,6}(?:[._][a-z]{1,2})?)$/iu.exec(text)?.[1];
  if (stock !== undefined)
    return [
      { kind: 'tag', text, tag: stock, url: `https://x.com/search?q=${encodeURIComponent(`$${stock}`)}` },
    ];
  const told = [link.attribute('data-expanded-url'), link.attribute('title'), whole].find(
    (url) => webUrl.safeParse(url).success,
  );
  const url = told ?? originalAddress(link.attribute('href'));
  return [
    webUrl.safeParse(url).success && url !== null ? { kind: 'link', text, url } : { kind: 'text', text },
  ];
}

/**
 * What a link shows, and the whole address it stands for where that is in its words: the rendered page hides the first
 * and last letters (`aria-hidden`) of all but the dots at the end.
 */
function linkWords(link: MarkupElement): { shown: string; whole: string | null } {
  let shown = '';
  let whole = '';
  let hasHidden = false;
  const walk = (node: MarkupElement | string, isHidden: boolean) => {
    if (typeof node === 'string') {
      whole += node;
      if (!isHidden || node.trim() === '…') shown += node;
    } else if (node.name === 'img') shown += node.attribute('alt') ?? '';
    else if (!silent.has(node.name)) {
      const hides = node.attribute('aria-hidden') === 'true' || hasClass(node, ...hiddenClasses);
      hasHidden ||= hides;
      for (const child of node.children) walk(child, isHidden || hides);
    }
  };
  for (const child of link.children) walk(child, false);
  return { shown, whole: hasHidden ? withoutDots(whole.trim()) : null };
}

/** Blanks, and the links that stand for the post's own pictures or the quoted post. */
function isHiddenAtEnd(segment: Segment | undefined, hidden: readonly string[]): boolean {
  if (segment === undefined) return false;
  if (segment.kind !== 'link') return segment.text.trim() === '';
  const id = statusIdOf(segment.url);
  return (
    /^(?:https?:\/\/)?pic\.(?:twitter|x)\.com\/\w+$/iu.test(segment.text) ||
    (id !== null && hidden.includes(id))
  );
}

/** The dots stand for the letters that are hidden before them. */
function withoutDots(address: string): string {
  return address.endsWith('…') ? address.slice(0, -1).trimEnd() : address;
}
