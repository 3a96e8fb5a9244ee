import { describe, expect, it } from 'vitest';
import type { State } from '../../src/model/state.ts';
import { render } from '../../src/render/render.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { post, text, view } from './views.ts';

const seen = { lastLive: '2024-05-01T22:10:00.000Z', since: '2024-05-03T07:00:00.000Z' };

/** The one line of ours about what became of it. */
function told(state: State, parts: Partial<FallbackView>, lang = 'en'): string | undefined {
  const one = view({ state, ...parts, post: post({ segments: [text('calm')], lang }) });
  const lines = render(one, 'text').split('\n').slice(2);
  const line = lines.find((each) => !/Holdfast/u.test(each));
  const banner = /<p class="holdfast-state">.*?<\/svg>(.*?)<\/p>/u.exec(render(one, 'html'))?.[1];
  const inHtml = banner?.replace(/<[^>]*>/gu, '');
  const inText = line === undefined || line === '' ? undefined : line.slice(1, -1);
  return inHtml === inText ? inText : `${inHtml} / ${inText}`;
}

describe('what became of a post is told', () => {
  for (const [state, english] of [
    ['deleted', 'Deleted between 1 May 2024 and 3 May 2024.'],
    ['removed', 'Removed by the platform between 1 May 2024 and 3 May 2024.'],
    ['suspended', 'Account suspended. Last seen public on 1 May 2024, noticed on 3 May 2024.'],
    ['account-gone', 'Account no longer exists. Last seen public on 1 May 2024, noticed on 3 May 2024.'],
    ['protected', 'Shown to approved followers only. Last seen public on 1 May 2024, noticed on 3 May 2024.'],
    ['restricted', 'No longer shown to everybody. Last seen public on 1 May 2024, noticed on 3 May 2024.'],
    ['withheld', 'Withheld in some countries. Last seen public on 1 May 2024, noticed on 3 May 2024.'],
    ['live', undefined],
    ['unknown', undefined],
  ] as const)
    it(`of one that is ${state}`, () => expect(told(state, seen)).toBe(english));

  it('with its author’s name to it only where the platform says so', () => {
    expect(told('deleted', { ...seen, deletedBy: 'author' })).toBe(
      'Deleted by its author between 1 May 2024 and 3 May 2024.',
    );
    expect(told('removed', { ...seen, deletedBy: 'author' })).not.toContain('author');
    expect(told('deleted', { ...seen, deletedBy: 'author' }, 'ar')).toBe(
      'حذفه صاحبه بين 1 مايو 2024 و3 مايو 2024.',
    );
  });

  it('by the day, where it was seen and missed on the same one', () => {
    const sameDay = { lastLive: '2024-05-03T00:00:00.000Z', since: '2024-05-03T23:59:59.000Z' };
    expect(told('deleted', sameDay)).toBe('Deleted on 3 May 2024.');
    expect(told('suspended', sameDay)).toBe('Account suspended. Noticed on 3 May 2024.');
  });

  it('without a beginning that nobody saw', () => {
    const missed = { lastLive: null, since: seen.since };
    expect(told('deleted', missed)).toBe('Deleted. First noticed missing on 3 May 2024.');
    expect(told('withheld', missed)).toBe('Withheld in some countries. Noticed on 3 May 2024.');
    expect(told('deleted', { lastLive: seen.lastLive, since: null })).toBe('Deleted.');
  });

  it('and never with days in the wrong order', () => {
    const odd = { lastLive: '2024-05-09T00:00:00.000Z', since: seen.since };
    expect(told('deleted', odd)).toBe('Deleted. Noticed on 3 May 2024.');
  });
});
