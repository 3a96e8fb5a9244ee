import { describe, expect, it } from 'vitest';
import { type Rest, restAsked } from '../../src/net/retry-after.ts';

const now = new Date('2026-11-24T12:00:00Z');
const day = 24 * 60 * 60;

/** Seconds from now; null for a rest that was not said. */
type Wait = number | null;

const cases: readonly (readonly [what: string, headers: Readonly<Record<string, string>>, wait: Wait])[] = [
  ['seconds', { 'retry-after': '120' }, 120],
  ['seconds with spaces', { 'retry-after': ' 120 ' }, 120],
  ['an HTTP date', { 'retry-after': 'Tue, 24 Nov 2026 12:05:00 GMT' }, 300],
  ['an RFC 850 date', { 'retry-after': 'Tuesday, 24-Nov-26 12:05:00 GMT' }, 300],
  ['an asctime date', { 'retry-after': 'Tue Nov 24 12:05:00 2026' }, 300],
  ['a past date', { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, null],
  ['zero', { 'retry-after': '0' }, null],
  ['less than zero', { 'retry-after': '-5' }, null],
  ['a billion seconds', { 'retry-after': '1000000000' }, day],
  ['garbage', { 'retry-after': 'soon' }, null],
  ['nothing', {}, null],
  ['x-rate-limit-reset in seconds since 1970', { 'x-rate-limit-reset': '1795522500' }, 900],
  ['x-ratelimit-reset in milliseconds since 1970', { 'x-ratelimit-reset': '1795522500000' }, 900],
  ['x-ratelimit-reset as an ISO date', { 'x-ratelimit-reset': '2026-11-24T12:15:00.123Z' }, 900.123],
  ['an ISO date without a zone', { 'x-ratelimit-reset': '2026-11-24T12:15:00' }, 900],
  ['ratelimit-reset in seconds to wait', { 'ratelimit-reset': '45' }, 45],
  ['ratelimit-reset in seconds since 1970', { 'ratelimit-reset': '1795521660' }, 60],
  ['retry-after before a reset', { 'x-rate-limit-reset': '1795522500', 'retry-after': '10' }, 10],
  ['a reset where retry-after is garbage', { 'retry-after': 'x', 'x-rate-limit-reset': '1795522500' }, 900],
  ['a reset in the past', { 'x-rate-limit-reset': '1700000000' }, null],
  ['a year', { 'retry-after': 'Wed, 24 Nov 2027 12:00:00 GMT' }, day],
];

describe('restAsked', () => {
  for (const [what, headers, wait] of cases)
    it(`reads ${what}`, () => {
      const expected: Rest =
        wait === null ? { kind: 'unsaid' } : { kind: 'until', at: new Date(now.getTime() + wait * 1000) };
      expect(restAsked(429, Object.entries(headers), now)).toEqual(expected);
    });

  it('heeds 503 only when it says until when', () => {
    expect(restAsked(503, [['retry-after', '30']], now)).toEqual({
      kind: 'until',
      at: new Date('2026-11-24T12:00:30Z'),
    });
    expect(restAsked(503, [], now)).toBeNull();
    expect(restAsked(503, [['retry-after', 'soon']], now)).toBeNull();
    expect(restAsked(503, [['x-rate-limit-reset', '1795522500']], now)).toBeNull();
  });

  it('asks nothing of any other answer', () => {
    for (const status of [200, 301, 403, 404, 500, 502])
      expect(restAsked(status, [['retry-after', '9']], now)).toBeNull();
  });
});
