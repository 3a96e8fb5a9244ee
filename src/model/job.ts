/** `archive`: find out what a post said; `recheck`: ask again; `capture`: take its picture. */
export type JobKind = 'archive' | 'recheck' | 'capture';

export type JobState = 'queued' | 'leased' | 'done' | 'dead';

/** Closed list of why a job waits, or why it is dead. */
export type JobReason =
  | 'offline'
  | 'rate-limited'
  | 'host-down'
  | 'network'
  | 'server-error'
  | 'no-answer'
  /** What was said is asked for once more before it is believed. */
  | 'unconfirmed'
  | 'not-recorded'
  | 'browser-missing'
  | 'browser-failed'
  | 'capture-unverified'
  | 'disk-full'
  | 'interrupted'
  | 'poisoned'
  | 'gave-up'
  | 'bug';

/** Durable work on one post. */
export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  /** The post's written ref. */
  readonly name: string;
  readonly state: JobState;
  /** Higher first. */
  readonly priority: number;
  /** ISO 8601: not before then. */
  readonly runAt: string;
  /** Tries that counted, including the running one: raised before work starts. */
  readonly attempts: number;
  /** Leases that ended without a word from their worker. */
  readonly deaths: number;
  readonly reason: JobReason | null;
  /** The last failure in words. */
  readonly detail: string | null;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly name: string;
  readonly priority?: number;
  readonly runAt?: string;
}

/** A job held by one worker for a while. Only the holder of the token may end it. */
export interface Lease {
  readonly job: Job;
  readonly token: string;
  /** ISO 8601: until then, unless renewed. */
  readonly until: string;
}

/** How a run of a job ended. */
export type JobEnd =
  | { readonly kind: 'done' }
  /** Later again. `counted` false gives the attempt back: it was no fault of the job's. */
  | {
      readonly kind: 'retry';
      readonly at: string;
      readonly reason: JobReason;
      readonly detail: string;
      readonly counted: boolean;
    }
  | { readonly kind: 'dead'; readonly reason: JobReason; readonly detail: string };
