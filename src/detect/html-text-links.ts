import { decodeReferences } from '../html/character-references.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import type { Range } from '../model/ranges.ts';
import type { Ref } from '../ref.ts';
import type { TextPiece } from './html-contents.ts';
import { bracketedTags } from './html-text-shortcodes.ts';
import type { Matcher } from './matcher.ts';
import type { Found } from './text-embeds.ts';

/**
 * The pieces of a run of text that may hold an address or a shortcode: addresses that have a line to themselves,
 * shortcodes of publishing systems, `tags` found before, and the words between.
 */
export function linksInText(
  text: string,
  start: number,
  end: number,
  matcher: Matcher,
  platforms: readonly PlatformInArticles[],
  tags: readonly Found[] = [],
): TextPiece[] {
  const source = text.slice(start, end);
  const pieces: TextPiece[] = [];
  let at = 0;
  const words = (until: number) => {
    if (source.slice(at, until).trim() !== '') pieces.push({ kind: 'ink' });
  };
  const inSource = tags.map((found) => ({
    kind: 'tag' as const,
    found,
    start: found.start - start,
    end: found.end - start,
  }));
  const all = [...inSource, ...addressesIn(source, matcher), ...bracketedTags(source, platforms)];
  for (const each of all.sort(inOrder)) {
    if (each.start < at) continue;
    words(each.start);
    at = each.end;
    if (each.kind === 'tag') {
      pieces.push({ kind: 'embed', found: each.found });
      continue;
    }
    const range = { ref: each.ref, start: start + each.start, end: start + each.end };
    if (each.kind === 'shortcode') {
      const found = {
        ...range,
        platform: each.ref.platform,
        kind: each.kind,
        quoted: null,
        confidence: 0.95,
      };
      pieces.push({ kind: 'embed', found });
    } else {
      const ownLine = hasOwnLine(text, range.start, range.end);
      pieces.push({ kind: 'link', link: { ...range, looksLikeAddress: true, ownLine } });
    }
  }
  words(source.length);
  return pieces;
}

interface Address {
  readonly kind: 'address';
  readonly ref: Ref;
  readonly start: number;
  readonly end: number;
}

function inOrder(a: Range, b: Range): number {
  return a.start - b.start;
}

/** Addresses of posts that are all of their line. */
function addressesIn(source: string, matcher: Matcher): Address[] {
  return [...source.matchAll(lineOfAddress)].flatMap((match) => {
    const address = match[1] ?? '';
    const ref = matcher.mayHoldLink(address) ? matcher.ofLink(decodeReferences(address)) : null;
    if (ref === null) return [];
    const start = match.index + match[0].indexOf(address);
    return [{ kind: 'address' as const, ref, start, end: start + address.length }];
  });
}

const lineOfAddress = /^[^\S\n]{0,99}(https?:\/\/[^\s<>[\]]{1,2048})[^\S\n]{0,99}$/gimu;

/** Line ends on both sides, or the page's own. */
function hasOwnLine(text: string, start: number, end: number): boolean {
  const before = /(?:^|\n)[^\S\n]{0,99}$/u.test(text.slice(Math.max(0, start - 100), start));
  return before && /^[^\S\n]{0,99}(?:\n|$)/u.test(text.slice(end, end + 100));
}
