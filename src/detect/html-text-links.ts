import { decodeReferences } from '../html/character-references.ts';
import type { TextPiece } from './html-contents.ts';
import type { Matcher } from './matcher.ts';

/**
 * The pieces of a run of text that holds an address: addresses that have a line to themselves, `[embed]` shortcodes, and
 * the words between.
 */
export function linksInText(text: string, start: number, end: number, matcher: Matcher): TextPiece[] {
  const source = text.slice(start, end);
  const pieces: TextPiece[] = [];
  let at = 0;
  const words = (until: number) => {
    if (source.slice(at, until).trim() !== '') pieces.push({ kind: 'ink' });
  };
  for (const match of source.matchAll(linkOrShortcode)) {
    const address = match[1] ?? match[2] ?? '';
    const ref = matcher.mayHoldLink(address) ? matcher.ofLink(decodeReferences(address)) : null;
    if (ref === null) continue;
    const first = match.index + (match[1] === undefined ? match[0].indexOf(address) : 0);
    const last = match[1] === undefined ? first + address.length : match.index + match[0].length;
    words(first);
    const range = { ref, start: start + first, end: start + last };
    if (match[1] === undefined)
      pieces.push({
        kind: 'link',
        link: { ...range, looksLikeAddress: true, ownLine: hasOwnLine(text, range.start, range.end) },
      });
    else
      pieces.push({
        kind: 'embed',
        found: { ...range, platform: ref.platform, kind: 'shortcode', quoted: null, confidence: 0.95 },
      });
    at = last;
  }
  words(source.length);
  return pieces;
}

const linkOrShortcode =
  /\[embed(?:\s[^[\]]{0,200})?\]\s{0,99}(https?:\/\/[^\s<>[\]]{1,2048})\s{0,99}\[\/embed\]|^[^\S\n]{0,99}(https?:\/\/[^\s<>[\]]{1,2048})[^\S\n]{0,99}$/gimu;

/** Line ends on both sides, or the page's own. */
function hasOwnLine(text: string, start: number, end: number): boolean {
  const before = /(?:^|\n)[^\S\n]{0,99}$/u.test(text.slice(Math.max(0, start - 100), start));
  return before && /^[^\S\n]{0,99}(?:\n|$)/u.test(text.slice(end, end + 100));
}
