import type { CaptureKind } from '../model/capture.ts';
import type { Job, JobReason } from '../model/job.ts';
import type { Known, State } from '../model/state.ts';

/** All that an archive holds, in numbers. */
export interface Counts {
  readonly articles: number;
  readonly embeds: number;
  readonly posts: Readonly<Record<State, number>>;
  readonly known: Readonly<Record<Known, number>>;
  readonly snapshots: number;
  readonly captures: number;
  /** The same by kind. */
  readonly pictures: Readonly<Record<CaptureKind, PictureCounts>>;
  readonly jobs: Readonly<Record<Job['state'], number>>;
  readonly waiting: readonly Waiting[];
}

export interface PictureCounts {
  readonly kept: number;
  readonly verified: number;
  readonly reconstructed: number;
}

export interface Waiting {
  readonly reason: JobReason;
  readonly jobs: number;
  /** ISO 8601: when the first of them is due. */
  readonly nextAt: string;
}

/** What is left to do. Each post counts once, whatever jobs it has. */
export interface Outlook {
  /** Posts with a job that is due or worked on. */
  readonly due: number;
  /** Of these, the ones that lack nothing but a picture. */
  readonly onlyPicture: number;
  /** Posts all of whose jobs wait for later. */
  readonly later: number;
  /** Posts the filter's names lead to; null where it has none. */
  readonly chosen: number | null;
  /** Posts that got jobs since the earlier look, follow-ups left out. */
  readonly added: number;
  /** Posts whose jobs were given in the moment of the look or, by another clock, after it: a later look has them counted. */
  readonly ahead: number;
  /** The newest job's id; 0 without any. */
  readonly lastJob: number;
  /** When it was looked; milliseconds. */
  readonly at: number;
}

export interface OutlookMoment {
  readonly now: Date;
  /** An earlier look; null at the first. */
  readonly since: Pick<Outlook, 'lastJob' | 'at' | 'ahead'> | null;
}
