import type { CopyTotals } from './blob-copies.ts';

/** Copies of the whole archive, made while others write. */
export interface Backups {
  /**
   * Makes a backup, or brings an earlier one of this archive up to date. It is an archive itself: a database of one
   * moment, every blob that names, and manifests. Until all of that is there, the folder holds what it held before.
   * Throws `usage` for a folder of another archive, `archive-unavailable` for one that is open elsewhere.
   */
  make(to: BackupPlaces, options: BackupOptions): Promise<BackupReport>;
}

export interface BackupPlaces {
  readonly database: string;
  readonly blobs: string;
  /** Is there while a backup is made, and after one was cut short. */
  readonly marker: string;
}

export interface BackupOptions {
  /** Copies even where links could be had. */
  readonly copy: boolean;
  /** Removes blobs that the new database doesn't name. */
  readonly prune: boolean;
  readonly onProgress?: (done: number, of: number) => void;
  /** Breaks off, with its reason as error; the next one goes on there. */
  readonly signal?: AbortSignal;
}

export interface BackupReport extends CopyTotals {
  /** Entries of the ledger, and the hash it ends with. */
  readonly entries: number;
  readonly hash: string | null;
  /** Blobs of an earlier backup that the database doesn't name any more, if they were left. */
  readonly unnamed: number;
  readonly pruned: number;
}
