import type { HoldfastError } from '../errors.ts';
import type { Ingested } from '../ingest.ts';

/** What an import did with one thing it found. */
export type Imported =
  | Ingested
  /** Something was kept of a post; `isNew` false when all of it was there before. */
  | { readonly kind: 'imported'; readonly name: string; readonly isNew: boolean; readonly from: string }
  /** It was found and not taken, for a reason. */
  | { readonly kind: 'passed-over'; readonly what: string; readonly why: string; readonly count: number }
  | { readonly kind: 'unreadable'; readonly input: string; readonly error: HoldfastError };
