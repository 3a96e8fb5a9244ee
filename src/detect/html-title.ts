import { decodeReferences } from '../html/character-references.ts';
import { tokenize } from '../html/tokenizer.ts';

/** The page's title on one line; null without one in its first 256 K characters. */
export function titleOf(text: string): string | null {
  const head = text.slice(0, 262_144);
  if (!/<title[\s>]/iu.test(head)) return null;
  const firstEnd = head.search(/<\/title[\t\n\f\r />]/iu);
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
