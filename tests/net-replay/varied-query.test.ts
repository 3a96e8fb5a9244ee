import { describe, expect, it } from 'vitest';
import { keyWithout, type QueriedAnswer, variedNames } from '../../src/net/varied-query.ts';

const at = '2026-01-02T03:04:05.000Z';
const clock = Date.parse(at);

describe('variedNames', () => {
  const cases: readonly (readonly [string, readonly QueriedAnswer[], readonly string[]])[] = [
    ['nothing of one request', [asked('id=1', 'A')], []],
    ['a clock, even when seen once', [asked(`id=1&t=${clock + 5}`, 'A')], ['t']],
    ['a clock inside other data', [asked(`l=${encodeURIComponent(`{"at":${clock}}`)}`, 'A')], ['l']],
    ['a clock in seconds', [asked(`ts=${Math.floor(clock / 1000)}`, 'A')], ['ts']],
    ['a random number', [asked('r=0.8431234567&id=7', 'A')], ['r']],
    ['a UUID', [asked('session=0b1f6c1e-93ab-4f0e-9c52-0a3a3a1b2c3d', 'A')], ['session']],
    ['no number that only looks like a clock', [asked('id=1234567890123', 'A')], []],
    ['no id of 19 digits', [asked('id=1703436713362870723', 'A')], []],
    ['what varied under one answer', [asked('id=1&n=a', 'A'), asked('id=1&n=b', 'A')], ['n']],
    ['what was sometimes absent', [asked('id=1', 'A'), asked('id=1&n=b', 'A')], ['n']],
    ['no id, though it varied', [asked('id=1', 'A'), asked('id=2', 'B')], []],
    [
      'no id, though two of three answer alike',
      [asked('id=1', 'gone'), asked('id=2', 'gone'), asked('id=3', 'A')],
      [],
    ],
    [
      'the random part beside an id',
      [asked('id=1&n=a', 'A'), asked('id=1&n=b', 'A'), asked('id=2&n=c', 'B'), asked('id=2&n=d', 'B')],
      ['n'],
    ],
    [
      'a clock though the answer moved on',
      [asked(`id=1&t=${clock}`, 'A'), asked(`id=1&t=${clock + 9}`, 'B'), asked(`id=2&t=${clock}`, 'C')],
      ['t'],
    ],
  ];
  for (const [what, recorded, names] of cases)
    it(`leaves out ${what}`, () => {
      expect([...variedNames(recorded)]).toEqual(names);
    });
});

it('a key does not depend on the order of parameters', () => {
  const [a, b] = [asked('a=1&b=2&a=0', ''), asked('b=2&a=0&a=1', '')];
  expect(keyWithout(a.query, new Set())).toBe(keyWithout(b.query, new Set()));
  expect(keyWithout(a.query, new Set(['b']))).toBe(keyWithout(asked('a=0&a=1', '').query, new Set()));
  expect(keyWithout(a.query, new Set())).not.toBe(keyWithout(asked('a=1&b=2', '').query, new Set()));
});

function asked(query: string, answer: string): QueriedAnswer {
  return { query: [...new URLSearchParams(query)], answer, at };
}
