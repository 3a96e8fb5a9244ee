import type { Article } from '../model/article.ts';
import { sha256 } from '../model/canonical.ts';
import { decoded, placedMarks } from './places.ts';

export interface Restored {
  readonly bytes: Uint8Array;
  /** Embeds given back. */
  readonly restored: number;
  /** Scripts of platforms given back. */
  readonly loaders: number;
  /** Hashes of originals that could not be had, or that were not what their hash says: their fallbacks stay. */
  readonly missing: readonly string[];
  /** Byte offsets of marks that can't be paired or read: left as they are. */
  readonly damaged: readonly number[];
}

/** Bytes by their SHA-256 in hex; null where they aren't kept. */
export type FindOriginal = (hash: string) => Promise<Uint8Array | null> | Uint8Array | null;

/** A rewritten article with its first bytes in place of the fallbacks; whatever was edited elsewhere stays. */
export async function restoreArticle(article: Article, findOriginal: FindOriginal): Promise<Restored> {
  const { marks, damaged } = placedMarks(article, decoded(article));
  const parts: Uint8Array[] = [];
  const missing: string[] = [];
  const given = { post: 0, loader: 0 };
  let at = 0;
  for (const { kind, original, start, end } of marks) {
    const bytes = await findOriginal(original);
    if (bytes === null || sha256(bytes) !== original) {
      missing.push(original);
      continue;
    }
    parts.push(article.bytes.subarray(at, start), bytes);
    at = end;
    given[kind] += 1;
  }
  const bytes = new Uint8Array(Buffer.concat([...parts, article.bytes.subarray(at)]));
  return { bytes, restored: given.post, loaders: given.loader, missing, damaged };
}
