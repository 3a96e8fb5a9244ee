import { describe, expect, it } from 'vitest';
import { readLinks } from '../../src/memento/link-format.ts';
import { momentOfHttpDate, momentOfTimestamp, timestampOf } from '../../src/memento/moments.ts';
import { growthOf } from '../detect/growth.ts';
import { seededRandom } from '../html/seeded-random.ts';

const read = (text: string, most = 100) => readLinks(text, most);

describe('links of a TimeMap', () => {
  it('are read with their relations and dates, commas and all', () => {
    const text = `<https://x.example/a,b;c?d="e">; rel="original",
<https://archive.example/timemap/link/https://x.example/a,b>
 ; rel="self"; type="application/link-format"
 ; from="Tue, 20 Jun 2000 18:02:59 GMT"; until="Wed, 09 Apr 2008 20:30:51 GMT",
<https://archive.example/20000620180259/https://x.example/a,b>; rel="first memento";datetime="Tue, 20 Jun 2000 18:02:59 GMT"`;
    const none = { datetime: null, from: null, until: null };
    expect(read(text)).toEqual([
      { uri: 'https://x.example/a,b;c?d="e"', rels: ['original'], ...none },
      {
        uri: 'https://archive.example/timemap/link/https://x.example/a,b',
        rels: ['self'],
        datetime: null,
        from: 'Tue, 20 Jun 2000 18:02:59 GMT',
        until: 'Wed, 09 Apr 2008 20:30:51 GMT',
      },
      {
        uri: 'https://archive.example/20000620180259/https://x.example/a,b',
        rels: ['first', 'memento'],
        ...none,
        datetime: 'Tue, 20 Jun 2000 18:02:59 GMT',
      },
    ]);
  });

  it.each([
    ['<https://a.example/>;rel=memento', 'without quotes'],
    ['<https://a.example/> ; REL = "Memento"', 'with blanks and capitals'],
    ['junk <https://a.example/>;rel="memento"', 'after junk'],
    ['<broken\n<https://a.example/>;rel="memento"', 'after an address that never ended'],
    ['<https://a.example/>;;;rel="memento" junk', 'with junk between'],
    ['<https://a.example/>;title="a, <b>; c";rel="memento"', 'beside a title with everything in it'],
    ['<https://a.example/>;rel="memento";rel="original"', 'told twice, the first counts'],
    ['<https://a.example/>;rel="memento;', 'with a quote left open'],
    ['<>;rel="original", <https://a.example/>;rel="memento"', 'after an empty one'],
    ['<a b>;rel="original", <https://a.example/>;rel="memento"', 'after one that is no address'],
    ['<https://a.example/>;__proto__="x";rel="memento"', 'with a name out of hell'],
  ])('%s (%#)', (text) => {
    const links = read(text);
    expect(links.map(({ uri }) => uri)).toEqual(['https://a.example/']);
    expect(links[0]?.rels[0]).toMatch(/^memento/u);
  });

  it('stand apart where the comma was forgotten', () => {
    const text = '<https://a.example/>; rel="memento"\n<https://b.example/>; rel="memento"';
    expect(read(text).map(({ uri }) => uri)).toEqual(['https://a.example/', 'https://b.example/']);
  });

  it('are no more than asked for', () => {
    expect(read('<https://a.example/>;rel="memento",\n'.repeat(1_000), 10)).toHaveLength(10);
  });

  it.each(['', '<', '>', '<<<', '>>>', ';;;', '"', 'plain words', '{"links": []}'])(
    'are none in %s',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  it('are read in linear time', () => {
    for (const piece of ['<', '>', '<a>', '<a>;', '<a>;b="', '<a>;b=c,', ';', '"', '<a> ', '<a>;b= '])
      expect(growthOf((n) => readLinks(piece.repeat(n * 4), 1_000_000))).toBeLessThan(3);
  });

  it('never throw, on any text', () => {
    const random = seededRandom(7089);
    const alphabet = [
      '<',
      '>',
      ';',
      ',',
      '"',
      '=',
      ' ',
      '\n',
      'rel',
      'memento',
      'datetime',
      'https://a.example/',
      '\\',
      '\0',
    ];
    for (let turn = 0; turn < 3_000; turn += 1) {
      const text = Array.from({ length: 40 }, () => alphabet[Math.floor(random() * alphabet.length)]).join(
        '',
      );
      for (const { uri } of read(text)) expect(uri).toMatch(/^\S+$/u);
    }
  });
});

describe('moments', () => {
  it('are read from 14 digits and from HTTP dates', () => {
    expect(momentOfTimestamp('20200229235959')).toBe('2020-02-29T23:59:59.000Z');
    expect(momentOfHttpDate('Sat, 29 Feb 2020 23:59:59 GMT')).toBe('2020-02-29T23:59:59.000Z');
    expect(momentOfHttpDate('Sun, 1 mar 2020 00:00:00 gmt')).toBe('2020-03-01T00:00:00.000Z');
    expect(timestampOf('2020-02-29T23:59:59.000Z')).toBe('20200229235959');
    expect(timestampOf('2020-02-29')).toBe('20200229000000');
  });

  it.each([
    '00000000000000',
    '20200230000000',
    '20201301000000',
    '20200101240000',
    '20200101006000',
    '2020',
    '',
    'x',
  ])('are none in %s', (digits) => {
    expect(momentOfTimestamp(digits)).toBeNull();
  });

  it.each([
    'Sun, 30 Feb 2020 00:00:00 GMT',
    'Sun, 01 Foo 2020 00:00:00 GMT',
    'Sun, 01 Mar 2020 25:00:00 GMT',
    'Sun, 01 Mar 2020 00:00:00 +0200',
    '2020-03-01T00:00:00Z',
    'yesterday',
    '',
  ])('are none in %s', (text) => {
    expect(momentOfHttpDate(text)).toBeNull();
  });
});
