/** A stretch `[start, end)` of a text or of bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether two have a part in common. */
export function overlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}
