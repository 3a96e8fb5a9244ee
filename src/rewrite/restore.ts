import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import { type Splice, spliced } from './edits.ts';
import { styleLeft } from './page-style.ts';
import { decoded, type PlacedMark, placedMarks } from './places.ts';

export interface Restored {
  readonly bytes: Uint8Array;
  /** Embeds given back. */
  readonly restored: number;
  /** Scripts of platforms given back. */
  readonly loaders: number;
  /** Hashes of originals that could not be had, or that were not what their hash says: their fallbacks stay. */
  readonly missing: readonly string[];
  /** Byte offsets of marks that can't be paired or read, or whose originals are of another file: left as they are. */
  readonly damaged: readonly number[];
}

/** Bytes by their SHA-256 in hex; null where they aren't kept. */
export type FindOriginal = (hash: string) => Promise<Uint8Array | null> | Uint8Array | null;

/** A rewritten article with its first bytes in place of the fallbacks; whatever was edited elsewhere stays. */
export async function restoreArticle(article: Article, findOriginal: FindOriginal): Promise<Restored> {
  return restoreArticles([article], findOriginal);
}

/**
 * The same of all the articles of a feed, in order, which share its bytes. A feed that could not be read any more with what
 * is given back stays as it is.
 */
export async function restoreArticles(
  articles: readonly Article[],
  findOriginal: FindOriginal,
): Promise<Restored> {
  const found = articles.map((article) => placedMarks(article, decoded(article)));
  const strangers = found.flatMap((each) => each.marks).filter(({ isAtHome }) => !isAtHome);
  const damaged = [...found.flatMap((each) => each.damaged), ...strangers.map(({ start }) => start)].toSorted(
    byNumber,
  );
  const before = articles[0]?.bytes ?? new Uint8Array();
  const edits: Splice[] = [];
  const taken: PlacedMark[] = [];
  const missing: string[] = [];
  const given = { post: 0, loader: 0 };
  const marks = found.flatMap((each) => each.marks);
  for (const mark of marks.filter(({ isAtHome }) => isAtHome)) {
    const { kind, original, start, end } = mark;
    const bytes = await findOriginal(original);
    if (bytes === null || sha256(bytes) !== original) {
      missing.push(original);
      continue;
    }
    edits.push({ start, end, bytes });
    taken.push(mark);
    given[kind] += 1;
  }
  const left = marks.filter((mark) => mark.kind === 'post' && !taken.includes(mark));
  const style = left.length === 0 ? null : styleLeft(before, taken, left);
  if (style !== null) edits.push(style);
  const bytes = spliced(
    before,
    edits.sort((one, other) => one.start - other.start),
  );
  if (!isReadable(articles, bytes)) {
    const starts = marks.map(({ start }) => start);
    return {
      bytes: before,
      restored: 0,
      loaders: 0,
      missing,
      damaged: [...damaged, ...starts].toSorted(byNumber),
    };
  }
  return { bytes, restored: given.post, loaders: given.loader, missing, damaged };
}

function isReadable(articles: readonly Article[], bytes: Uint8Array): boolean {
  const container = articles[0]?.container;
  if (container?.reread === undefined) return true;
  const again = container.reread(bytes);
  return again?.length === articles.length && again.every(({ name }, at) => name === articles[at]?.name);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
