import { describe, expect, it } from 'vitest';
import { timeOf } from '../../src/platforms/x/time.ts';

describe("times in X's ids", () => {
  it.each([
    ['1703436713362870723', '2023-09-17T15:52:15.446Z'],
    ['861627479294746624', '2017-05-08T17:02:53.985Z'],
    ['1349129669258448897', '2021-01-12T23:02:33.425Z'],
    ['1382350606417817604', '2021-04-14T15:10:42.059Z'],
    ['1800000000000000000', '2024-06-10T03:00:17.039Z'],
  ])('of %s', (id, time) => {
    expect(timeOf(id)).toBe(time);
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
