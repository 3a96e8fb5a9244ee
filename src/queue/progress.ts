import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { JobKind, JobReason } from '../model/job.ts';
import type { RestingHost } from '../net/resting-host.ts';
import type { JobFilter, Outlook, Store, Waiting } from '../store/contract.ts';
import { createRate } from './rate.ts';

/** How far a batch is, counted in posts by what the queue holds: what other workers do of it is in there too. */
export interface WorkProgress {
  /** Posts that were chosen; without a choice, those with jobs when the work began, and those that came since. */
  readonly posts: number;
  /** Of these, the ones with nothing left to do, failed ones too. */
  readonly done: number;
  /** With something to do now. */
  readonly left: number;
  /** Of those left, the ones that lack nothing but a picture. */
  readonly onlyPicture: number;
  /** With something to do, but later. */
  readonly later: number;
  /** Jobs of this run that failed for good. */
  readonly failed: number;
  /** Posts done a minute, over the last minute; null while there is too little to go by. */
  readonly perMinute: number | null;
  /** Jobs this run has in hand, by kind. */
  readonly inHand: Readonly<Record<JobKind, number>>;
  readonly waiting: readonly Waiting[];
  /** Hosts that are left alone now, where jobs wait for some. */
  readonly hosts: readonly RestingHost[];
  /** A stop was asked for: jobs in hand end, no more are taken. */
  readonly stopping: boolean;
}

export interface ProgressOptions {
  readonly store: Pick<Store, 'jobs' | 'hosts'>;
  readonly filter: JobFilter;
  readonly now: () => Date;
  readonly log: Log;
  /** Milliseconds between two tellings; the archive isn't looked at more often either. */
  readonly everyMs: number;
  readonly onProgress: (progress: WorkProgress) => void;
  readonly run: () => Pick<WorkProgress, 'inHand' | 'failed' | 'stopping'>;
}

export interface Progress {
  /** Looks for the first time, which later looks are counted from. */
  readonly begin: () => Promise<void>;
  /** A job was taken or has ended. */
  readonly changed: () => void;
  /** Tells for the last time, as of now. */
  readonly end: () => Promise<void>;
}

/** Nobody wants to know. */
export const noProgress: Progress = {
  begin: () => Promise.resolve(),
  changed: () => {},
  end: () => Promise.resolve(),
};

/** Milliseconds a look may take with each telling: after a longer one the next waits in proportion. */
const lookMs = 10;

/** Others may work on the same posts: a look is old after that long. Milliseconds. */
const oldAfterMs = 10_000;

/**
 * Tells how far the work is, once every while. What costs is asked for at those times only, never with a job, and
 * trouble with it stops nothing.
 */
export function watchProgress(options: ProgressOptions): Progress {
  const { store, filter, now, log, everyMs } = options;
  const clock = () => performance.now();
  const rate = createRate(clock);
  let seen: Seen = { outlook: null, posts: 0, waiting: [], hosts: [] };
  let isStale = false;
  let lookedAt = clock();
  let nextLook = 0;
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const begun = clock();
    isStale = false;
    const moment = { now: now(), since: seen.outlook };
    const outlook = await store.jobs.outlook(filter, moment);
    const waiting = outlook.later === 0 ? [] : await store.jobs.waiting(filter);
    const hosts = waiting.some(({ reason }) => isOfHosts(reason)) ? await store.hosts.atRest(moment.now) : [];
    seen = { outlook, posts: postsIn(outlook, seen), waiting, hosts };
    rate.note(doneOf(seen));
    lookedAt = clock();
    nextLook = lookedAt + everyMs * ((lookedAt - begun) / lookMs);
  }

  function tell(): void {
    const { posts, outlook, waiting, hosts } = seen;
    const { due: left, onlyPicture, later } = outlook ?? { due: 0, onlyPicture: 0, later: 0 };
    const perMinute = rate.perMinute();
    const counts = { posts, done: doneOf(seen), left, onlyPicture, later };
    options.onProgress({ ...counts, perMinute, waiting, hosts, ...options.run() });
  }

  async function lookAndTell(isLast: boolean): Promise<void> {
    try {
      const isDue = (isStale || clock() - lookedAt >= oldAfterMs) && clock() >= nextLook;
      if (isLast || isDue) await look();
      tell();
    } catch (error) {
      clearInterval(timer);
      log('debug', 'how far the work is could not be told', { error: messageOf(error) });
    }
  }

  return {
    begin: async () => {
      let isTelling = false;
      timer = setInterval(() => {
        if (isTelling) return;
        isTelling = true;
        telling = lookAndTell(false).finally(() => {
          isTelling = false;
        });
      }, everyMs);
      timer.unref();
      await look().catch((error: unknown) => {
        clearInterval(timer);
        log('debug', 'how far the work is could not be found out', { error: messageOf(error) });
      });
    },
    changed: () => {
      isStale = true;
    },
    end: async () => {
      clearInterval(timer);
      await telling;
      await lookAndTell(true);
    },
  };
}

interface Seen {
  readonly outlook: Outlook | null;
  readonly posts: number;
  readonly waiting: readonly Waiting[];
  readonly hosts: readonly RestingHost[];
}

function postsIn(outlook: Outlook, before: Seen): number {
  const living = outlook.due + outlook.later;
  if (outlook.chosen !== null) return Math.max(outlook.chosen, living);
  return Math.max(living, before.outlook === null ? living : before.posts + outlook.added);
}

function doneOf({ posts, outlook }: Seen): number {
  return outlook === null ? 0 : posts - outlook.due - outlook.later;
}

function isOfHosts(reason: JobReason): boolean {
  return reason === 'rate-limited' || reason === 'host-down';
}
