import { describe, expect, it } from 'vitest';
import { countedIds } from '../../src/platforms/x/counted-ids.ts';
import { dayNear, timeOf } from '../../src/platforms/x/time.ts';

describe("times in X's ids", () => {
  it.each([
    ['1703436713362870723', '2023-09-17T15:52:15.446Z'],
    ['861627479294746624', '2017-05-08T17:02:53.985Z'],
    ['1349129669258448897', '2021-01-12T23:02:33.425Z'],
    ['1382350606417817604', '2021-04-14T15:10:42.059Z'],
    ['1800000000000000000', '2024-06-10T03:00:17.039Z'],
  ])('of %s', (id, time) => {
    expect(timeOf(id)).toBe(time);
    expect(dayNear(id)).toBeNull();
  });

  it.each(['20', '29700859247', '0', '', 'abc', '-1', '1'.repeat(21), '99999999999999999999'])(
    'are not in %s',
    (id) => {
      expect(timeOf(id)).toBeNull();
    },
  );

  it('end where 63 bits end', () => {
    expect(timeOf('9223372036854775807')).toBe('2080-07-10T17:30:30.208Z');
  });
});

describe('days of ids that only follow each other', () => {
  // posts of known time that the table leaves out
  it.each([
    ['124', '2006-03-23T00:05:49Z'],
    ['8418', '2006-07-02T02:09:59Z'],
    ['41765', '2006-10-11T17:22:38Z'],
    ['7195591', '2007-03-13T00:07:26Z'],
    ['71633762', '2007-05-20T12:00:00Z'],
    ['493380412', '2007-12-12T12:13:42Z'],
    ['806789180', '2008-05-08T23:12:19Z'],
    ['888479812', '2008-08-15T14:08:18Z'],
    ['1015439161', '2008-11-20T21:44:51Z'],
    ['1280031421', '2009-03-04T19:52:35Z'],
    ['2081462608', '2009-06-08T21:26:35Z'],
    ['3898818750', '2009-09-10T23:23:37Z'],
    ['6699675962', '2009-12-15T15:57:53Z'],
    ['12675851812', '2010-04-23T01:59:59Z'],
    ['19341700141', '2010-07-23T14:04:50Z'],
  ])('are at most one off for %s', (id, time) => {
    const near = dayNear(id);
    expect(near?.within).toBe(1);
    const off = Math.abs(Date.parse(near?.day ?? '') - Date.parse(time.slice(0, 10)));
    expect(off / 86_400_000).toBeLessThanOrEqual(1);
  });

  it('begin with the first post and end with the last that was counted', () => {
    expect(dayNear('20')?.day).toBe('2006-03-21');
    expect(dayNear('29700859247')?.day).toBe('2010-11-04');
    for (const id of ['19', '29700859248', '0', '', 'abc', '-20', '1e9', '020'])
      expect(dayNear(id)).toBeNull();
  });

  it('come of a table that only rises', () => {
    const pairs = countedIds
      .trim()
      .split(/,\s*/u)
      .map((pair) => pair.split(' ').map(Number));
    expect(pairs.length).toBeGreaterThan(250);
    for (const [at, [id, seconds]] of pairs.entries()) {
      const [idBefore, secondsBefore] = pairs[at - 1] ?? [0, 0];
      expect(id).toBeGreaterThan(idBefore ?? Number.NaN);
      expect(seconds).toBeGreaterThan(secondsBefore ?? Number.NaN);
    }
  });
});
