/** When work runs again. Pure: the clock and the random number are handed in. */

/** Tries that count before a job is given up. */
export const mostAttempts = 6;

/** Workers a job may take with it before nobody gets it any more. */
export const mostDeaths = 3;

const shortestMs = 30_000;
const longestMs = 6 * 60 * 60_000;

/**
 * Milliseconds to wait after that many tries: 30 s, 1 min, 2 min … up to 6 h, each ± 50 % so that jobs which failed
 * together don't come back together. `random` is 0…1.
 */
export function backoff(attempts: number, random: number): number {
  const steps = Math.min(Math.max(attempts - 1, 0), 20);
  return Math.round(Math.min(shortestMs * 2 ** steps * (0.5 + random), longestMs));
}
