import { describe, expect, it } from 'vitest';
import { type Likeness, likenessOf, type Telling, theOneAlike } from '../../src/model/likeness.ts';
import { processorTime } from '../processor-time.ts';

const arabic = 'عودة العمل في الميناء بعد توقف دام ثلاثة أيام #الميناء_القديم pic.twitter.com/Ab12Cd34Ef';
const japanese = '台風の影響で港は今夜から閉鎖されます。最新の情報は公式サイトをご覧ください。';
const long = 'The harbour reopens on Monday at 9, says the port master; two cranes have been repaired since.';

function telling(text: string, changes: Partial<Telling> = {}): Telling {
  return { handle: 'harbour_news', date: '2023-09-14', text, ...changes };
}

const alike: readonly [what: string, a: string, b: string, Likeness][] = [
  ['the very same words', long, long, 'same'],
  ['other punctuation, case and spaces', long, long.toUpperCase().replaceAll(/[;,.]/gu, ' –'), 'same'],
  ['full-width letters', long, long.replaceAll('o', 'ｏ'), 'same'],
  [
    'a link printed, shortened or left out',
    `${long} https://t.co/abc`,
    `${long} port.example/news/1…`,
    'same',
  ],
  ['an emoji lost', `🚢 ${long}`, long, 'same'],
  ['Arabic, its media link lost', arabic, arabic.replace(/pic.*/u, ''), 'same'],
  ['Arabic, its vowel signs lost', arabic.replace('عودة', 'عَوْدة'), arabic, 'same'],
  ['Japanese, other marks', japanese, japanese.replaceAll('。', ' '), 'same'],
  ['cut with an ellipsis', `${long.slice(0, 60)}…`, long, 'cut'],
  ['cut without a mark', long.slice(0, 70), long, 'cut'],
  [
    'cut within a number, marked',
    'Forty letters and digits stand before the sum of 12…',
    'Forty letters and digits stand before the sum of 1234',
    'cut',
  ],
  [
    'a mention left out',
    'Thanks to @portmaster the old harbour opens again next week for all ships of our town',
    'Thanks to the old harbour opens again next week for all ships of our town',
    'unlinked',
  ],
  [
    'a tag left out that repeats a word',
    'All ships are back in #harbour harbour once more tonight, and so are their crews, says the port',
    'All ships are back in harbour once more tonight, and so are their crews, says the port',
    'unlinked',
  ],
  [
    'an Arabic tag left out',
    `${arabic} بحسب بيان الوزارة`,
    `${arabic.replace('#الميناء_القديم', '')} بحسب بيان الوزارة`,
    'unlinked',
  ],
  ['a Japanese tag left out', `${japanese} #台風情報`, japanese, 'unlinked'],
  ['a Japanese tag left out within', `#台風情報 ${japanese}`, japanese, 'unlinked'],
];

const unlike: readonly [what: string, a: string, b: string][] = [
  ['one word changed', long, long.replace('Monday', 'Tuesday')],
  ['one word changed in Arabic', arabic, arabic.replace('ثلاثة', 'أربعة')],
  ['one letter changed in Japanese', japanese, japanese.replace('今夜', '今朝')],
  ['a digit changed', long, long.replace('9', '8')],
  [
    'a word left out that is no link',
    'The old mill will not be closed this year, says the mayor of our town on the coast',
    'The old mill will be closed this year, says the mayor of our town on the coast',
  ],
  [
    'a rank left out, which is no tag',
    `We are #1 of all the harbours in the whole wide world, and that for ten years now`,
    `We are of all the harbours in the whole wide world, and that for ten years now`,
  ],
  ['another mention', `@ada ${long}`, `@bob ${long}`],
  ['too many mentions left out', `@ada @bob @cyd @dan ${long}`, long],
  [
    'words in another order',
    long,
    'The port master says: on Monday at 9 the harbour reopens; two cranes have been repaired since.',
  ],
  ['cut too early', long.slice(0, 40), long],
  [
    'cut within a number',
    'Forty letters and digits stand before the sum of 12',
    'Forty letters and digits stand before the sum of 1234',
  ],
  ['its end only', long.slice(20), long],
  ['too few words, though the same', 'Good morning, all!', 'Good morning, all!'],
  [
    'links only',
    'https://port.example/a-very-long-address-of-an-article',
    'https://port.example/a-very-long-address-of-an-article',
  ],
];

describe('the likeness of two tellings', () => {
  for (const [what, a, b, likeness] of alike)
    it(`is there: ${what}`, () => {
      expect(likenessOf(telling(a), telling(b))).toBe(likeness);
      expect(likenessOf(telling(b), telling(a))).toBe(likeness);
    });

  for (const [what, a, b] of unlike)
    it(`is not there: ${what}`, () => {
      expect(likenessOf(telling(a), telling(b))).toBeNull();
      expect(likenessOf(telling(b), telling(a))).toBeNull();
    });

  const places: readonly [what: string, changes: Partial<Telling>, Likeness | null][] = [
    ['the day before', { date: '2023-09-13' }, 'same'],
    ['a time of the day after', { date: '2023-09-15T23:59:59.000Z' }, 'same'],
    ['two days after', { date: '2023-09-16' }, null],
    ['three days before', { date: '2023-09-11' }, null],
    ['no day', { date: null }, null],
    ['a day that is none', { date: '2023-99-99' }, null],
    ['the handle in another case', { handle: 'Harbour_News' }, 'same'],
    ['another handle', { handle: 'harbour_new' }, null],
    ['no handle', { handle: null }, null],
  ];
  for (const [what, changes, likeness] of places)
    it(`minds account and day: ${what}`, () => {
      expect(likenessOf(telling(long), telling(long, changes))).toBe(likeness);
    });

  it('is told soon, whatever the texts', () => {
    const tags = (count: number) => '#a '.repeat(count);
    const spent = processorTime();
    expect(likenessOf(telling(`${tags(12_000)} b`), telling(`${tags(12_030)} b`))).toBe('unlinked');
    expect(likenessOf(telling(`${tags(12_000)} b`), telling(`${tags(12_030)} c`))).toBeNull();
    expect(likenessOf(telling(tags(500_000)), telling(`x ${tags(500_000)}`))).toBeNull();
    expect(spent()).toBeLessThan(3000);
  });
});

describe('the one post alike', () => {
  const of = (name: string, text: string) => ({ name, ...telling(text) });

  it('is found among others, by its best telling', () => {
    const candidates = [of('x:1', `${long.slice(0, 60)}…`), of('x:1', long), of('x:2', japanese)];
    expect(theOneAlike([telling(long)], candidates)).toMatchObject({
      candidate: candidates[1],
      likeness: 'same',
    });
  });

  it('is nobody where two could be it, or none', () => {
    expect(theOneAlike([telling(long)], [of('x:1', long), of('x:2', `${long} And more of it.`)])).toBeNull();
    expect(theOneAlike([telling(long)], [of('x:2', japanese)])).toBeNull();
    expect(theOneAlike([telling(long)], [])).toBeNull();
  });
});
