import { type Html, html, htmlLines } from '../html/escape.ts';
import type { Segment } from '../model/post.ts';
import type { WordChange } from '../model/word-changes.ts';
import { cleanLines } from './clean-text.ts';
import type { MarkedSegment } from './shown-text.ts';

/**
 * The segments of one of two compared texts, cut where words came (`ins`, of the later text) or went (`del`, of the
 * earlier): the pieces that both or only this one have give its text.
 */
export function markSegments(
  segments: readonly Segment[],
  changes: readonly WordChange[],
  mark: 'ins' | 'del',
): readonly MarkedSegment[] {
  const own = changes.filter(
    ({ kind }) => kind === 'same' || kind === (mark === 'ins' ? 'added' : 'removed'),
  );
  const marked: MarkedSegment[] = [];
  let at = 0;
  let left = own[0]?.text.length ?? 0;
  for (const segment of segments) {
    let { text } = segment;
    while (text !== '') {
      while (left === 0 && at < own.length - 1) left = own[++at]?.text.length ?? 0;
      const change = own[at];
      const length = left === 0 ? text.length : Math.min(left, text.length);
      const piece = { ...segment, text: text.slice(0, length) };
      marked.push(change === undefined || change.kind === 'same' ? piece : { ...piece, mark });
      text = text.slice(length);
      left = Math.max(0, left - length);
    }
  }
  return marked;
}

/** Two texts in one: what went is struck through, what came is underlined, for eyes and screen readers alike. */
export function bothTexts(changes: readonly WordChange[]): Html {
  return html`${changes.map(({ kind, text }) => {
    const words = htmlLines(cleanLines(text));
    if (kind === 'same') return words;
    return kind === 'removed' ? html`<del>${words}</del>` : html`<ins>${words}</ins>`;
  })}`;
}
