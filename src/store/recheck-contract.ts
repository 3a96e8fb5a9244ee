import type { RecheckReason } from '../model/recheck.ts';

/** When posts are asked for again, as the plan that the store was opened with has it. */
export interface Rechecks {
  /** Posts whose time has come, the longest due first; each once, whatever its names. */
  dueForRecheck(filter: DueFilter): Promise<DuePost[]>;
  /** The plan in numbers, and the `next` posts it is going to ask for. */
  planned(moment: { readonly now: Date; readonly next: number }): Promise<Planned>;
}

/** A post whose time to be asked for again has come. */
export interface DuePost {
  readonly name: string;
  /** ISO 8601: since when. */
  readonly at: string;
  readonly why: RecheckReason;
  /** A job that asks for it is there already. */
  readonly hasJob: boolean;
  /** Where the list goes on after it. */
  readonly mark: string;
}

export interface DueFilter {
  readonly now: Date;
  readonly limit: number;
  /** The `mark` of the last post seen. */
  readonly after?: string;
}

/** When an archive's posts are asked for again, in numbers. */
export interface Planned {
  /** ISO 8601: now. */
  readonly at: string;
  /** By then, counted from now; each number holds the ones before it. */
  readonly due: number;
  readonly hour: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly later: number;
  /** Known only from what articles say: there is nobody to ask. */
  readonly never: number;
  readonly reasons: Readonly<Partial<Record<RecheckReason, PlannedCount>>>;
  /** The first to be asked for. */
  readonly next: readonly PlannedPost[];
}

export interface PlannedCount {
  readonly posts: number;
  readonly due: number;
}

export interface PlannedPost {
  readonly name: string;
  /** ISO 8601; in the past for one that is due. */
  readonly at: string;
  readonly why: RecheckReason;
}
