import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement } from '../../model/platform.ts';
import { readPrintedDate } from '../../model/printed-date.ts';
import { linksIn } from '../quoted-links.ts';

/**
 * What stands in a box until Facebook's script replaces it: the post's words in paragraphs, then
 * `Posted by Name on Sunday, October 8, 2017`, name and day being links. Null when there is neither.
 */
export function readQuote(element: MarkupElement): Quoted | null {
  const box = element.descendants('blockquote')[0] ?? element;
  const paragraphs = box.descendants('p').filter((paragraph) => paragraph.text.trim() !== '');
  const words =
    isSignature(paragraphs.at(-1)) && paragraphs.length > 1 ? paragraphs.slice(0, -1) : paragraphs;
  const text = words.map((paragraph) => paragraph.text.trim()).join('\n');
  const inWords = new Set(words.flatMap((paragraph) => paragraph.descendants('a')));
  const author =
    box.descendants('a').findLast((link) => !inWords.has(link) && accountOf(link) !== null) ?? null;
  if (text === '' && author === null) return null;
  return {
    name: author?.text.trim() ?? null,
    handle: author === null ? null : handleOf(author),
    date: readPrintedDate(lastLine(box.text)),
    text,
    lang: null,
    dir: directionOf(text),
    links: linksIn(words).filter((href) => onFacebook(href) === null),
  };
}

/** Some publishing systems put the signature into a paragraph too: a name, a day, and a few words between. */
function isSignature(paragraph: MarkupElement | undefined): boolean {
  const links = paragraph?.descendants('a') ?? [];
  if (paragraph === undefined || !links.some((link) => accountOf(link) !== null)) return false;
  const linked = links.reduce((sum, link) => sum + link.text.length, 0);
  return paragraph.text.length - linked < 40;
}

function lastLine(text: string): string {
  return text.trim().slice(-300).split('\n').at(-1) ?? '';
}

/** The account a link leads to, when it leads to nothing else; empty for one that has only a number. */
function accountOf(link: MarkupElement): string | null {
  const url = onFacebook(link.attribute('href') ?? '');
  if (url === null || link.text.trim() === '') return null;
  const [first = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (first === 'people' || first === 'pages') return rest.length > 0 ? '' : null;
  if (first === '' || first === 'hashtag' || rest.length > 0) return null;
  if (first === 'profile.php') return '';
  return first.endsWith('.php') ? null : first;
}

function handleOf(link: MarkupElement): string | null {
  const account = accountOf(link) ?? '';
  return /^[\w.]{2,80}$/u.test(account) && !/^\d+$/u.test(account) ? account : null;
}

/** The address, if it is one of Facebook. */
function onFacebook(href: string): URL | null {
  const url = URL.parse(href, 'https://www.facebook.com/');
  return url !== null && /^(?:[\w-]+\.)?facebook\.com$/u.test(url.hostname) ? url : null;
}
