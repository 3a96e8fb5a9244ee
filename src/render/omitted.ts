import type { Post } from '../model/post.ts';
import { fill, writeNumber } from './language.ts';
import { countOmitted } from './thread-parts.ts';
import type { Words } from './words.ts';

/** What a source sent of the post and was not taken over, in words a reader can use; empty where nothing is missing. */
export function omissionsOf({ omissions }: Post, words: Words): readonly string[] {
  if (omissions.length === 0) return [];
  const told = [
    [words.omittedMedia, countOmitted(omissions, (part) => part === 'media')],
    [words.omittedParts, countOmitted(omissions, (part) => seen.has(part))],
  ] as const;
  return told.flatMap(([line, count]) =>
    count === 0 ? [] : [fill(line, { count: writeNumber(count, words) })],
  );
}

/** Parts a reader would have seen; a link or a tag that is none any more still stands in the text. */
const seen: ReadonlySet<string> = new Set(['text', 'quote', 'poll', 'option', 'card', 'note', 'embed']);
