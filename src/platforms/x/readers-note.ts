import type { Note } from '../../model/post.ts';
import { cleanText } from '../segments.ts';
import type { ReadersNote } from './syndication-schema.ts';
import { decoded } from './text.ts';

/** The community note: its words, with the addresses its shortened links stand for. */
export function readNote(pivot: ReadersNote | null): Note | null {
  if (pivot === null) return null;
  const { subtitle, note, destinationUrl } = pivot;
  const words = subtitle === null ? (note?.summary?.text ?? null) : withFullLinks(subtitle);
  if (words === null || words.trim() === '') return null;
  const named = note?.rest_id ?? null;
  return {
    text: cleanText(decoded(words)).trim(),
    url: destinationUrl ?? (named === null ? null : `https://x.com/i/birdwatch/n/${named}`),
  };
}

/** Indices count code points, as in the text of posts; one that points into the middle of words is left alone. */
function withFullLinks({ text, entities }: NonNullable<ReadersNote['subtitle']>): string {
  const points = [...text];
  let at = 0;
  let full = '';
  for (const { fromIndex, toIndex, ref } of entities.toSorted((a, b) => a.fromIndex - b.fromIndex)) {
    const shown = points.slice(fromIndex, toIndex).join('');
    if (fromIndex < at || toIndex > points.length || !/^(?:https?:\/\/|[\w-]+\.)\S*$/iu.test(shown)) continue;
    full += points.slice(at, fromIndex).join('') + ref.url;
    at = toIndex;
  }
  return full + points.slice(at).join('');
}
