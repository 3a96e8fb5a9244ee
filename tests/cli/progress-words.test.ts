import { describe, expect, it } from 'vitest';
import { fitted, readingParts, waitParts, workParts } from '../../src/cli/progress-words.ts';
import { widthOf } from '../../src/cli/text-width.ts';
import { now, troubledWork, workOf } from './progress-examples.ts';

const wide = 400;

describe('progress in words', () => {
  it('tells posts done and left, how fast, and what is being done', () => {
    expect(fitted(workParts(workOf()), wide)).toBe(
      '1,204 of 10,000 posts done, 8,484 left, 84 a minute, resolving 3, capturing 1',
    );
    const slow = workOf({ perMinute: 1.25, onlyPicture: 6_000, failed: 2, stopping: true });
    expect(fitted(workParts(slow), wide)).toBe(
      'stopping, 1,204 of 10,000 posts done, 8,484 left, 1.3 a minute, resolving 3, capturing 1, ' +
        '2 failed for good, 6,000 lack only a picture',
    );
    const none = { archive: 0, recheck: 0, capture: 0 };
    expect(fitted(workParts(workOf({ posts: 0, done: 0, left: 0, perMinute: 0, inHand: none })), wide)).toBe(
      '0 of 0 posts done, 0 left',
    );
    expect(fitted(readingParts({ articles: 1_200, posts: 3_320 }), wide)).toBe(
      '1,200 articles read, 3,320 posts found',
    );
  });

  it('names what is waited for, why and until when, hosts in ASCII only', () => {
    expect(waitParts(workOf(), now)).toEqual([]);
    expect(fitted(waitParts(troubledWork(), now), wide)).toBe(
      '312 wait: pictures paused, 40 to take: no browser could be started: see "holdfast doctor", ' +
        'api.pond.test (HTTP 429) until 14:35 UTC, xn--smsz97b.test (does not answer) until 15:00 UTC, ' +
        'xn--5dbgu5c.test (does not answer) until 2026-11-28 01:00 UTC, ' +
        'no network (next 2026-11-28 00:05 UTC)',
    );
    const unnamed = workOf({ waiting: troubledWork().waiting.slice(2) });
    expect(fitted(waitParts(unnamed, now), wide)).toBe('312 wait: a host asked for a pause (next 14:35 UTC)');
  });

  it('shows no control of a host that a record names wrongly', () => {
    const host = 'pond.test\u001b[2J\u202e\n';
    const work = workOf({
      hosts: [{ host, why: 'asked', askedWith: '\u001b[31m', until: now.toISOString() }],
    });
    expect(fitted(waitParts(work, now), wide)).not.toMatch(/[^\u0020-\u007e]/u);
  });

  it('fits into every width, shorter words first, then the most telling', () => {
    const work = troubledWork();
    for (const parts of [workParts(work), waitParts(work, now), readingParts({ articles: 12, posts: 34 })])
      for (let columns = 1; columns <= 200; columns++)
        expect(widthOf(fitted(parts, columns)), `${columns} columns`).toBeLessThanOrEqual(columns);
    expect([76, 56, 40, 16, 9, 4].map((columns) => fitted(workParts(workOf()), columns))).toEqual([
      '1,204 of 10,000 posts done, 8,484 left, 84 a minute, resolving 3',
      '1,204 of 10,000 posts done, 8,484 left, 84 a minute',
      '1204/10000, 8484 left, 84/min, res 3',
      '1204/10000',
      '1204/100…',
      '120…',
    ]);
    expect(fitted(waitParts(work, now), 20)).toBe('312 wait: 40 pictur…');
  });
});
