import { describe, expect, it } from 'vitest';
import { readableAddress, wordsOf } from '../../src/model/search-words.ts';

function tokens(text: string): string {
  return wordsOf(text.normalize('NFC'))
    .map(({ token }) => token)
    .join(' ');
}

describe('words as they are searched for', () => {
  it.each([
    [
      'case, punctuation, signs of tags and mentions',
      'Hello, WORLD! #NoFilter @bbc_news',
      'hello world nofilter bbc news',
    ],
    ['an apostrophe', 'don’t l’État', 'don t l etat'],
    ['accents', 'Łódź Ærø Þór naïve Việt Nam đường', 'lodz aero thor naive viet nam duong'],
    ['German', 'STRASSE Straße ẞ', 'strasse strasse ss'],
    ['Turkish', 'İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
    ['Greek, its final sigma too', 'ΣΊΣΥΦΟΣ Σίσυφος', 'σισυφοσ σισυφοσ'],
    ['Cyrillic, where й is a letter of its own', 'Ёлка елка мой їжак', 'елка елка мой іжак'],
    ['letters given as several characters', 'e\u0301t\u00e9 и\u0306', 'ete й'],
    ['full width and ligatures', 'ＡＢＣ１２３ ﬁne', 'abc123 fine'],
    ['characters that are several words', '½ ⑴ ﷺ', '1 2 1 صلي الله عليه وسلم'],
    ['tashkeel', 'مُحَمَّدٌ', 'محمد'],
    ['tatweel', 'مـــحمد', 'محمد'],
    ['forms of alef', 'أحمد إسلام آخر ٱلله', 'احمد اسلام اخر الله'],
    ['the article in Arabic', 'القاهرة والقاهرة بالقاهرة للقاهرة قاهرة', 'قاهره قاهره قاهره قاهره قاهره'],
    ['short Arabic words, which it may be a part of', 'الله والد والدة', 'الله والد والده'],
    ['alef maqsura and teh marbuta', 'على مدرسة', 'علي مدرسه'],
    ['Persian and Urdu keyboards', 'یک کتاب ہے', 'يك كتاب هے'],
    ['Persian words written in halves', 'می\u200cخواهم', 'ميخواهم'],
    ['presentation forms', 'ﻣﺮﺣﺒﺎ', 'مرحبا'],
    ['digits of any script', '۱۲۳ ٤٥٦ ७८९ ๑๒๓', '123 456 789 123'],
    ['niqqud', 'שָׁלוֹם', 'שלום'],
    ['Hindi', 'हिन्दी हिंदी क़लम चाँद', 'हिंदी हिंदी कलम चांद'],
    ['vowel signs, which make other words', 'की का', 'की का'],
    ['Chinese', '東京都', '東京 京都 都'],
    ['Chinese among other words', '在2023年 ABC', '在 2023 年 abc'],
    ['Japanese of half width', 'ｶﾞﾗｽ', 'ガラ ラス ス'],
    ['kana whose voicing stands apart', 'か\u3099き', 'がき き'],
    ['Korean, also as single letters', `부산에서 ${'부산'.normalize('NFD')}`, '부산 산에 에서 서 부산 산'],
    ['Thai with its marks', 'กิ่งไม้', 'กิ่ง งไ ไม้ ม้'],
    ['Khmer and Burmese', 'ខ្មែរ မြန်မာ', 'ខ្មែ មែរ រ မြန် န်မာ မာ'],
    ['emoji, whoever they show', 'ok👍🏽 👨‍👩‍👧 🇪🇬❤️', 'ok 👍 👨 👩 👧 🇪🇬 ❤'],
    [
      'an address',
      'https://www.Example.com/2023/09/some-story.html?id=1',
      'example com 2023 09 some story html id 1',
    ],
    [
      'characters that are not seen',
      'zero\u200bwidth soft\u00adhyphen \u202eturned\u202c',
      'zerowidth softhyphen turned',
    ],
    ['nothing but marks', '!!! -- \u0000 \ud800 \ue000 ©', ''],
  ])('folds %s', (_, text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('tells where each word stands', () => {
    const text = 'Ça va, 東京!';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Ça', 'va', '東京', '京']);
  });

  it('cuts what is too long for a word', () => {
    expect(tokens('a'.repeat(100_000))).toHaveLength(64);
  });

  it('reads what is escaped in an address, and leaves what is no text', () => {
    expect(readableAddress('https://a.test/%D8%B3%D9%84%D8%A7%D9%85')).toBe('https://a.test/سلام');
    expect(readableAddress('https://a.test/%FF')).toBe('https://a.test/%FF');
  });
});
