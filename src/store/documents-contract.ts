import type { KnownDocument } from '../model/document.ts';

/** What is known of addresses that were looked at before. No evidence: without it they are looked at anew. */
export interface Documents {
  /**
   * Null for one never remembered, remembered by another `reader` (which may have found other embeds in it), or
   * holding an article that is not there.
   */
  recall(address: string, reader: string): Promise<KnownDocument | null>;
  remember(document: KnownDocument, reader: string): Promise<void>;
}
