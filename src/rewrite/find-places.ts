import { detect } from '../detect/detect.ts';
import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import type { ByteRange } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { overlap } from '../model/ranges.ts';
import { spliced } from './edits.ts';
import { decoded, mayHoldMarks, type Place, type PlacedMark, placedMarks, placesOf } from './places.ts';
import type { FindOriginal } from './restore.ts';

/**
 * The places of an article, or of all articles of a feed in order. Where fallbacks stand already, embeds are looked for in
 * the article as it first was, as far as its originals can be had: a card beside a link or a quote would have it read
 * otherwise than it was read before, and a second run would put in more than the first.
 */
export async function findPlaces(
  articles: readonly Article[],
  platforms: readonly PlatformInArticles[],
  findOriginal: FindOriginal,
): Promise<readonly (readonly Place[])[]> {
  const marked = articles.map((article) =>
    mayHoldMarks(article.bytes) ? placedMarks(article, decoded(article)).marks : [],
  );
  const originals = await originalsOf(marked.flat(), findOriginal);
  const first = originals.length === 0 ? null : articlesWith(articles, originals);
  return articles.map((article, at) => {
    const before = first?.[at];
    if (before !== undefined) return placesOf(article, embedsNow(before, platforms, originals));
    const { embeds } = detect(article, platforms);
    return marked[at]?.length === 0 ? embeds : placesOf(article, embeds);
  });
}

/** What stood first where a mark stands now. */
interface Original extends ByteRange {
  readonly bytes: Uint8Array;
}

/** In order; those that can be had. */
async function originalsOf(marks: readonly PlacedMark[], findOriginal: FindOriginal): Promise<Original[]> {
  const originals: Original[] = [];
  for (const { start, end, original, isAtHome } of marks) {
    const bytes = isAtHome ? await findOriginal(original) : null;
    if (bytes !== null && sha256(bytes) === original) originals.push({ start, end, bytes });
  }
  return originals.toSorted((a, b) => a.start - b.start);
}

/** Null where a feed could not be read any more. */
function articlesWith(
  articles: readonly Article[],
  originals: readonly Original[],
): readonly Article[] | null {
  const [first] = articles;
  if (first === undefined) return null;
  const bytes = spliced(first.bytes, originals);
  if (first.container === undefined) return [{ ...first, bytes }];
  const again = first.container.reread?.(bytes) ?? null;
  return again?.length === articles.length ? again : null;
}

/** Embeds that stand where they stood, at the bytes they have now. */
function embedsNow(
  before: Article,
  platforms: readonly PlatformInArticles[],
  originals: readonly Original[],
) {
  let shift = 0;
  const replaced = originals.map(({ start, end, bytes }) => {
    const range = { start: start + shift, end: start + shift + bytes.length };
    shift += bytes.length - (end - start);
    return { ...range, shift };
  });
  return detect(before, platforms).embeds.flatMap((embed) => {
    if (replaced.some((range) => overlap(range, embed))) return [];
    const moved = replaced.findLast(({ start }) => start < embed.start)?.shift ?? 0;
    return [{ ...embed, start: embed.start - moved, end: embed.end - moved }];
  });
}
