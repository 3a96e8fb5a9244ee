import { type Post, textOf } from '../model/post.ts';
import { comparableText } from '../ref.ts';

/**
 * True when two copies of a post say the same words. Links don't count, for they are printed in many ways,
 * nor do the names a reply begins with; a copy that is marked as cut, or ends where a paragraph does, agrees with one that
 * goes on.
 */
export function haveSameText(a: Post, b: Post): boolean {
  return agreement(a, b) !== null;
}

/** True when two copies of a post say the same words to the end. */
export function haveWholeText(a: Post, b: Post): boolean {
  return agreement(a, b) === 'whole';
}

function agreement(a: Post, b: Post): 'whole' | 'begin' | null {
  const links = [a, b].flatMap((post) => post.segments.filter((segment) => segment.kind === 'link'));
  const printed = links.flatMap((link) => [link.text, link.url]);
  const first = comparable(a, printed);
  const second = comparable(b, printed);
  if (first === second) return 'whole';
  const [shorter, longer] = first.length < second.length ? [a, b] : [b, a];
  const begin = comparable(shorter, printed);
  if (!comparable(longer, printed).startsWith(begin)) return null;
  const mayEnd = isCut(shorter) || (begin !== '' && paragraphEnds(longer, printed).includes(begin.length));
  return mayEnd ? 'begin' : null;
}

/** How long the text is, as compared, at the end of each of its paragraphs: where an excerpt may end. */
function paragraphEnds(post: Post, links: readonly string[]): number[] {
  const text = textOf(post.segments);
  return [...text.matchAll(/\n\s*\n/gu)].map(({ index }) => {
    const head = { ...post, segments: [{ kind: 'text', text: text.slice(0, index) } as const] };
    return comparable(head, links).length;
  });
}

/** True for names that differ at most in what articles lose: case, blanks, pictures. */
export function areSameName(a: string, b: string): boolean {
  return a === b || comparableText(a) === comparableText(b);
}

function comparable(post: Post, links: readonly string[]): string {
  const text = links
    .filter((link) => link !== '')
    .reduce((rest, link) => rest.replaceAll(link, ' '), textOf(post.segments));
  return comparableText(text.replace(/^(?:\s*@\w+)+/u, ''));
}

function isCut(post: Post): boolean {
  return post.truncated || /(?:…|\.\.\.)$/u.test(textOf(post.segments).trimEnd());
}
