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

/** A text as the article prints it, but for plain line ends: references that were left undecoded stay. */
export function printed(raw: string): string {
  return raw.replace(/\r\n?/gu, '\n');
}
