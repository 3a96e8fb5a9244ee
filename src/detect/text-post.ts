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

/** A text as its author wrote it, as far as an article shows. */
export function printed(raw: string): string {
  return raw.replace(/\r\n?/gu, '\n');
}
