import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/answer.ts';
import type { State } from '../../src/model/state.ts';
import { type Entry, standingsOf, type Taken, timeLineOf } from '../../src/model/time-line.ts';
import { processorTime } from '../processor-time.ts';
import { article, copy, hour, seen } from './seen.ts';

function taken(hours: number, state: State = 'live'): Taken {
  return { takenAt: hour(hours + 0.01), state };
}

function hours(iso: string): number {
  return Math.round((Date.parse(iso) - Date.parse(hour(0))) / 3_600_000);
}

function inShort(entry: Entry): string {
  const at = hours(entry.at);
  if (entry.kind === 'version') return `${at} v${entry.number}`;
  return 'times' in entry ? `${at}–${hours(entry.to)} ${entry.kind} ×${entry.times}` : `${at} ${entry.kind}`;
}

function line(
  observations: readonly Observation[],
  versions: readonly Taken[],
  posted: number | null = null,
) {
  return timeLineOf(observations, versions, posted === null ? null : { at: hour(posted), isQuoted: false });
}

describe('the line of time', () => {
  it('folds what says the same and what says nothing, and places copies at their time', () => {
    const heard = [
      article(0),
      seen(0, 'live'),
      seen(1, 'live'),
      seen(2, 'live'),
      seen(3, 'rate-limited'),
      seen(4, 'server-error'),
      seen(5, 'live'),
      copy(6, -9),
      seen(7, 'deleted'),
      seen(8, 'deleted'),
    ];
    expect(line(heard, [taken(0), taken(7, 'deleted')], -20).map(inShort)).toEqual([
      '-20 posted',
      '-9 copy',
      '0 quoted',
      '0 v1',
      '1–2 seen ×2',
      '3–4 gap ×2',
      '5–5 seen ×1',
      '7 v2',
      '8–8 seen ×1',
    ]);
  });

  it('takes a third party’s word for it where the platform is silent', () => {
    const mirror = (at: number) => seen(at, 'live', { source: 'mirror', rank: 'archive' });
    const heard = [seen(0, 'live'), seen(1, 'server-error'), mirror(1), seen(4, 'server-error')];
    expect(line(heard, [taken(0)]).map(inShort)).toEqual(['0 v1', '1–1 seen ×1', '4–4 gap ×1']);
  });

  it('says what failed how often', () => {
    const heard = [seen(0, 'live'), seen(1, 'rate-limited'), seen(2, 'rate-limited'), seen(3, 'walled')];
    expect(line(heard, [taken(0)]).at(-1)).toMatchObject({
      kind: 'gap',
      times: 3,
      outcomes: { 'rate-limited': 2, walled: 1 },
    });
  });

  it('keeps what was said and not believed apart', () => {
    const heard = [seen(0, 'live'), seen(1, 'suspended'), seen(2, 'live'), seen(3, 'not-found')];
    expect(line(heard, [taken(0)]).map(inShort)).toEqual([
      '0 v1',
      '1–1 doubt ×1',
      '2–2 seen ×1',
      '3–3 gap ×1',
    ]);
  });

  it('tells what comes and goes too often as one', () => {
    const heard = Array.from({ length: 100 }, (_, at) => seen(at, at % 2 === 0 ? 'live' : 'server-error'));
    const entries = line(heard, [taken(0)]);
    expect(entries.map(inShort)).toEqual(['0 v1', '1–99 many ×99']);
    expect(entries[1]).toMatchObject({ seen: 49, gaps: 50, outcomes: { 'server-error': 50 } });
  });

  it('tells many articles as some and the rest', () => {
    const heard = Array.from({ length: 40 }, (_, at) => article(at, `news/${at}.html`));
    const entries = line(heard, []);
    expect(entries).toHaveLength(6);
    expect(entries.at(-1)).toMatchObject({ kind: 'articles', count: 35, at: hour(5), to: hour(39) });
  });

  it('stays short and quick after ten thousand looks', () => {
    const heard = Array.from({ length: 10_000 }, (_, at) =>
      seen(at, at % 7 === 0 ? 'rate-limited' : at < 9_000 ? 'live' : 'deleted'),
    );
    const versions = [taken(1), taken(4_000), taken(9_001, 'deleted')];
    const spent = processorTime();
    const entries = line(heard, versions);
    expect(spent()).toBeLessThan(3_000);
    expect(entries.length).toBeLessThan(10);
    expect(standingsOf(heard, versions).map(({ last }) => hours(last))).toEqual([3_999, 8_999, 9_999]);
  });
});

describe('a version', () => {
  it('stands from what made it to what last fits it', () => {
    const heard = [seen(0, 'live'), seen(2, 'live'), seen(3, 'empty'), seen(5, 'live'), seen(9, 'deleted')];
    expect(
      standingsOf(heard, [taken(0), taken(5), taken(9, 'deleted')]).map(({ number, first, last, again }) => [
        number,
        hours(first),
        hours(last),
        again,
      ]),
    ).toEqual([
      [1, 0, 2, 1],
      [2, 5, 5, 0],
      [3, 9, 9, 0],
    ]);
  });

  it('keeps its number where another name’s comes before it and is younger', () => {
    const heard = [seen(0, 'live'), seen(3, 'live'), article(7)];
    expect(
      standingsOf(heard, [taken(7, 'unknown'), taken(0)]).map(({ number, first }) => [number, hours(first)]),
    ).toEqual([
      [1, 7],
      [2, 0],
    ]);
  });
});
