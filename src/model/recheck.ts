import type { State } from './state.ts';

/** Why a post is asked for again when it is; a closed list, in the words people read. */
export const recheckReasons = [
  'never heard',
  'waiting',
  'unconfirmed',
  'gave up',
  'account went',
  'just changed',
  'fresh',
  'newly quoted',
  'aging',
  'old',
  'unclear',
  'gone',
] as const;

export type RecheckReason = (typeof recheckReasons)[number];

/** What the plan needs to know of a post. Times are milliseconds since 1970. */
export interface Rechecked {
  /** Its written ref, by which posts of the same moment are spread. */
  readonly name: string;
  readonly state: State;
  /** When it was made, as far as its id or a source tells. */
  readonly madeAt: number | null;
  /** When the archive met it. */
  readonly firstSeen: number;
  /** When a source was last heard of it; null when none ever was. */
  readonly lastHeard: number | null;
  /** When it last was seen to say something else, or to have become something else. */
  readonly lastChanged: number | null;
  /** When another post of its account was last seen to have gone. */
  readonly accountWent: number | null;
  /** The job that asks for it and is not done. */
  readonly job: RecheckJob | null;
}

export interface RecheckJob {
  /** It waits for its next try, or it was given up: nobody answered, or it was more than its workers could do. */
  readonly kind: 'waits' | 'gave-up' | 'broken';
  /** Its next try, or the last one. */
  readonly at: number;
  /** What was said is asked for once more before it is believed. */
  readonly unconfirmed: boolean;
}

/** When a post is asked for again, in milliseconds since 1970, and why then. */
export interface Recheck {
  readonly at: number;
  readonly why: RecheckReason;
}

export type RecheckPlan = (post: Rechecked) => Recheck;

/**
 * What happened to a post may happen to the others of its account, so that they are looked at: the account itself is
 * gone or shut, or the author took away what stood until now.
 */
export function mayTakeOthers(before: State, now: State): boolean {
  return now === 'deleted' ? before === 'live' : accountStates.has(now) && now !== before;
}

const accountStates: ReadonlySet<State> = new Set(['suspended', 'account-gone', 'protected']);
