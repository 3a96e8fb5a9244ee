import type { KeptSnapshot, PostRecord } from './contract.ts';

export interface LatestVersions {
  /** Every post by name, each with which version is its last. */
  latest(): Promise<LatestVersion[]>;
  /** A version by its number; null where there is none. */
  snapshot(id: number): Promise<KeptSnapshot | null>;
}

/** A post as it stands, and which of its versions is the last, without reading what that says. */
export interface LatestVersion {
  readonly record: PostRecord;
  /** Null for a post of which nothing was ever had. */
  readonly snapshot: LatestSnapshot | null;
  /** Of a deleted post, where the platform has said so. */
  readonly deletedBy: 'author' | null;
  /** Its other names, those of posts merged into it included. */
  readonly aliases: readonly string[];
}

export interface LatestSnapshot {
  readonly id: number;
  readonly meaning: string;
  readonly takenAt: string;
  /** Something was taken out of it. */
  readonly isCut: boolean;
}
