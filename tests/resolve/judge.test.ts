import { describe, expect, it } from 'vitest';
import type { Answer, UnknownOutcome } from '../../src/model/answer.ts';
import { emptyPost } from '../../src/model/post.ts';
import { type State, states } from '../../src/model/state.ts';
import { type Heard, judge, outcomeOf, wasSeenLive } from '../../src/resolve/judge.ts';

const post: Answer = { kind: 'post', post: emptyPost };
const unknown = (outcome: UnknownOutcome): Answer => ({ kind: 'unknown', outcome, reason: outcome });
const stone = (state: Exclude<State, 'live' | 'unknown'>): Answer => ({
  kind: 'tombstone',
  state,
  reason: state,
});
const platform = (...answers: Answer[]): Heard[] =>
  answers.map((answer) => ({ rank: 'platform', answer, asOf: null }));

const outcomes: UnknownOutcome[] = [
  'not-found',
  'invalid',
  'withheld-unknown',
  'empty',
  'bad-shape',
  'rate-limited',
  'server-error',
  'refused',
  'walled',
  'not-archived',
];

describe('judge', () => {
  it('believes a post and a tombstone, whatever was before', () => {
    for (const state of states) {
      const before = { state, seenLive: true };
      expect(judge(before, platform(post), true)).toBe('live');
      expect(judge(before, platform(stone('suspended')), false)).toBe('suspended');
    }
  });

  it('leaves every state alone for every answer that is not certain, and for silence', () => {
    for (const state of states) {
      const before = { state, seenLive: state === 'live' };
      expect(judge(before, [], true)).toBe(state);
      for (const outcome of outcomes.filter((outcome) => outcome !== 'not-found')) {
        expect(judge(before, platform(unknown(outcome)), true)).toBe(state);
        expect(judge(before, platform(unknown('not-found'), unknown(outcome)), true)).toBe(state);
      }
    }
  });

  it('takes "not found" for a deletion only of a post seen before', () => {
    const missing = platform(unknown('not-found'), unknown('not-found'));
    expect(judge({ state: 'live', seenLive: true }, missing, true)).toBe('deleted');
    expect(judge({ state: 'unknown', seenLive: true }, missing, true)).toBe('deleted');
    expect(judge({ state: 'unknown', seenLive: false }, missing, true)).toBe('unknown');
    expect(judge({ state: 'restricted', seenLive: false }, missing, true)).toBe('restricted');
  });

  it('puts no 404 over the platform’s own word on why a post is gone', () => {
    const missing = platform(unknown('not-found'));
    for (const state of ['suspended', 'account-gone', 'protected', 'removed'] as const)
      expect(judge({ state, seenLive: true }, missing, true)).toBe(state);
    expect(judge({ state: 'withheld', seenLive: true }, missing, true)).toBe('deleted');
  });

  it('takes no deletion from one source while another could not be reached', () => {
    expect(judge({ state: 'live', seenLive: true }, platform(unknown('not-found')), false)).toBe('live');
  });

  it('takes an archive’s copy as seen before, but never as live now', () => {
    const archived: Heard = { rank: 'archive', answer: post, asOf: '2025-01-01T00:00:00.000Z' };
    expect(judge({ state: 'unknown', seenLive: false }, [archived], true)).toBe('unknown');
    expect(
      judge({ state: 'unknown', seenLive: false }, [...platform(unknown('not-found')), archived], true),
    ).toBe('deleted');
    expect(judge({ state: 'deleted', seenLive: true }, [archived], true)).toBe('deleted');
  });

  it('keeps a post behind an age gate restricted though another source shows its words', () => {
    const before = { state: 'unknown', seenLive: false } as const;
    expect(judge(before, platform(stone('restricted'), post), true)).toBe('restricted');
  });

  it('sees a post come back', () => {
    expect(judge({ state: 'deleted', seenLive: true }, platform(post), true)).toBe('live');
  });
});

describe('what an observation keeps', () => {
  it('is not deleted while a third party shows it today, whatever the platform does not find', () => {
    const mirrored: Heard = { rank: 'archive', answer: post, asOf: null };
    const heard = [...platform(unknown('not-found'), unknown('not-found')), mirrored];
    expect(judge({ state: 'unknown', seenLive: false }, heard, true)).toBe('unknown');
    expect(judge({ state: 'live', seenLive: true }, heard, true)).toBe('live');
  });

  it('is one word for each answer', () => {
    expect(outcomeOf(post)).toBe('live');
    expect(outcomeOf(stone('withheld'))).toBe('withheld');
    expect(outcomeOf(unknown('walled'))).toBe('walled');
  });

  it('tells whether a source has shown the post; an article has not', () => {
    const seen = {
      source: 'a',
      at: '2026-01-01T00:00:00.000Z',
      asOf: null,
      reason: null,
      url: 'a',
      status: 200,
      wire: null,
    };
    expect(wasSeenLive([{ ...seen, rank: 'platform', outcome: 'live' }])).toBe(true);
    expect(wasSeenLive([{ ...seen, rank: 'archive', outcome: 'live' }])).toBe(true);
    expect(wasSeenLive([{ ...seen, rank: 'article', outcome: 'quoted' }])).toBe(false);
    expect(wasSeenLive([{ ...seen, rank: 'platform', outcome: 'not-found' }])).toBe(false);
  });
});
