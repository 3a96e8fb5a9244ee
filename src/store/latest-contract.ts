import type { PostRecord } from './contract.ts';

/** A post as it stands, and which of its versions is the last, without reading what that says. */
export interface LatestVersion {
  readonly record: PostRecord;
  /** Null for a post of which nothing was ever had. */
  readonly snapshot: LatestSnapshot | null;
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
