import type { DecodedText } from '../html/decoded-text.ts';
import type { Embed, EmbedKind, Quoted } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { provisionalName, type Ref, writeRef } from '../ref.ts';

/** An embed whose offsets are still UTF-16 units. */
export interface Found {
  readonly platform: string;
  readonly kind: EmbedKind;
  readonly ref: Ref | null;
  readonly quoted: Quoted | null;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** Names what was found, in order, and turns its offsets into bytes. Of two that overlap the surer one is kept. */
export function toEmbeds(
  found: readonly Found[],
  decoded: Pick<DecodedText, 'byteOffset'>,
  article: string,
): Embed[] {
  return withoutOverlaps(found).map((each, ordinal): Embed => {
    const { platform, kind, ref, quoted, confidence } = each;
    const known = quoted ?? { handle: null, date: null, text: '' };
    return {
      platform,
      kind,
      name: ref === null ? provisionalName({ platform, ...known }, { article, ordinal }) : writeRef(ref),
      ref,
      quoted,
      start: decoded.byteOffset(each.start),
      end: decoded.byteOffset(each.end),
      confidence,
    };
  });
}

/** The post an address points to; null for one that is none of the platform's posts, or no address. */
export function refAt(url: string, platform: PlatformInArticles, evidence: 'markup' | 'link'): Ref | null {
  const parsed = URL.parse(url);
  return parsed === null ? null : platform.match(parsed, evidence);
}

function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || each.start >= last.end) kept.push(each);
    else if (each.confidence > last.confidence) kept[kept.length - 1] = each;
  }
  return kept;
}
