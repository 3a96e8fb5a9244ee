import { describe, expect, it } from 'vitest';
import { languageOf, wordsFor, writeDate, writeDay, writeNumber } from '../../src/render/language.ts';
import { render } from '../../src/render/render.ts';
import { post, text, view } from './views.ts';

describe('the words of a fallback', () => {
  for (const [lang, words, expected] of [
    ['ar', 'x', 'ar'],
    ['AR-eg', 'x', 'ar'],
    ['iw', 'x', 'he'],
    ['fi', 'moi', 'en'],
    ['ar" onload="1', 'x', 'en'],
    [null, 'زيارة رسمية إلى الميناء', 'ar'],
    [null, 'این یک پیام است', 'en'],
    [null, 'یہ ایک پیغام ہے', 'en'],
    ['und', 'הנמל נסגר', 'he'],
    ['zxx', '今朝の潮位', 'ja'],
    [null, '🌊', 'en'],
  ] as const)
    it(`for a post in ${lang ?? 'no declared language'} that says ${words} are ${expected}`, () => {
      expect(wordsFor(post({ lang, segments: [text(words)] })).lang).toBe(expected);
    });

  it('are English where there is no post', () => expect(wordsFor(null).lang).toBe('en'));

  it('leave codes that name no language out of the page', () => {
    const codes = ['und', 'zxx', 'qme', 'art', 'mul', 'qht-x', '', '"', 'a', 'en_US', 'iw-IL', 'pt-BR'];
    expect(codes.map((lang) => languageOf({ lang }))).toEqual([
      ...Array.from({ length: 10 }, () => null),
      'he-IL',
      'pt-BR',
    ]);
  });
});

describe('dates', () => {
  const dates = ['en', 'ar', 'he', 'es', 'fr', 'de', 'ja'].map((lang) =>
    writeDate('2023-09-04T08:05:09.000Z', wordsFor(post({ lang }))),
  );

  it('are written in the post’s language, always in UTC and with digits all of them read', () => {
    expect(dates).toEqual([
      '4 September 2023, 08:05 UTC',
      '4 سبتمبر 2023، 08:05 UTC',
      '4 בספטמבר 2023, 08:05 UTC',
      '4 de septiembre de 2023, 08:05 UTC',
      '4 septembre 2023, 08:05 UTC',
      '4. September 2023, 08:05 UTC',
      '2023年9月4日, 08:05 UTC',
    ]);
  });

  it('say no more than is known', () => {
    const words = wordsFor(null);
    expect(writeDate('2023-09-14', words)).toBe('14 September 2023');
    expect(writeDay('2023-09-14T23:59:00.000Z', words)).toBe('14 September 2023');
    expect(writeDate('yesterday\n<b>', words)).toBe('yesterday <b>');
  });

  it('and numbers don’t hang on the machine', () => {
    expect(writeNumber(1234567, wordsFor(post({ lang: 'fr' })))).toBe('1\u00a0234\u00a0567');
    expect(writeNumber(1234567, wordsFor(post({ lang: 'ar' })))).toMatch(/^1.234.567$/u);
  });
});

describe('any form', () => {
  it('has the same bytes for the same view, and never the hour it was drawn', () => {
    const one = view({ post: post({ segments: [text('calm')] }), state: 'deleted' });
    for (const form of ['html', 'page', 'text', 'markdown', 'json', 'amp'] as const) {
      expect(render(one, form)).toBe(render({ ...one }, form));
      expect(render(one, form)).not.toContain(new Date().toISOString().slice(0, 10));
    }
  });
});
