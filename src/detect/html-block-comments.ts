import { decodeReferences } from '../html/character-references.ts';
import type { ElementEnd, OpenElements } from '../html/open-elements.ts';
import type { Ref } from '../ref.ts';
import { blockComment, type Contents } from './html-contents.ts';
import type { Matcher } from './matcher.ts';

/**
 * The comments a block editor puts around an embed: `<!-- wp:embed {"url":"…"} -->` … `<!-- /wp:embed -->`, with
 * `core-embed/name` before 2020. They count as an element; without content their own address speaks.
 */
export interface BlockComments {
  comment(start: number, end: number, open: OpenElements): void;
  /** True when what ends is such a pair. */
  leave(index: number, end: number, how: ElementEnd): boolean;
}

export function createBlockComments(text: string, matcher: Matcher, contents: Contents): BlockComments {
  const blocks: { readonly index: number; readonly start: number; readonly ref: Ref | null }[] = [];
  const mark = /<!--\s*(\/)?wp:(?:embed|core-embed\/[a-z0-9-]+)(?=[\s/-])\s*/uy;

  function embedOf(ref: Ref, start: number, end: number) {
    return {
      platform: ref.platform,
      kind: 'figure',
      ref,
      quoted: null,
      start,
      end,
      confidence: 0.95,
    } as const;
  }

  return {
    comment(start, end, open) {
      mark.lastIndex = start;
      const found = mark.exec(text);
      if (found === null) return;
      if (found[1] === '/') {
        open.closeMarker(blockComment, end);
        return;
      }
      const said = text.slice(mark.lastIndex, end).replace(/-->$/u, '').trim();
      const ref = matcher.ofLink(addressIn(said.replace(/\/$/u, '')));
      if (said.endsWith('/')) {
        if (ref !== null) contents.take({ kind: 'embed', found: embedOf(ref, start, end) });
        return;
      }
      open.openMarker(blockComment);
      blocks.push({ index: open.depth() - 1, start, ref });
      contents.enter(blockComment, start);
    },
    leave(index, end, how) {
      if (blocks.at(-1)?.index !== index) return false;
      const block = blocks.pop();
      if (how !== 'own') contents.dissolve();
      else if (contents.isEmpty() && block !== undefined && block.ref !== null)
        contents.leaveAsEmbed(embedOf(block.ref, block.start, end), []);
      else contents.leave(end, null);
      return true;
    },
  };
}

/** The `url` of a block's JSON; empty when there is none. */
function addressIn(json: string): string {
  try {
    const block: unknown = JSON.parse(json);
    const url = block !== null && typeof block === 'object' && 'url' in block ? block.url : null;
    return typeof url === 'string' ? decodeReferences(url) : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
