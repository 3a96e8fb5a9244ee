import { tokenize } from '../html/tokenizer.ts';

/** A stretch of a page's words that no block breaks. Offsets are UTF-16 units of the page. */
export interface Leaf {
  readonly start: number;
  readonly end: number;
  /** With the tags of the block it is all the words of. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** The block's name, lower case; empty between blocks. */
  readonly name: string;
  /** The innermost quote it stands in. */
  readonly quote: Quote | null;
  /** It stands in, or holds, a sample of code or what a page doesn't show. */
  readonly isCode: boolean;
}

export interface Quote {
  readonly start: number;
  readonly end: number;
  /** How many leaves it holds. */
  readonly leaves: number;
}

interface Open {
  start: number;
  end: number;
  leaves: number;
}

/** The leaves of a page that hold words, in order. */
export function leavesOf(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const quotes: Open[] = [];
  let leaf = { start: 0, outerStart: 0, name: '', ink: false, isCode: false };
  let code = 0;
  const close = (end: number, outerEnd: number): void => {
    const quote = quotes.at(-1) ?? null;
    if (!leaf.ink) return;
    if (quote !== null) quote.leaves += 1;
    const { start, outerStart, name, isCode } = leaf;
    leaves.push({ start, end, outerStart, outerEnd, name, quote, isCode });
  };
  const open = (name: string, outerStart: number, start: number): void => {
    leaf = { start, outerStart, name, ink: false, isCode: code > 0 };
  };
  tokenize(text, {
    text(start, end) {
      leaf.ink ||= text.slice(start, end).trim() !== '';
    },
    startTag({ name, start, end }) {
      if (hiddenElements.has(name)) {
        code += 1;
        leaf.isCode = true;
      }
      if (!blocks.has(name)) return true;
      close(start, start);
      if (name === 'blockquote') quotes.push({ start, end: text.length, leaves: 0 });
      open(name, start, end);
      return true;
    },
    endTag(name, start, end) {
      if (hiddenElements.has(name)) code = Math.max(0, code - 1);
      if (!blocks.has(name)) return;
      close(start, leaf.name === name ? end : start);
      const quote = name === 'blockquote' ? quotes.pop() : undefined;
      if (quote !== undefined) quote.end = end;
      open('', end, end);
    },
    comment() {},
    rawText() {},
    inForeign: () => false,
  });
  close(text.length, text.length);
  return leaves;
}

/** Samples of code, and what shows nothing of the article's own. */
export const hiddenElements: ReadonlySet<string> = new Set(
  'pre code kbd samp template nav select textarea button'.split(' '),
);

const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 head header hr html iframe li main menu nav ol p pre section summary table tbody td th thead tr ul'
  ).split(' '),
);
