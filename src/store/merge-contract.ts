/** What another archive holds, taken into this one. */
export interface Merges {
  /**
   * Takes in the archive at these places, as it is at one moment; nothing of it is changed. Its ledger and blobs are
   * checked first: a damaged one is refused with `unreadable-input` before anything is taken. What is here already stays
   * as it is; the same archive again adds nothing. Throws `archive-newer`, `archive-unavailable`, `disk-full`.
   */
  from(places: MergePlaces): AsyncIterable<Merged>;
}

export interface MergePlaces {
  /** The archive's home, as the user named it. */
  readonly home: string;
  readonly database: string;
  readonly blobs: string;
}

/** What became of one post or article of the other archive. */
export type Merged =
  | { readonly kind: 'post'; readonly name: string; readonly isNew: boolean }
  | { readonly kind: 'article'; readonly name: string; readonly isNew: boolean }
  /** Something was taken out of it, here or there, so nothing is taken in. */
  | {
      readonly kind: 'redacted';
      readonly name: string;
      readonly where: 'here' | 'there';
      readonly reason: string;
    };
