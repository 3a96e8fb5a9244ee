import { describe, expect, it } from 'vitest';
import { chooseOne, chooseTwo } from '../../src/model/version-choice.ts';

const versions = ['2026-01-01T10:00:00.000Z', '2026-01-12T12:30:15.000Z', '2026-02-03T12:00:00.000Z'].map(
  (takenAt, at) => ({ number: at + 1, snapshot: { id: 10 + at, takenAt } }),
);

describe('a version by its name', () => {
  const names: Readonly<Record<string, number>> = {
    1: 1,
    v2: 2,
    first: 1,
    last: 3,
    '#12': 3,
    '2026-01-12': 2,
    '2026-01-11': 1,
    '2026-01-12T12:29': 1,
    '2026-01-12 12:30': 2,
    '2026-01-12T12:30:14Z': 1,
    '2030-01-01': 3,
  };
  for (const [name, number] of Object.entries(names))
    it(`"${name}" is ${number}`, () => {
      expect(chooseOne(versions, name).number).toBe(number);
    });

  for (const name of ['4', '0', '#3', 'newest', '2025-12-31', '2026-13-01', '', '1.5', '-1'])
    it(`"${name}" is none, which is said with what there is`, () => {
      expect(() => chooseOne(versions, name)).toThrow(
        `"${name}" is no version of it: it has 1 to 3, of 2026-01-01 to 2026-02-03; name them by number`,
      );
    });
});

describe('two versions', () => {
  const chosen = (...names: string[]) => chooseTwo(versions, names)?.map(({ number }) => number);

  it('are the last two, one and the last, or those that are named', () => {
    expect(chosen()).toEqual([2, 3]);
    expect(chosen('first')).toEqual([1, 3]);
    expect(chosen('3', '1')).toEqual([3, 1]);
    expect(chosen('2026-01-05', '#11')).toEqual([1, 2]);
  });

  it('are not there where there is one or none', () => {
    expect(chooseTwo(versions.slice(0, 1), [])).toBeNull();
    expect(chooseTwo([], ['first'])).toBeNull();
  });
});
