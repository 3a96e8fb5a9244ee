/** What became of a post. A failure to find out is never one of these. */
export type State =
  | 'live'
  | 'deleted'
  | 'suspended'
  | 'account-gone'
  | 'protected'
  | 'restricted'
  | 'withheld'
  | 'removed'
  | 'unknown';

export const states = [
  'live',
  'deleted',
  'suspended',
  'account-gone',
  'protected',
  'restricted',
  'withheld',
  'removed',
  'unknown',
] as const satisfies readonly State[];

/** States in which the platform no longer shows the post to everybody. */
export function isGone(state: State): boolean {
  return state !== 'live' && state !== 'unknown';
}

/** How good the best witness of a post is. */
export type Known = 'platform' | 'archive' | 'quoted';
