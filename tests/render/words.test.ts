import { describe, expect, it } from 'vitest';
import { wordsFor, wordsOf, writeDay } from '../../src/render/language.ts';
import { render } from '../../src/render/render.ts';
import { allWords } from '../../src/render/words/all.ts';
import { english } from '../../src/render/words/english.ts';
import { post, text, view } from './views.ts';

/** Every sentence by its path, and what is filled into it. */
function holesOf(words: object): Record<string, string> {
  const sentences = Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object'
      ? Object.entries(value as object).map(([inner, each]) => [`${key}.${inner}`, String(each)] as const)
      : [[key, String(value)] as const],
  );
  return Object.fromEntries(
    sentences.map(([key, sentence]) => [
      key,
      [...sentence.matchAll(/\{\w+\}/gu)].map(String).sort().join(''),
    ]),
  );
}

describe('a language a fallback speaks', () => {
  for (const words of allWords.filter((each) => each !== english))
    it(`says all that English does: ${words.lang}`, () => {
      expect(holesOf(words)).toEqual(holesOf(english));
      const own = (each: object) => Object.values(each).filter((value) => typeof value === 'string');
      const same = own(words).filter((value) => own(english).includes(value));
      // Some are the same in several.
      expect(
        same.filter(
          (value) => !/^(?:ltr|GIF|ALT|Photo|Video|Audio|Description|\{count\} votes)$/u.test(value),
        ),
      ).toEqual([]);
      expect(own(words).filter((value) => value.trim() !== value || value === '')).toEqual([]);
    });

  it('is one of them only once', () => {
    expect(new Set(allWords.map(({ lang }) => lang)).size).toBe(allWords.length);
  });

  it('runs as its letters do', () => {
    const rightToLeft = allWords.filter(({ dir }) => dir === 'rtl').map(({ lang }) => lang);
    expect(rightToLeft).toEqual(['ar', 'he', 'fa', 'ur']);
    const misfit = allWords.filter(
      ({ dir, quoted }) => (dir === 'rtl') !== /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(quoted),
    );
    expect(misfit).toEqual([]);
  });

  it('writes no full stop twice, whatever its dates end with', () => {
    for (const words of allWords)
      expect(words.told.on.replace('{date}', writeDay('2024-05-03', words))).not.toMatch(
        /[.。۔।]{2}|\{date/u,
      );
  });
});

describe('the words of a fallback', () => {
  it('are those of the article it stands in, else the post’s', () => {
    const one = view({ post: post({ segments: [text('The tide')], lang: 'en' }) });
    const lang = (article: string) => wordsOf({ ...one, lang: article }).lang;
    expect([wordsOf(one).lang, lang('ar-EG'), lang('fi'), lang('" onload="')]).toEqual([
      'en',
      'ar',
      'en',
      'en',
    ]);
  });

  it('say nothing of the post’s own language that nobody knows', () => {
    const lang = (words: string, own: string | null, article?: string) => {
      const quoted = post({ segments: [text(words)], lang: own });
      const source = render(
        view({ post: quoted, ...(article === undefined ? {} : { lang: article }) }),
        'html',
      );
      return /<div class="holdfast-text"( lang="[^"]*")?/u.exec(source)?.[1];
    };
    expect(lang('The tide', 'en', 'ar')).toBe(' lang="en"');
    expect(lang('نعم', null, 'en')).toBe(' lang="ar"');
    expect(lang('The tide', null, 'ar')).toBe(' lang=""');
    expect(lang('The tide', null)).toBeUndefined();
  });

  it('tell simplified Chinese from traditional', () => {
    const lang = (tag: string) => wordsFor(post({ lang: tag })).lang;
    expect(['zh', 'zh-CN', 'zh-Hans-HK', 'zh-TW', 'zh-Hant', 'zh-hk'].map(lang)).toEqual([
      'zh-Hans',
      'zh-Hans',
      'zh-Hans',
      'zh-Hant',
      'zh-Hant',
      'zh-Hant',
    ]);
  });

  it('are told by letters where only one language has them', () => {
    const lang = (words: string) => wordsFor(post({ lang: null, segments: [text(words)] })).lang;
    expect(['오늘 아침', 'เช้านี้', 'आज सुबह', 'Сегодня'].map(lang)).toEqual(['ko', 'th', 'en', 'en']);
  });
});
