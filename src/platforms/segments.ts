import type { Segment } from '../model/post.ts';

/** Text fit to be kept: well-formed, no NUL, line ends as `\n`. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}').replace(/\r\n?/gu, '\n');
}

/** A text without marks; none where there is no ink. */
export function plainSegments(text: string): Segment[] {
  return joinSegments([{ kind: 'text', text: cleanText(text) }]);
}

/** Neighbouring words as one segment, and no blanks before the first letter or after the last. */
export function joinSegments(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last?.kind === 'text' && segment.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + segment.text };
    else joined.push(segment);
  }
  return trimSegments(joined);
}

/** No blanks before the first letter or after the last, and no words without a letter. */
export function trimSegments(segments: readonly Segment[]): Segment[] {
  return segments
    .map((segment, index) => {
      if (segment.kind !== 'text') return segment;
      const start = index === 0 ? segment.text.trimStart() : segment.text;
      return { ...segment, text: index === segments.length - 1 ? start.trimEnd() : start };
    })
    .filter((segment) => segment.kind !== 'text' || segment.text !== '');
}
