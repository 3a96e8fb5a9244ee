import { describe, expect, it } from 'vitest';
import { type ErrorDetails, type ErrorName, HoldfastError } from '../../src/errors.ts';
import type { Observation, Outcome } from '../../src/model/answer.ts';
import { decideEnd } from '../../src/resolve/decide-end.ts';
import { handlingOf, isFailureToHear } from '../../src/resolve/failure.ts';

const now = new Date('2026-01-01T00:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
const fail = (name: ErrorName, details: ErrorDetails = {}) =>
  new HoldfastError(name, `${name} happened`, details);
const heard = (...outcomes: Outcome[]): Observation[] =>
  outcomes.map((outcome, index) => ({
    source: `source-${index}`,
    rank: outcome === 'quoted' ? 'article' : 'platform',
    at: now.toISOString(),
    asOf: null,
    outcome,
    reason: null,
    url: 'https://a.example/',
    status: 200,
    wire: null,
  }));
const decide = (failures: HoldfastError[], observations = heard(), attempts = 1, random = 0.5) =>
  decideEnd({ failures, observations }, { now, attempts, random });

describe('how a job ends', () => {
  it.each<Outcome[][]>([
    [['live']],
    [['deleted']],
    [['restricted', 'live']],
    [['not-found', 'not-found']],
    [['invalid', 'not-found']],
    [['withheld-unknown', 'refused'].slice(0, 1) as Outcome[]],
    [['quoted']],
    [[]],
    [['empty', 'live']],
  ])('is done when %j was heard', (outcomes) => {
    expect(decide([], heard(...outcomes))).toEqual({ kind: 'done' });
  });

  it.each<Outcome[][]>([[['empty']], [['bad-shape', 'not-found']], [['walled']], [['refused', 'refused']]])(
    'comes back when %j was all that was heard',
    (outcomes) => {
      expect(decide([], heard(...outcomes))).toMatchObject({
        kind: 'retry',
        reason: 'no-answer',
        counted: true,
      });
    },
  );

  it('waits 5 minutes for a network, at no cost', () => {
    expect(decide([fail('offline')], heard(), 6)).toEqual({
      kind: 'retry',
      at: later(300),
      reason: 'offline',
      detail: 'offline happened',
      counted: false,
    });
  });

  it('comes back when it was told to, at no cost; in a quarter of an hour if it was not told', () => {
    const told = fail('rate-limited', { retryAt: new Date(later(90)) });
    expect(decide([told], heard(), 6)).toMatchObject({
      at: later(90),
      reason: 'rate-limited',
      counted: false,
    });
    expect(decide([fail('rate-limited')])).toMatchObject({ at: later(900), counted: false });
  });

  it('never comes back at once, nor later than in a day', () => {
    const at = (seconds: number) => decide([fail('rate-limited', { retryAt: new Date(later(seconds)) })]);
    expect(at(-100)).toMatchObject({ at: later(30) });
    expect(at(1e9)).toMatchObject({ at: later(24 * 3600) });
  });

  it('comes back later each time, and gives up after six', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => decide([fail('timeout')], heard(), attempts));
    expect(waits).toMatchObject(
      [30, 60, 120, 240, 480].map((seconds) => ({ at: later(seconds), reason: 'network' })),
    );
    expect(decide([fail('timeout')], heard(), 6)).toMatchObject({ kind: 'dead', reason: 'gave-up' });
    expect(decide([fail('server-error')])).toMatchObject({ reason: 'server-error', counted: true });
  });

  it('spreads retries by half of the wait', () => {
    expect(decide([fail('dns')], heard(), 1, 0)).toMatchObject({ at: later(15) });
    expect(decide([fail('dns')], heard(), 1, 1)).toMatchObject({ at: later(45) });
  });

  it('treats a miss in a replay as a failure to find out', () => {
    expect(decide([fail('not-recorded')], heard(), 6)).toMatchObject({
      reason: 'not-recorded',
      counted: false,
    });
  });

  it('goes by the failure that keeps the rest from being worth a try', () => {
    expect(decide([fail('timeout'), fail('offline')])).toMatchObject({ reason: 'offline' });
    expect(decide([fail('timeout'), fail('rate-limited')])).toMatchObject({ reason: 'rate-limited' });
  });

  it('comes back for the best source though a lesser one gave the post', () => {
    expect(decide([fail('timeout')], heard('live'))).toMatchObject({ kind: 'retry', reason: 'network' });
    expect(decide([fail('timeout')], heard('live'), 6)).toEqual({ kind: 'done' });
  });

  it('does not fail for good over an archive that is down while the platform was heard', () => {
    const again = { at: later(1800), why: 'it is asked for once more' };
    const end = (outcome: Outcome, askAgain: typeof again | null) =>
      decideEnd(
        { failures: [fail('server-error')], observations: heard(outcome), askAgain },
        { now, attempts: 6, random: 0.5 },
      );
    expect(end('not-found', again)).toMatchObject({
      kind: 'retry',
      at: again.at,
      reason: 'unconfirmed',
      counted: false,
    });
    expect(end('not-found-twice', null)).toEqual({ kind: 'done' });
    expect(end('bad-shape', null)).toMatchObject({ kind: 'dead', reason: 'gave-up' });
    expect(end('withheld-unknown', null)).toMatchObject({ kind: 'dead', reason: 'gave-up' });
  });

  it('comes back for no archived copy that can’t be read: it will be the same tomorrow', () => {
    const copy = heard('not-found', 'bad-shape', 'empty').map((observation, index) =>
      index === 0 ? observation : { ...observation, rank: 'archive' as const, asOf: now.toISOString() },
    );
    expect(decide([], copy)).toEqual({ kind: 'done' });
  });
});

describe('failures', () => {
  it('keeps the network’s, and lets the archive’s through', () => {
    expect(isFailureToHear(fail('timeout'))).toBe(true);
    expect(isFailureToHear(fail('not-recorded'))).toBe(true);
    expect(isFailureToHear(fail('disk-full'))).toBe(false);
    expect(isFailureToHear(new TypeError('a bug'))).toBe(false);
    expect(handlingOf(fail('lease-lost'))).toEqual({ kind: 'fatal' });
  });
});
