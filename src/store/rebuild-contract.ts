/** What became of a database made again from its manifests. */
export interface RebuildReport {
  /** Where it was made. */
  readonly database: string;
  /** Where the one before it lies now; null where there was none. */
  readonly formerDatabase: string | null;
  /** Where the manifests it was made from lie now, if they were damaged; null where they stayed in place. */
  readonly formerManifests: string | null;
  readonly articles: number;
  readonly posts: number;
  readonly snapshots: number;
  readonly captures: number;
  readonly observations: number;
  /** Of the ledger. */
  readonly entries: number;
  /** The chain of hashes ends where the manifests said it would, and every row is what was entered in it. */
  readonly isProven: boolean;
  /** The hash the chain ends with, in hex; null without entries. */
  readonly hash: string | null;
  /** What is missing or damaged, in words, the worst first. */
  readonly losses: readonly string[];
  /** Jobs queued for posts that have no snapshot or no picture. */
  readonly jobs: number;
  /** Blobs that no row names: among them what was kept after the manifests were last written. */
  readonly unnamedBlobs: number;
}
