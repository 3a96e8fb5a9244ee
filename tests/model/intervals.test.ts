import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/answer.ts';
import { intervalsOf, type Stated } from '../../src/model/intervals.ts';
import { roundsOf } from '../../src/model/rounds.ts';
import type { State } from '../../src/model/state.ts';
import { standingsOf } from '../../src/model/time-line.ts';
import { article, copy, hour, seen } from './seen.ts';

function taken(hours: number, state: State): Stated {
  return { takenAt: hour(hours + 0.01), state };
}

/** `live 0–5 (…7) ×3`: seen from hour 0 to 5, another state seen at hour 7. */
function told(observations: readonly Observation[], snapshots: readonly Stated[]): string[] {
  const hours = (iso: string | null) =>
    iso === null ? '' : String(Math.round((Date.parse(iso) - Date.parse(hour(0))) / 3_600_000));
  return intervalsOf(observations, snapshots).map(
    ({ state, first, last, before, after, times }) =>
      `${state} (${hours(before)}…) ${hours(first.at)}–${hours(last.at)} (…${hours(after)}) ×${times}`,
  );
}

describe('rounds', () => {
  it('hold each source of the platform once, and end where nobody is heard for long', () => {
    const oembed = { source: 'pond-oembed' };
    const rounds = roundsOf([
      seen(0, 'server-error'),
      seen(0.01, 'live', oembed),
      seen(0.02, 'live'),
      seen(9, 'not-found', oembed),
      article(9),
    ]);
    expect(rounds.map(({ word, heard }) => [word, heard.length])).toEqual([
      ['live', 2],
      ['live', 1],
      ['not-found', 1],
    ]);
  });

  const words: Readonly<Record<string, readonly [readonly Observation[], string | null]>> = {
    'the first certain word': [[seen(0, 'suspended'), seen(0, 'live', { source: 'b' })], 'suspended'],
    'nothing where one source did not find it and another failed': [
      [seen(0, 'not-found'), seen(0, 'server-error', { source: 'b' })],
      null,
    ],
    'nothing where a third party shows it today': [
      [seen(0, 'not-found'), seen(0, 'live', { source: 'mirror', rank: 'archive' })],
      null,
    ],
    'nothing of an archive’s copy': [[copy(0, -5)], null],
  };
  for (const [name, [heard, word]] of Object.entries(words))
    it(`say ${name}`, () => {
      expect(roundsOf(heard).map((round) => round.word)).toEqual([word]);
    });
});

describe('intervals of states', () => {
  it('say when a post was last live and first gone', () => {
    const heard = [
      seen(0, 'live'),
      seen(5, 'live'),
      seen(6, 'rate-limited'),
      seen(7, 'deleted'),
      seen(9, 'deleted'),
    ];
    expect(told(heard, [taken(0, 'live'), taken(7, 'deleted')])).toEqual([
      'live (…) 0–5 (…7) ×2',
      'deleted (5…) 7–9 (…) ×2',
    ]);
  });

  it('begin and end when it was said, not when another source failed or said the same', () => {
    const oembed = { source: 'pond-oembed' };
    const heard = [
      seen(0, 'live'),
      // asked again a quarter of an hour later, for the first source was left alone
      seen(5, 'live', oembed),
      seen(5.25, 'live'),
      seen(9, 'server-error', oembed),
      seen(9.25, 'deleted'),
    ];
    const versions = [taken(0, 'live'), taken(9.25, 'deleted')];
    const [live, deleted] = intervalsOf(heard, versions);
    expect([live?.last.at, live?.after]).toEqual([hour(5.25), hour(9.25)]);
    expect([deleted?.before, deleted?.first.at]).toEqual([hour(5.25), hour(9.25)]);
    expect(standingsOf(heard, versions).map(({ first, last }) => [first, last])).toEqual([
      [hour(0), hour(5.25)],
      [hour(9.25), hour(9.25)],
    ]);
  });

  it('say how long nobody saw it, failures to find out left out', () => {
    const heard = [seen(0, 'live'), seen(2, 'live'), seen(5, 'empty'), seen(9, 'live'), seen(11, 'live')];
    expect(intervalsOf(heard, [taken(0, 'live')])[0]?.unseen).toEqual({ from: hour(2), to: hour(9) });
    expect(intervalsOf([seen(0, 'live')], [taken(0, 'live')])[0]?.unseen).toBeNull();
  });

  it('never take a failure to find out for a state', () => {
    const failures = ['rate-limited', 'server-error', 'walled', 'empty', 'bad-shape', 'refused'] as const;
    const heard = [
      seen(0, 'live'),
      ...failures.map((outcome, at) => seen(at + 1, outcome)),
      seen(10, 'live'),
    ];
    expect(told(heard, [taken(0, 'live')])).toEqual(['live (…) 0–10 (…) ×2']);
  });

  it('count versions of one state as one', () => {
    const heard = [seen(0, 'live'), seen(3, 'live'), seen(5, 'live')];
    expect(told(heard, [taken(0, 'live'), taken(3, 'live')])).toEqual(['live (…) 0–5 (…) ×3']);
  });

  it('begin where a state was first said, though it was believed only later', () => {
    const heard = [seen(0, 'live'), seen(2, 'deleted'), seen(3, 'deleted'), seen(4, 'deleted')];
    expect(told(heard, [taken(0, 'live'), taken(3, 'deleted')])).toEqual([
      'live (…) 0–0 (…2) ×1',
      'deleted (0…) 2–4 (…) ×3',
    ]);
  });

  it('begin anew where something else was said in between', () => {
    const heard = [seen(0, 'live'), seen(1, 'deleted'), seen(2, 'live'), seen(3, 'deleted')];
    expect(told(heard, [taken(0, 'live'), taken(3, 'deleted')])).toEqual([
      'live (…) 0–2 (…3) ×2',
      'deleted (2…) 3–3 (…) ×1',
    ]);
  });

  it('begin a deletion by not being found where as many sources said so', () => {
    const both = (hours: number) => [seen(hours, 'not-found'), seen(hours, 'not-found', { source: 'b' })];
    const one = seen(1, 'not-found');
    expect(
      told([seen(0, 'live'), one, ...both(2), ...both(3)], [taken(0, 'live'), taken(3, 'deleted')]),
    ).toEqual(['live (…) 0–0 (…2) ×1', 'deleted (0…) 2–3 (…) ×2']);
  });

  it('follow a post that comes back', () => {
    const heard = [seen(0, 'live'), seen(2, 'protected'), seen(4, 'live')];
    const snapshots = [taken(0, 'live'), taken(2, 'protected'), taken(4, 'live')];
    expect(told(heard, snapshots)).toEqual([
      'live (…) 0–0 (…2) ×1',
      'protected (0…) 2–2 (…4) ×1',
      'live (2…) 4–4 (…) ×1',
    ]);
  });

  it('reach as far as copies of web archives show, at the time those were taken', () => {
    const heard = [copy(5, -40), seen(0, 'live'), copy(9, 6), seen(8, 'deleted'), copy(9, 7)];
    expect(told(heard, [taken(0, 'live'), taken(8, 'deleted')])).toEqual([
      'live (…) -40–7 (…8) ×1',
      'deleted (7…) 8–8 (…) ×1',
    ]);
    expect(intervalsOf(heard, [taken(0, 'live'), taken(8, 'deleted')])[0]?.last.source).toBe('wayback');
  });

  it('know of a post that was gone before it was asked for only what copies show', () => {
    const heard = [seen(5, 'deleted'), copy(5, -10), copy(5, -30)];
    expect(told(heard, [taken(5, 'deleted')])).toEqual([
      'live (…) -30–-10 (…5) ×0',
      'deleted (-10…) 5–5 (…) ×1',
    ]);
  });

  it('place no copy where the platform said otherwise', () => {
    const heard = [seen(0, 'live'), seen(2, 'deleted'), seen(6, 'deleted'), copy(7, 4)];
    expect(told(heard, [taken(0, 'live'), taken(2, 'deleted')])).toEqual([
      'live (…) 0–0 (…2) ×1',
      'deleted (0…) 2–6 (…) ×2',
    ]);
  });

  it('end in the state that was concluded last, though the clock was set back', () => {
    const heard = [seen(0, 'live'), seen(1, 'deleted'), seen(0.5, 'live'), seen(3, 'live')];
    const states = intervalsOf(heard, [taken(0, 'live'), taken(1, 'deleted'), taken(0.5, 'live')]);
    expect(states.map(({ state }) => state)).toEqual(['live', 'deleted', 'live']);
    expect(states.at(-1)?.last.at).toBe(hour(3));
  });

  it('are none where only articles quote it, and take nothing back that was known', () => {
    expect(told([article(0)], [taken(0, 'unknown')])).toEqual([]);
    const heard = [article(9), seen(0, 'live'), seen(3, 'live')];
    expect(told(heard, [taken(9, 'unknown'), taken(0, 'live')])).toEqual(['live (…) 0–3 (…) ×2']);
  });

  it('say when it was concluded where nothing that says so was kept', () => {
    const [interval] = intervalsOf([], [taken(3, 'live')]);
    expect(interval).toMatchObject({ state: 'live', first: { at: taken(3, 'live').takenAt }, times: 0 });
  });
});
