import type { Media } from '../model/post.ts';
import { cleanLine, cleanLines } from './clean-text.ts';
import { shortened } from './shown-text.ts';
import type { FallbackView } from './view.ts';
import type { Words } from './words.ts';

/** Descriptions are cut here; the platforms allow 1,000 to 10,000 characters. */
const longestDescription = 5000;
const longestAttribute = 1000;

/** The author's description of it with its lines; empty where none was given. */
export function descriptionOf({ alt }: Media): string {
  return shortened(cleanLines(alt ?? '').trim(), longestDescription);
}

/**
 * The description in one line, as far as an attribute should hold it; what it is, and that nobody described it, where
 * none was given.
 */
export function describe(item: Media, words: Words): string {
  return (
    shortened(cleanLine(descriptionOf(item)), longestAttribute) ||
    `${kindOf(item, words)}: ${words.noDescription}`
  );
}

/** A medium in words: `Photo: a red boat`. */
export function describeMedium(item: Media, words: Words, view: WhatIsGone): string {
  const told = cleanLine(descriptionOf(item)) || words.noDescription;
  return `${labelOf(item, words, view)}: ${told}`;
}

/** What it is, and how long it lasts. */
export function kindOf({ kind, durationMs }: Media, words: Words): string {
  const lasts = kind !== 'photo' && durationMs !== null && durationMs >= 500;
  return lasts ? `${words[kind]} · ${writeDuration(durationMs)}` : words[kind];
}

type WhatIsGone = Pick<FallbackView, 'redacted'>;

/** What it is, and that there is no copy where one was tried for; what was taken out is told elsewhere. */
export function labelOf(item: Media, words: Words, { redacted }: WhatIsGone): string {
  const isMissing = item.missing !== null && item.blob === null && redacted === undefined;
  return isMissing ? `${kindOf(item, words)} · ${words.notHad}` : kindOf(item, words);
}

function writeDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
