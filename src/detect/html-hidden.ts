import { type DecodedText, decodeBytes } from '../html/decoded-text.ts';
import type { Source } from './html-windows.ts';
import { findInHiddenParts, type HiddenPart } from './json.ts';
import type { Found } from './text-embeds.ts';

/** The posts in those scripts and attributes that are not among the `visible` ones; offsets are the page's bytes. */
export function findHidden(
  { page, platforms, matcher }: Source,
  parts: readonly HiddenPart[],
  visible: readonly Found[],
): readonly Found[] {
  const pieces: { readonly at: number; readonly start: number; readonly shown: DecodedText }[] = [];
  const joinedParts: HiddenPart[] = [];
  let joined = '';
  for (const { kind, start, end } of parts.toSorted((a, b) => a.start - b.start)) {
    const shown = decodeBytes(page.subarray(start, end), 'utf-8', false);
    pieces.push({ at: joined.length, start, shown });
    joinedParts.push({ kind, start: joined.length, end: joined.length + shown.text.length });
    joined += shown.text;
  }
  if (joinedParts.length === 0) return [];
  const placed = (index: number, isEnd: boolean) => {
    const piece = pieces.findLast(({ at }) => (isEnd ? at < index : at <= index)) ?? pieces[0];
    return piece === undefined ? index : piece.start + piece.shown.byteOffset(index - piece.at);
  };
  return findInHiddenParts(joined, joinedParts, visible, platforms, matcher).map((each) => ({
    ...each,
    start: placed(each.start, false),
    end: placed(each.end, true),
  }));
}
