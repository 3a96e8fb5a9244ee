import { decodeReferences } from '../html/character-references.ts';

/** A post that an extractor made text. Offsets are UTF-16 units. */
export interface FlattenedPost {
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
  readonly handle: string | null;
  readonly date: string | null;
  readonly text: string;
  readonly links: readonly string[];
  /** Address its date linked to, if the text kept it. */
  readonly url: string | null;
  readonly confidence: number;
}

/** A text as its author wrote it, as far as an article shows: plain line ends, no references that were left undecoded. */
export function printed(raw: string): string {
  return withoutReferences(withoutReferences(raw)).replace(/\r\n?/gu, '\n');
}

/** References are decoded only where they are closed: `AT&T` and `?a=1&copy=2` stay. What was escaped twice is so again. */
function withoutReferences(text: string): string {
  return text.replace(/&(?:amp|#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/giu, (reference) =>
    reference === '&amp;' ? '&' : decodeReferences(reference),
  );
}
