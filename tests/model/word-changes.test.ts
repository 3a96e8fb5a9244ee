import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aroundChanges,
  countWords,
  type WordChange,
  wordChanges,
  wordsIn,
} from '../../src/model/word-changes.ts';
import { processorTime } from '../processor-time.ts';

/** As `diff` prints it without colour. */
function marked(changes: readonly WordChange[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return changes.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1]).join('');
}

const examples: Readonly<Record<string, readonly [from: string, to: string, changes: string]>> = {
  'one word': ['The port opens today', 'The port closes today', 'The port [-opens-]{+closes+} today'],
  'words at both ends': ['Now it rains', 'It rains now', '[-Now it-]{+It+} rains{+ now+}'],
  'neighbours as one': [
    'a big red boat came',
    'a small blue boat came',
    'a [-big red-]{+small blue+} boat came',
  ],
  nothing: ['the same', 'the same', 'the same'],
  'all of it': ['', 'new words', '{+new words+}'],
  'Arabic without a diacritic': ['فُتِحَ المَعبر اليوم', 'فُتِحَ المعبر اليوم', 'فُتِحَ [-المَعبر-]{+المعبر+} اليوم'],
  'an Arabic word': [
    'عودة العمل في الميناء بعد ثلاثة أيام',
    'عودة العمل في الميناء بعد أربعة أيام',
    'عودة العمل في الميناء بعد [-ثلاثة-]{+أربعة+} أيام',
  ],
  'Japanese by words': ['東京に住んでいます', '大阪に住んでいます', '[-東京-]{+大阪+}に住んでいます'],
  'Thai by words': ['สวัสดีครับผม', 'สวัสดีค่ะผม', 'สวัสดี[-ครับ-]{+ค่ะ+}ผม'],
  'an emoji of several parts': [
    'We are 👨‍👩‍👧 here',
    'We are 👨‍👩‍👦 here',
    'We are [-👨‍👩‍👧-]{+👨‍👩‍👦+} here',
  ],
  'a flag and a tone': ['🇩🇪 👍🏽', '🇫🇷 👍🏿', '[-🇩🇪 👍🏽-]{+🇫🇷 👍🏿+}'],
  'a whole link': [
    'See https://a.test/b?c=1, then go',
    'See https://a.test/b?c=2, then go',
    'See [-https://a.test/b?c=1-]{+https://a.test/b?c=2+}, then go',
  ],
  'mentions and tags': [
    'by @ada.b.test #pond',
    'by @ada.c.test #lake',
    'by [-@ada.b.test #pond-]{+@ada.c.test #lake+}',
  ],
  'what stayed between': [
    'a cat sat on a mat',
    'the cat sat on the mat',
    '[-a-]{+the+} cat sat on [-a-]{+the+} mat',
  ],
  'a line': ['one\ntwo\nthree', 'one\nthree', 'one\n[-two\n-]three'],
};

/** Texts of pieces that hold together, break, or are no text at all. */
const pieces = [
  'a',
  'b',
  ' ',
  '\n',
  '. ',
  '#b',
  '@a.b',
  'https://a.b/',
  '東京に',
  'مَدّ',
  '👨‍👩‍👧',
  '🇩🇪',
  '\u200d',
  '\u0301',
  '\ud83d',
  '\0',
];
const texts = array(constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(''));

describe('words that changed', () => {
  for (const [name, [from, to, changes]] of Object.entries(examples))
    it(`are told: ${name}`, () => {
      expect(marked(wordChanges(from, to))).toBe(changes);
    });

  it('give both texts back, whatever they are', () => {
    assert(
      property(texts, texts, (from, to) => {
        const changes = wordChanges(from, to);
        const without = (kind: WordChange['kind']) =>
          changes.flatMap((change) => (change.kind === kind ? [] : [change.text])).join('');
        expect(without('added')).toBe(from);
        expect(without('removed')).toBe(to);
      }),
    );
  });

  it('are told with what is around them, where the text is long', () => {
    const long = Array.from({ length: 300 }, (_, at) => `w${at}`).join(' ');
    const changes = wordChanges(`${long} old ${long}`, `${long} new ${long}`);
    const [before, , , after] = aroundChanges(changes, (words) => `[${words}]`);
    expect(before?.text).toMatch(/^\[270\]\S* ?w270 .* w299 $/u);
    expect(after?.text).toMatch(/^ w0 .* w29\S* ?\[270\]$/u);
    expect(aroundChanges(wordChanges('a b', 'a c'), () => '…')).toEqual(wordChanges('a b', 'a c'));
  });

  it('are counted without marks and blanks', () => {
    expect(countWords(wordChanges('Rain, and wind.', 'Sun! And wind'))).toEqual({ added: 2, removed: 2 });
    expect(countWords(wordChanges('Hello', 'Hello 👨‍👩‍👧 🇩🇪'))).toEqual({ added: 2, removed: 0 });
    expect(countWords(wordChanges('it is so.', 'it is so…'))).toEqual({ added: 0, removed: 0 });
  });

  it('never split a word', () => {
    expect(wordsIn('مَدْرَسَةٌ 👩🏽‍🚀 naïve')).toEqual(['مَدْرَسَةٌ', ' ', '👩🏽‍🚀', ' ', 'naïve']);
  });

  it('are found in time in texts that have nothing in common', () => {
    const from = Array.from({ length: 5_000 }, (_, at) => `a${at}`).join(' ');
    const to = Array.from({ length: 5_000 }, (_, at) => `b${at}`).join(' ');
    const spent = processorTime();
    expect(wordChanges(from, to)).toEqual([
      { kind: 'removed', text: from },
      { kind: 'added', text: to },
    ]);
    expect(spent()).toBeLessThan(5_000);
  });
});
