import type { Expected } from './expected.ts';
import { day, hour, minute, outageAt, type Script, type ScriptedPost, sceneAt } from './script.ts';

/**
 * How often a post is to be asked for, reckoned again from what is promised of it: a quarter of its age or of the time
 * since it changed, six hours at least, within as long as it is known, a day at least; one that is gone after half of
 * the time it has been gone, a day at least; thirty days at most; a fifth more by chance.
 */
export function plannedRounds(script: Script, post: ScriptedPost, first: number): number {
  let rounds = 0;
  let seen = sceneAt(post.scenes, first);
  let changed: number | null = null;
  for (let at = first; at <= script.end; ) {
    rounds += 1;
    const now = sceneAt(post.scenes, at);
    if (now !== seen) changed = at;
    seen = now;
    const next = at + 1.1 * pauseAfter(post, { at, first, changed, isGone: now.fate !== 'live' });
    at = Math.ceil(next / hour) * hour;
    while (outageAt(script, post.network, at) !== null) at += 15 * minute;
  }
  return rounds;
}

interface Moment {
  readonly at: number;
  readonly first: number;
  readonly changed: number | null;
  readonly isGone: boolean;
}

function pauseAfter({ madeAt }: ScriptedPost, { at, first, changed, isGone }: Moment): number {
  if (isGone) return between(day, (at - (changed ?? first)) / 2);
  const known = between(day, at - first);
  return Math.min(
    between(6 * hour, (at - madeAt) / 4),
    known < 30 * day ? known : Number.POSITIVE_INFINITY,
    changed === null ? Number.POSITIVE_INFINITY : between(6 * hour, (at - changed) / 4),
  );
}

function between(least: number, ms: number): number {
  return Math.min(Math.max(ms, least), 30 * day);
}

/** Times it was asked for though it was not due: within six hours of an answer, in words. */
export function tooOften({ plot }: ScriptedPost, { asked }: Expected): readonly string[] {
  // What comes and goes is asked for twice, and what befalls one post of an account makes the others be asked for.
  if (plot === 'comes and goes' || /account|suspended/u.test(plot)) return [];
  return asked.flatMap((at, index) => {
    const before = asked[index - 1];
    if (before === undefined || at - before >= 6 * hour) return [];
    return [`asked again after ${Math.round((at - before) / minute)} minutes`];
  });
}

/**
 * Times a post that was there was left alone for longer than planned, in words. Whoever is in trouble when it is asked is
 * asked again once that is over, or after a pause as long as an answer would have made it.
 */
export function tooRarely(
  script: Script,
  post: ScriptedPost,
  { asked }: Expected,
  first: number,
): readonly string[] {
  // What comes and goes is gone for the archive until it was there for an hour, and may be asked for as what is gone.
  if (post.plot === 'comes and goes') return [];
  return asked.flatMap((at, index) => {
    if ([at, at + hour].some((moment) => sceneAt(post.scenes, moment).fate !== 'live')) return [];
    const to = asked[index + 1] ?? script.end;
    const pause = 1.2 * pauseAfter(post, { at, first, changed: null, isGone: false });
    const outages = script.outages
      .filter(({ of }) => of === post.network)
      .map((outage) => Math.min(outage.to, to + hour) - Math.max(outage.from, at))
      .filter((ms) => ms > 0);
    // Each may use up a job's tries, and then has its pause.
    const trouble = outages.reduce((sum, ms) => sum + ms + 1.2 * pause, 0);
    const most = pause + 2 * hour + trouble;
    return to - at <= most
      ? []
      : [`left alone for ${Math.round((to - at) / hour)} hours after ${new Date(at).toISOString()}`];
  });
}
