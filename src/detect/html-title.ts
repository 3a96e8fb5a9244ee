import { decodeReferences } from '../html/character-references.ts';
import { type DecodedText, decodeBytes } from '../html/decoded-text.ts';
import { tokenize } from '../html/tokenizer.ts';

/** The page's title on one line; null without one in its first 256 K characters. */
export function titleOf(page: Pick<DecodedText, 'text' | 'utf8'>): string | null {
  if (page.utf8 === null) return titleInHead(page.text.slice(0, headLength));
  // Nearly always it ends soon: the rest of the page need not be made text then.
  const near = decodeBytes(page.utf8.subarray(0, nearLength), 'utf-8', false).text;
  if (page.utf8.length <= nearLength || titleEnd.test(near)) return titleInHead(near);
  return titleInHead(decodeBytes(page.utf8.subarray(0, headLength), 'utf-8', false).text);
}

const nearLength = 8192;
const headLength = 262_144;
const titleEnd = /<\/title[\t\n\f\r />]/iu;

function titleInHead(head: string): string | null {
  if (!/<title[\s>]/iu.test(head)) return null;
  const firstEnd = head.search(titleEnd);
  // Nearly always the first is the one: the rest of the page need not be read then.
  const source = (firstEnd === -1 ? null : titleIn(head.slice(0, firstEnd + 9))) ?? titleIn(head);
  const title = decodeReferences(source ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return title === '' ? null : title;
}

/** The source of the first title that ends in the text. */
function titleIn(text: string): string | null {
  let source: string | null = null;
  /** Pictures have titles too. */
  let pictures = 0;
  tokenize(text, {
    startTag({ name }) {
      if (name === 'svg') pictures += 1;
      return pictures === 0;
    },
    endTag(name) {
      if (name === 'svg' && pictures > 0) pictures -= 1;
    },
    rawText(name, start, end) {
      if (name === 'title') source ??= text.slice(start, end);
    },
    text: () => {},
    comment: () => {},
    inForeign: () => pictures > 0,
  });
  return source;
}
