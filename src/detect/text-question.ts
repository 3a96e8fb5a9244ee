import type { Patterns } from './text-patterns.ts';

/** What is known when the start of a post's text is looked for. */
export interface StartQuestion {
  readonly text: string;
  /** Nothing before it can belong: the end of the post before, or 0. */
  readonly floor: number;
  /** End of the post's text. */
  readonly end: number;
  /** Line ends between the attribution and what follows; where nothing does, those between most lines. */
  readonly gapAfter: number;
  /** Language of the article as a whole. */
  readonly language: string | null;
  /** ISO day of the post, where it is known. */
  readonly date: string | null;
  readonly patterns: Patterns;
}

/** Could the post hold all from there on? */
export function fitsFrom({ text, end, date, patterns }: StartQuestion, start: number): boolean {
  return patterns.fits(text.slice(start, end), date);
}
