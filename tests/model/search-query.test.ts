import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksNothing, readQuery } from '../../src/model/search-query.ts';
import type { Term } from '../../src/model/search-term.ts';
import { processorTime } from '../processor-time.ts';

function written({ tokens, isPrefix }: Term): string {
  return tokens.join('+') + (isPrefix ? '*' : '');
}

/** `a & b|c !d`, then the filters that are set. */
function reading(typed: string): string {
  const { all, none, filters, without } = readQuery(typed);
  const words = all.map((terms) => terms.map(written).join('|')).join(' & ');
  const set = [filters, without].flatMap((side, index) =>
    Object.entries(side)
      .filter(([, value]) => value !== null && value.length > 0)
      .map(([key, value]) => {
        const shown = key === 'articles' ? side.articles.map(written).join() : String(value);
        return `${index === 1 ? '-' : ''}${key}=${shown}`;
      }),
  );
  return [words, ...none.map((term) => `!${written(term)}`), ...set].filter(Boolean).join(' ');
}

describe('reading what people look for', () => {
  it.each([
    ['climate change', 'climate & change'],
    ['"climate change" -hoax', 'climate+change !hoax'],
    ['climate OR weather report', 'climate|weather & report'],
    ['a | b', 'a|b'],
    ['clim* "new yo"*', 'clim* & new+yo*'],
    [
      '“smart quotes” „wie hier“ «عبارة كاملة» 「東京都」',
      'smart+quotes & wie+hier & عباره+كامله & 東京+京都',
    ],
    ['الق* القاه*', 'ق* & قاه*'],
    ['東', '東*'],
    ['2023年', '2023+年*'],
    ['東京に hello', '東京+京に & hello'],
    ['NOT hoax −lie a', 'a !hoax !lie'],
    ['a AND b & c', 'a & b & c'],
    ["bbc_news o'brien", 'bbc+news & o+brien'],
    ['x:1703', 'x+1703'],
    ['https://news.test/%D8%A7?a=1', 'news+test+ا+a+1'],
    ['from:@BBC_News,cnn platform:X', 'from=bbc_news,cnn platforms=x'],
    ['state:deleted,Suspended STATE:live', 'states=deleted,suspended,live'],
    ['state:gone', 'states=deleted,suspended,account-gone,protected,restricted,withheld,removed'],
    ['since:2023-01 until:2024', 'since=2023-01 until=2024'],
    ['since:2023-01-31T10:00+02:00', 'since=2023-01-31T08:00:00.000Z'],
    ['article:news.test/world has:photo,alt', 'articles=news+test+world has=photo,alt'],
    ['article:"two words" -from:spam NOT has:poll', 'articles=two+words -from=spam -has=poll'],
  ])('reads %s', (typed, expected) => {
    expect(reading(typed)).toBe(expected);
    expect(readQuery(typed).notes).toEqual([]);
  });

  it.each([
    ['Portland OR', 'portland & or'],
    ['OR', 'or'],
    ['OR x', 'or & x'],
    ['"unbalanced words', 'unbalanced+words'],
    ['a "b c"d', 'a & b+c & d'],
    ['a"b c', 'a+b & c'],
    ['NEAR(a b, 3)', 'near+a & b & 3'],
    ['^a {text}: b*c', 'a & text & b+c'],
    ['text:foo + (bar)', 'text+foo & bar'],
    ['a\u0000b \ud800', 'a+b'],
    ['from: bbc', 'from & bbc'],
    ['a OR -b', 'a !b'],
    ["'; DROP TABLE posts; --", 'drop & table & posts'],
  ])('has a reading for %j', (typed, expected) => {
    expect(reading(typed)).toBe(expected);
  });

  it.each(['', ' ', '"', '""', '*', '-', '- -', '()', '!?.', '\u0000', '\udfff', 'OR'.repeat(0)])(
    'finds nothing to look for in %j',
    (typed) => {
      expect(asksNothing(readQuery(typed))).toBe(true);
    },
  );

  it.each([
    ['state:banana a', 'a', 'state: there is no banana'],
    ['since:2023-02-31 a', 'a', 'since: 2023-02-31 is no date'],
    ['has:legs a', 'a', 'has: posts have no legs'],
    ['from:@ a', 'a', 'from: needs a handle'],
    ['-since:2023 a', 'a', '-since:2023 was left out'],
  ])('leaves out what is wrong in %s, and says so', (typed, expected, note) => {
    expect(reading(typed)).toBe(expected);
    expect(readQuery(typed).notes).toEqual([expect.stringContaining(note)]);
  });

  it('looks at no more than anybody asks', () => {
    const spent = processorTime();
    for (const typed of [
      'a '.repeat(500_000),
      '" -('.repeat(250_000),
      '“«-'.repeat(300_000),
      'x'.repeat(1e6),
    ]) {
      const { all, none, notes } = readQuery(typed);
      expect(all.length + none.length).toBeLessThanOrEqual(40);
      expect(notes.length).toBeGreaterThan(0);
    }
    expect(spent()).toBeLessThan(2_000);
  });

  it('gives only words that a word can be, whatever is typed', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { all, none } = readQuery(typed);
        for (const term of [...all.flat(), ...none])
          for (const token of term.tokens)
            expect(token).toMatch(/^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{RI}]+$/u);
      }),
      { numRuns: 500 },
    );
  });
});
