import { decodeReferences } from '../html/character-references.ts';
import { tokenize } from '../html/tokenizer.ts';

/** The page's title on one line; null without one in its first 256 K characters. */
export function titleOf(text: string): string | null {
  const head = text.slice(0, 262_144);
  if (!/<title[\s>]/iu.test(head)) return null;
  let source: string | null = null;
  /** Pictures have titles too. */
  let pictures = 0;
  tokenize(head, {
    startTag({ name }) {
      if (name === 'svg') pictures += 1;
      return pictures === 0;
    },
    endTag(name) {
      if (name === 'svg' && pictures > 0) pictures -= 1;
    },
    rawText(name, start, end) {
      if (name === 'title') source ??= head.slice(start, end);
    },
    text: () => {},
    comment: () => {},
    inForeign: () => pictures > 0,
  });
  const title = decodeReferences(source ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return title === '' ? null : title;
}
