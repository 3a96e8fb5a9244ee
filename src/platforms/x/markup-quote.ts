import { directionOf } from '../../model/direction.ts';
import type { Quoted } from '../../model/embed.ts';
import type { MarkupElement } from '../../model/platform.ts';
import type { Direction } from '../../model/post.ts';
import { readPrintedDate } from '../../model/printed-date.ts';

/**
 * What a quoted post's blockquote says: `p[lang][dir]` with the text, `— Name (@handle)`, and the permalink with the
 * date. Null when it holds the link and nothing else.
 */
export function readQuote(element: MarkupElement, permalink: MarkupElement | null): Quoted | null {
  const paragraph = element.descendants('p')[0] ?? null;
  const { text, name, handle, printedDate } = cut(element.text, permalink?.text ?? '');
  const date = readPrintedDate(printedDate, element.attribute('data-lang'));
  if (text === '' && name === null && handle === null && date === null) return null;
  const lang = paragraph?.attribute('lang') || element.attribute('lang') || null;
  return {
    name,
    handle: handle ?? handleIn(permalink?.attribute('href') ?? ''),
    date,
    text,
    lang: lang === 'und' ? null : lang,
    dir: readDirection(paragraph?.attribute('dir') ?? element.attribute('dir')) ?? directionOf(text),
    links: linksOf(element, permalink),
  };
}

interface Cut {
  readonly text: string;
  readonly name: string | null;
  readonly handle: string | null;
  readonly printedDate: string;
}

/** Parts the visible text at the signature, which is its last line or the end of that. */
function cut(whole: string, linkText: string): Cut {
  const linkAt = linkText === '' ? -1 : whole.lastIndexOf(linkText);
  const before = linkAt === -1 ? whole : whole.slice(0, linkAt);
  const lineAt = before.trimEnd().lastIndexOf('\n') + 1;
  const line = before.slice(lineAt);
  const signed = /^(.*?)\(@(\w{1,20})\)\s*[\u200e\u200f\u061c]?\s*(.*)$/su.exec(signatureStart(line));
  if (signed === null) return { text: before.trim(), name: null, handle: null, printedDate: linkText };
  const [, rest = '', handle = '', after = ''] = signed;
  const dash = /^[\s\u200e\u200f\u061c]*[—–―-]+\s*(.*)$/su.exec(rest);
  const inner = dash === null ? (/^(.*\s|)[—–―]\s*(.*)$/su.exec(rest) ?? []) : [];
  const text = dash === null ? `${before.slice(0, lineAt)}${inner[1] ?? ''}` : before.slice(0, lineAt);
  const name = (dash?.[1] ?? inner[2] ?? rest).trim();
  return { text: text.trim(), name: name === '' ? null : name, handle, printedDate: linkText || after };
}

/** A line may be as long as an article where a quote was never closed: a signature is short and last. */
function signatureStart(line: string): string {
  return line.length > 100_000 ? '' : line;
}

function handleIn(href: string): string | null {
  const handle = /^(?:https?:)?\/\/[^/]+\/(?:#!\/)?@?(\w{1,20})\/status(?:es)?\//iu.exec(href)?.[1] ?? null;
  return handle === 'i' ? null : handle;
}

function readDirection(value: string | null | undefined): Direction | null {
  return value === 'rtl' || value === 'ltr' ? value : null;
}

/** Links of the text in order; mentions and tags are words. A post's own media is linked as it is printed. */
function linksOf(element: MarkupElement, permalink: MarkupElement | null): string[] {
  return element.descendants('a').flatMap((link) => {
    const href = link.attribute('href') ?? '';
    const printed = link.text.trim();
    if (link === permalink || /^[#@$＃＠]/u.test(printed) || !/^(?:https?:)?\/\//iu.test(href)) return [];
    return [/^pic\.(?:twitter|x)\.com\/\w+$/u.test(printed) ? printed : href];
  });
}
