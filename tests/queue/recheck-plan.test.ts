import { assert, constantFrom, integer, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rechecked } from '../../src/model/recheck.ts';
import { states } from '../../src/model/state.ts';
import { longestPause, recheckAt, shortestPause } from '../../src/queue/recheck-plan.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const now = Date.parse('2026-06-01T00:00:00.000Z');

/** A post of a year ago, known for two months, unchanged, heard of just now. */
const settled: Rechecked = {
  name: 'pond:1',
  state: 'live',
  madeAt: now - 365 * day,
  firstSeen: now - 60 * day,
  lastHeard: now,
  lastChanged: null,
  accountWent: null,
  job: null,
};

/** Milliseconds after the last hearing, without what is added to spread posts: never more than a fifth. */
function pauseOf(changes: Partial<Rechecked>): { readonly why: string; readonly hours: number } {
  const post = { ...settled, ...changes };
  const { at, why } = recheckAt(post);
  const pause = at - (post.lastHeard ?? post.firstSeen);
  const names = Array.from({ length: 400 }, (_, n) => `pond:${n}`);
  const shortest = Math.min(
    ...names.map((name) => recheckAt({ ...post, name }).at - (post.lastHeard ?? post.firstSeen)),
  );
  expect(pause).toBeLessThanOrEqual(shortest * 1.2 + 1);
  return { why, hours: shortest / hour };
}

describe('the plan of rechecks', () => {
  it.each<[string, Partial<Rechecked>, string, number]>([
    ['made an hour ago', { madeAt: now - hour, firstSeen: now - hour }, 'fresh', 6],
    ['made two days ago', { madeAt: now - 2 * day, firstSeen: now - 2 * day }, 'fresh', 12],
    ['made 40 days ago', { madeAt: now - 40 * day, firstSeen: now - 40 * day }, 'aging', 240],
    ['made a year ago', {}, 'old', 720],
    ['made nobody knows when', { madeAt: null }, 'aging', 360],
    ['made tomorrow, by a clock that is wrong', { madeAt: now + day }, 'fresh', 6],
    ['old, and quoted by an article today', { firstSeen: now }, 'newly quoted', 24],
    ['old, and quoted by an article four days ago', { firstSeen: now - 4 * day }, 'newly quoted', 96],
    ['changed an hour ago', { lastChanged: now - hour }, 'just changed', 6],
    ['changed ten days ago', { lastChanged: now - 10 * day }, 'just changed', 60],
    ['changed two months ago', { lastChanged: now - 60 * day }, 'old', 720],
    ['of an account that went since', { lastHeard: now - 9 * day, accountWent: now }, 'account went', 216],
    ['of an account that went a minute later', { accountWent: now + 60_000 }, 'account went', 1],
    ['of an account that went, and still there after it', { accountWent: now - hour }, 'account went', 6],
    ['of an account that went two months ago', { accountWent: now - 60 * day }, 'old', 720],
    ['gone for a day', { state: 'deleted', lastChanged: now - day }, 'gone', 24],
    ['gone for ten days', { state: 'suspended', lastChanged: now - 10 * day }, 'gone', 120],
    ['gone for a year', { state: 'removed', lastChanged: now - 365 * day }, 'gone', 720],
    ['gone, as others of its account', { state: 'deleted', accountWent: now + 1 }, 'gone', 720],
    ['of which nobody can tell', { state: 'unknown', firstSeen: now - 2 * day }, 'unclear', 48],
    [
      'of which nobody could tell yet, made two hours ago',
      { state: 'unknown', firstSeen: now - 2 * hour, madeAt: now - 2 * hour },
      'unclear',
      6,
    ],
  ])('asks for a post %s', (_, changes, why, hours) => {
    const planned = pauseOf(changes);
    expect(planned.why).toBe(why);
    expect(planned.hours).toBeGreaterThanOrEqual(hours);
    expect(planned.hours).toBeLessThan(hours * 1.005);
  });

  it('leaves posts that have a job to it', () => {
    const at = now + 90 * 60_000;
    const job = { kind: 'waits', at, unconfirmed: false } as const;
    const planned = (changes: Partial<Rechecked>) => recheckAt({ ...settled, job, ...changes });
    expect(planned({})).toEqual({ at, why: 'waiting' });
    expect(planned({ lastHeard: null })).toEqual({ at, why: 'never heard' });
    expect(planned({ job: { ...job, unconfirmed: true } })).toEqual({ at, why: 'unconfirmed' });
    expect(recheckAt({ ...settled, lastHeard: null })).toEqual({ at: settled.firstSeen, why: 'never heard' });
  });

  it('asks ever more rarely for a post whose jobs are given up, until it is heard of', () => {
    const job = { kind: 'gave-up', at: now, unconfirmed: false } as const;
    const first = recheckAt({ ...settled, lastHeard: null, firstSeen: now - hour, job });
    const later = recheckAt({ ...settled, lastHeard: null, firstSeen: now - 9 * day, job });
    expect([first.why, later.why]).toEqual(['gave up', 'gave up']);
    expect(first.at - now).toBeGreaterThanOrEqual(day);
    expect(later.at - now).toBeGreaterThanOrEqual(9 * day);
    expect(later.at - now).toBeLessThanOrEqual(9 * day * 1.2);
    expect(recheckAt({ ...settled, lastHeard: now + 1, job }).why).toBe('old');
  });

  it('asks for a post about which nobody answered no more rarely than had somebody', () => {
    const job = { kind: 'gave-up', at: now, unconfirmed: false } as const;
    const pauseIn = (changes: Partial<Rechecked>) =>
      (recheckAt({ ...settled, lastHeard: now - hour, job, ...changes }).at - now) / hour;
    const fresh = { state: 'unknown', firstSeen: now - hour, madeAt: now - 2 * hour } as const;
    expect(pauseIn({ ...fresh, lastHeard: null })).toBeLessThanOrEqual(7.2);
    expect(pauseIn(fresh)).toBeLessThanOrEqual(7.2);
    expect(pauseIn({ lastChanged: now - day })).toBeLessThanOrEqual(7.2);
    expect(pauseIn({ madeAt: now - 8 * day })).toBeLessThanOrEqual(48 * 1.2);
    expect(pauseIn({})).toBeGreaterThanOrEqual(30 * 24);
    // what killed its workers, or met a bug, may do so again
    expect(pauseIn({ ...fresh, job: { ...job, kind: 'broken' } })).toBeGreaterThanOrEqual(24);
  });

  it('spreads what was archived together, the same way every time', () => {
    const posts = Array.from({ length: 1000 }, (_, n) => ({ ...settled, name: `pond:${n}` }));
    const times = posts.map((post) => recheckAt(post).at);
    expect(times).toEqual(posts.map((post) => recheckAt(post).at));
    const slots = Map.groupBy(times, (at) => Math.floor((at - now - 30 * day) / (0.6 * day)));
    expect([...slots.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...[...slots.values()].map(({ length }) => length))).toBeLessThan(150);
  });

  const ago = (most: number) => integer({ min: 0, max: most }).map((ms) => now - ms);
  const posts = record({
    name: string({ minLength: 1, maxLength: 30 }),
    state: constantFrom(...states),
    madeAt: option(ago(10_000 * day)),
    firstSeen: ago(3000 * day),
    lastHeard: ago(100 * day),
    lastChanged: option(ago(400 * day)),
    accountWent: option(ago(400 * day)),
  });

  it('never asks within an hour of the last hearing, nor later than 36 days after it', () => {
    assert(
      property(posts, (post) => {
        const { at } = recheckAt({ ...post, job: null });
        expect(at).toBeGreaterThanOrEqual(post.lastHeard + shortestPause);
        expect(at).toBeLessThanOrEqual(Math.max(post.lastHeard + longestPause * 1.2, now + shortestPause));
        expect(Number.isInteger(at)).toBe(true);
      }),
    );
  });

  it('never asks for an older post sooner than for a younger one of the same lot', () => {
    assert(
      property(posts, integer({ min: 0, max: 2000 * day }), (post, older) => {
        const young = { ...post, madeAt: post.madeAt ?? post.firstSeen, job: null };
        const old = { ...young, madeAt: young.madeAt - older };
        expect(recheckAt(old).at).toBeGreaterThanOrEqual(recheckAt(young).at);
      }),
    );
  });

  it('asks sooner, never later, because of a change or of another post of the account', () => {
    assert(
      property(posts, ago(400 * day), (post, event) => {
        const still = { ...post, state: 'live', lastChanged: null, accountWent: null, job: null } as const;
        const { at } = recheckAt(still);
        expect(recheckAt({ ...still, lastChanged: event }).at).toBeLessThanOrEqual(at);
        expect(recheckAt({ ...still, accountWent: event }).at).toBeLessThanOrEqual(
          Math.max(at, event + hour * 1.2),
        );
      }),
    );
  });
});
