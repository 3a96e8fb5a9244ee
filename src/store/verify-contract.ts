/** One thing `verify` found wrong. */
export interface Damage {
  readonly kind: DamageKind;
  /** `snapshot 12`, `blob 9f86…`. */
  readonly what: string;
  readonly detail: string;
}

export type DamageKind =
  | 'row-changed'
  | 'row-missing'
  | 'row-impossible'
  | 'ledger-broken'
  | 'blob-missing'
  | 'blob-damaged'
  | 'database-damaged'
  | 'index-damaged'
  | 'manifest-damaged'
  | 'file-damaged';

/** What is no damage but may surprise. */
export interface Note {
  readonly kind: 'note';
  readonly detail: string;
}

/** How far a check is: it can be gone on with from there. */
export interface Checked {
  readonly kind: 'checked';
  readonly after: string;
  /** Things looked at since the last. */
  readonly count: number;
}

/** One of the things that are looked at, in parts: so that it can be broken off and gone on with. */
export interface Check {
  readonly name: CheckName;
  run(after: string | null): AsyncIterable<Damage | Note | Checked>;
}

export type CheckName =
  | 'database'
  | 'ledger'
  | 'articles'
  | 'posts'
  | 'jobs'
  | 'redactions'
  | 'search'
  | 'manifests'
  | 'blobs'
  | 'named blobs';

/** A blob that a row names, and a text to go on from behind that row. */
export interface NamedBlob {
  readonly hash: string;
  readonly place: string;
}
