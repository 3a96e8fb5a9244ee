/** Milliseconds. Tests shorten them; no other code path. */
export interface Timing {
  /** For how long a lease is taken, and renewed. */
  readonly leaseMs: number;
  /** How often it is renewed: a third of it, so that two renewals may fail. */
  readonly heartbeatMs: number;
  /** How often an idle worker looks for jobs other processes brought. */
  readonly pollMs: number;
  /** How long jobs in hand may go on after a stop was asked for. */
  readonly drainMs: number;
  /** How long a job may take to end once it was told to break off. */
  readonly graceMs: number;
  /** How often it is told how far the work is. */
  readonly progressMs: number;
}

export const usualTiming: Timing = {
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  pollMs: 1000,
  drainMs: 10_000,
  graceMs: 500,
  progressMs: 1000,
};
