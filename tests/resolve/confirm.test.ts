import { describe, expect, it } from 'vitest';
import type { Observation, Outcome } from '../../src/model/answer.ts';
import type { State } from '../../src/model/state.ts';
import { confirmation, unsettled } from '../../src/resolve/confirm.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const timeOf = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

function heard(outcome: Outcome, minutes: number, source = 'pond-api'): Observation {
  const at = timeOf(minutes);
  return {
    source,
    rank: 'platform',
    at,
    asOf: null,
    outcome,
    reason: null,
    url: 'a',
    status: 200,
    wire: null,
  };
}

describe('a post that is not found', () => {
  const first = heard('not-found', 0);

  it('is asked for again in an hour', () => {
    const confirmed = [confirmation(first, [], false)];
    expect(confirmed[0]?.outcome).toBe('not-found');
    expect(unsettled({ before: 'unknown', said: 'unknown', confirmed, history: [] })).toMatchObject({
      holds: false,
      at: timeOf(60),
    });
  });

  it.each([
    [59, 'not-found'],
    [60, 'not-found-twice'],
    [6000, 'not-found-twice'],
  ] as const)('is not found twice when an hour lies between: %i minutes', (minutes, outcome) => {
    expect(confirmation(heard('not-found', minutes), [first], false).outcome).toBe(outcome);
  });

  it('is not found twice only by the same source', () => {
    expect(confirmation(heard('not-found', 90, 'pond-oembed'), [first], false).outcome).toBe('not-found');
  });

  it('is done with then', () => {
    const confirmed = [confirmation(heard('not-found', 61), [first], false)];
    expect(unsettled({ before: 'unknown', said: 'unknown', confirmed, history: [first] })).toBeNull();
  });

  it('is deleted, and not merely not found, once it was seen', () => {
    const confirmed = [confirmation(heard('not-found', 90), [heard('live', -90), first], true)];
    expect(confirmed[0]?.outcome).toBe('not-found');
    expect(unsettled({ before: 'live', said: 'deleted', confirmed, history: [] })).toBeNull();
  });
});

describe('a post that comes and goes', () => {
  /** What each answer makes of the state, each heard that many minutes after the last. */
  function states(outcomes: readonly Outcome[], minutesApart: number): State[] {
    const history: Observation[] = [];
    let before: State = 'unknown';
    return outcomes.map((outcome, index) => {
      const now = heard(outcome, index * minutesApart);
      const said: State = outcome === 'not-found' ? 'deleted' : (outcome as State);
      const wait = unsettled({ before, said, confirmed: [now], history });
      before = wait?.holds === true ? before : said;
      history.push(now);
      return before;
    });
  }

  it('is believed the first times', () => {
    expect(states(['live', 'deleted', 'live'], 5)).toEqual(['live', 'deleted', 'live']);
    expect(states(['live', 'not-found', 'live'], 5)).toEqual(['live', 'deleted', 'live']);
  });

  it('is held to its last state when it flickers', () => {
    const flicker = ['live', 'deleted', 'live', 'deleted', 'live', 'deleted', 'live', 'deleted'] as const;
    expect(states(flicker, 5)).toEqual(['live', 'deleted', 'live', 'live', 'live', 'live', 'live', 'live']);
  });

  it('is believed again when it says the same for an hour', () => {
    const settled = ['live', 'deleted', 'live', 'deleted', 'deleted', 'deleted'] as const;
    expect(states(settled, 5).at(-1)).toBe('live');
    expect(states(settled, 31)).toEqual(['live', 'deleted', 'live', 'live', 'live', 'deleted']);
  });

  it('is believed at once where the turns lie weeks apart', () => {
    const turns = ['live', 'deleted', 'live', 'deleted'] as const;
    expect(states(turns, 8 * 24 * 60)).toEqual(turns);
  });
});
