import type { DecodedText } from '../html/charset.ts';
import type { Article, Escaping } from '../model/article.ts';
import type { ByteRange } from '../model/embed.ts';
import { byteEnd, indexAt, type Place } from './places.ts';
import type { SkipReason } from './rewrite.ts';
import { createCodeFinder, mayHoldCode, type TellCode } from './source-code.ts';
import { blockAround } from './wordpress-blocks.ts';

/** What stands around the places of an article, as far as it matters to them. */
export interface Surroundings {
  reasonToSkip(embed: Place): SkipReason | null;
  /** What goes with an embed: the block of WordPress's editor that holds nothing else. */
  whole(range: ByteRange): ByteRange & { readonly isBlock: boolean };
  /** How a container writes what stands there: null without one, undefined where in two ways. */
  escapingAt(range: ByteRange): Escaping | null | undefined;
}

export function createSurroundings(article: Article, text: DecodedText): Surroundings {
  const { format, content, bytes } = article;
  const isCodeAt = codeTeller(article, text);
  const mayHoldBlocks = format === 'html' && text.text.includes('<!-- wp:');

  function indices({ start, end }: ByteRange): readonly [start: number, end: number] {
    // past the last character that begins before the end
    return [indexAt(text, start), indexAt(text, end)];
  }

  return {
    reasonToSkip(embed) {
      if (format === 'json' || embed.kind === 'json') return 'data';
      if (embed.kind === 'mention') return 'mention';
      if (embed.start >= embed.end || embed.end > bytes.length) return 'overlap';
      const code = isCodeAt === null ? null : isCodeAt(...indices(embed));
      if (code !== null) return code;
      if (format === 'markdown' && embed.kind === 'component' && !standsAlone(text.text, ...indices(embed)))
        return 'component';
      return null;
    },
    whole(range) {
      const block = mayHoldBlocks ? blockAround(text.text, ...indices(range)) : null;
      if (block === null) return { ...range, isBlock: false };
      return {
        start: text.byteOffset(block.start),
        end: byteEnd(article, text, block.end),
        isBlock: true,
      };
    },
    escapingAt: (range) =>
      content === undefined ? null : (content.escapingAt(...indices(range)) ?? undefined),
  };
}

/** Made when it is first asked for: most pages hold no code that matters. */
function codeTeller(article: Article, { text }: DecodedText): TellCode | null {
  if (article.content !== undefined || !mayHoldCode(article, text)) return null;
  let made: TellCode | null = null;
  return (start, end) => {
    made ??= createCodeFinder(article, text);
    return made(start, end);
  };
}

/** Nothing but the marks of lists and quotes stands on its lines. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = /[^\n\r]*$/u.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  const after = /^[^\n\r]*/u.exec(text.slice(end, end + 200))?.[0] ?? '';
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?$/u.test(before) && after.trim() === '';
}
