import { describe, expect, it } from 'vitest';
import { type Rest, restAfter, restAsked } from '../../src/net/retry-after.ts';
import { processorTime } from '../processor-time.ts';

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
  ['a part of a second', { 'retry-after': '1.5' }, 1.5],
  ['a point with nothing after it', { 'retry-after': '120.' }, 120],
  ['a sign', { 'retry-after': '+120' }, 120],
  ['quotes', { 'retry-after': '"120"', 'x-ratelimit-reset': '"9"' }, 120],
  ['words', { 'retry-after': '2 minutes' }, 120],
  ['units', { 'retry-after': '1h1m30s' }, 3690],
  ['seconds with their unit', { 'retry-after': '90s' }, 90],
  ['units of nothing', { 'retry-after': '3 pints' }, null],
  ['not a number', { 'retry-after': 'NaN' }, null],
  ['infinity', { 'retry-after': 'Infinity' }, null],
  ['hexadecimal', { 'retry-after': '0x10' }, null],
  ['an exponent', { 'retry-after': '1e3' }, null],
  ['more digits than there are', { 'retry-after': '9'.repeat(400) }, null],
  ['nothing at all', { 'retry-after': '' }, null],
  ['a moment where seconds belong', { 'retry-after': '1795522500' }, 900],
  ['an ISO date where an HTTP date belongs', { 'retry-after': '2026-11-24T12:05:00Z' }, 300],
  ['an ISO date with an offset', { 'retry-after': '2026-11-24T14:05:00+02:00' }, 300],
  ['an RFC 850 date of the last century', { 'retry-after': 'Tuesday, 24-Nov-98 12:05:00 GMT' }, null],
  ['an HTTP date with a numeric zone', { 'retry-after': 'Tue, 24 Nov 2026 13:05:00 +0100' }, 300],
  ['a day there is not', { 'retry-after': 'Tue, 44 Nov 2026 12:05:00 GMT' }, null],
  ['milliseconds', { 'retry-after-ms': '1500' }, 1.5],
  ['x-retry-after', { 'x-retry-after': '7' }, 7],
  ['two numbers that came as one, the longer', { 'retry-after': '5, 60' }, 60],
  ['x-rate-limit-reset as a delay', { 'x-rate-limit-reset': '285' }, 285],
  ['x-ratelimit-reset as a part of a second', { 'x-ratelimit-reset': '0.25' }, 0.25],
  ['x-ratelimit-reset in units', { 'x-ratelimit-reset': '6m0s' }, 360],
  ['x-ratelimit-reset with a part', { 'x-ratelimit-reset': '1795522500.5' }, 900.5],
  ['x-ratelimit-reset in microseconds since 1970', { 'x-ratelimit-reset': '1795522500000000' }, 900],
  ['x-ratelimit-reset in nanoseconds since 1970', { 'x-ratelimit-reset': '1795522500000000000' }, 900],
  ['x-ratelimit-reset as an HTTP date', { 'x-ratelimit-reset': 'Tue, 24 Nov 2026 12:15:00 GMT' }, 900],
  ['x-ratelimit-reset of less than zero', { 'x-ratelimit-reset': '-1795522500' }, null],
  ['x-ratelimit-reset of the year 9999', { 'x-ratelimit-reset': '253402300799' }, day],
  ['x-ratelimit-reset-after', { 'x-ratelimit-reset-after': '12.3' }, 12.3],
  ['the later of two resets', { 'x-ratelimit-reset': '30', 'ratelimit-reset': '45' }, 45],
  ['ratelimit, first drafts', { ratelimit: 'limit=100, remaining=0, reset=50' }, 50],
  ['ratelimit, later drafts', { ratelimit: '"default";r=0;t=30' }, 30],
  ['ratelimit with a token for a name', { ratelimit: 'default;t=30;r=0' }, 30],
  ['ratelimit of several quotas: the one that is spent', { ratelimit: '"a";r=5;t=9, "b";r=0;t=20' }, 20],
  ['ratelimit of several spent: the longest', { ratelimit: '"a";r=0;t=9, "b";r=0;t=20' }, 20],
  ['ratelimit of quotas that all have some left', { ratelimit: '"a";r=5;t=9, "b";r=1;t=20' }, 20],
  ['ratelimit with signs in its name', { ratelimit: String.raw`"a\";r=0;t=1, ;";r=0;t=30` }, 30],
  [
    'the window of a quota that names no time',
    { ratelimit: '"a";r=0', 'ratelimit-policy': '"a";q=9;w=60' },
    60,
  ],
  ['a window alone', { 'ratelimit-policy': '"a";q=9;w=60' }, null],
  ['ratelimit of less than zero', { ratelimit: '"a";r=0;t=-3' }, null],
  ['ratelimit garbage', { ratelimit: ';;=,"' }, null],
  // Their clock is not ours: what they name by it is read by it.
  [
    'a date, their clock an hour behind',
    { 'retry-after': 'Tue, 24 Nov 2026 11:05:00 GMT', date: 'Tue, 24 Nov 2026 11:00:00 GMT' },
    300,
  ],
  [
    'a date, their clock an hour ahead',
    { 'retry-after': 'Tue, 24 Nov 2026 13:05:00 GMT', date: 'Tue, 24 Nov 2026 13:00:00 GMT' },
    300,
  ],
  ['seconds, their clock an hour behind', { 'retry-after': '30', date: 'Tue, 24 Nov 2026 11:00:00 GMT' }, 30],
  [
    'an epoch, ours three days ahead',
    { 'x-rate-limit-reset': '1795263300', date: 'Sat, 21 Nov 2026 12:00:00 GMT' },
    900,
  ],
  [
    'a moment, the answer a minute old',
    { 'x-ratelimit-reset': '1795522500', date: 'Tue, 24 Nov 2026 11:59:00 GMT', age: '60' },
    900,
  ],
  ['a date, their clock unreadable', { 'retry-after': 'Tue, 24 Nov 2026 12:05:00 GMT', date: 'today' }, 300],
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

/** Answers that count, and the seconds their host is to be left alone after them; null for none. */
const after: readonly (readonly [
  what: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  wait: Wait,
])[] = [
  ['nothing said', 200, {}, null],
  ['some left', 200, { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': '1795522500' }, null],
  ['none left, epoch', 200, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1795522500' }, 900],
  [
    'none left, ISO',
    200,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-11-24T12:15:00.5Z' },
    900.5,
  ],
  ['less than one left, delay', 200, { 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '285' }, 285],
  ['none left, drafts', 200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '45' }, 45],
  ['none left, later drafts', 200, { ratelimit: '"default";r=0;t=30' }, 30],
  ['one of two spent', 200, { ratelimit: '"a";r=9;t=90, "b";r=0;t=30' }, 30],
  ['none left on a 404', 404, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '285' }, 285],
  ['none left, nor said until when', 200, { 'x-ratelimit-remaining': '0' }, null],
  [
    'none left until what is past',
    200,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000000' },
    null,
  ],
  ['garbage left', 200, { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': '285' }, null],
  ['retry-after on a 200', 200, { 'retry-after': '30' }, null],
  ['retry-after on a redirect', 301, { 'retry-after': '30' }, null],
  ['retry-after on a 403', 403, { 'retry-after': '30' }, 30],
  ['retry-after on a 502', 502, { 'retry-after': 'Tue, 24 Nov 2026 12:05:00 GMT' }, 300],
  [
    'both on a 403, the later',
    403,
    { 'retry-after': '30', 'ratelimit-remaining': '0', 'ratelimit-reset': '45' },
    45,
  ],
];

describe('restAfter', () => {
  for (const [what, status, headers, wait] of after)
    it(`reads ${what}`, () => {
      const expected = wait === null ? null : new Date(now.getTime() + wait * 1000);
      expect(restAfter(status, Object.entries(headers), now)).toEqual(expected);
    });

  it('reads hostile headers in linear time', () => {
    const long = 256 * 1024;
    for (const value of ['"', '1h', '1,', '"a";r=0;', '9', '1 s, ', '\\"', 'a=', ' '])
      for (const name of ['retry-after', 'ratelimit', 'ratelimit-policy', 'x-ratelimit-remaining', 'date']) {
        const headers = [[name, value.repeat(long)]] as const;
        const spent = processorTime();
        restAsked(429, headers, now);
        restAfter(400, headers, now);
        // A square of so many takes the processor many times as long.
        expect(spent(), `${name}: ${value}`).toBeLessThan(2_000);
      }
  });
});
