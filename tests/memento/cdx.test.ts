import { describe, expect, it } from 'vitest';
import { readCdx } from '../../src/memento/cdx.ts';
import { growthOf } from '../detect/growth.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { recordedAnswers, withoutCorpus } from '../platforms/platform-corpus.ts';

const read = (text: string) => readCdx(new TextEncoder().encode(text));
const digest = 'JJK5HCJRLNADLDWSVSCCJNMV3JWE4XFI';
const row = ['https://x.example/1', '20200524191958', digest, 'text/html', '200'];
const header = ['original', 'timestamp', 'digest', 'mimetype', 'statuscode'];
const copy = {
  timestamp: '20200524191958',
  original: 'https://x.example/1',
  mediaType: 'text/html',
  status: 200,
  digest,
};

describe('an index in JSON', () => {
  it('is read by its header row, in whatever order the columns come', () => {
    expect(read(JSON.stringify([header, row]))).toEqual([copy]);
    expect(read(JSON.stringify([header.toReversed(), row.toReversed()]))).toEqual([copy]);
    expect(read(JSON.stringify([row]))).toEqual([copy]);
  });

  it('has nothing when it is an empty list, or its header only', () => {
    expect(read('[]')).toEqual([]);
    expect(read('[]\n')).toEqual([]);
    expect(read(JSON.stringify([header]))).toEqual([]);
  });

  it('holds the key to resume by for no row', () => {
    expect(read(JSON.stringify([header, row, [], ['com%2Cexample%29%2F+20200524191959']]))).toEqual([copy]);
  });

  it('loses only the rows that are bad, also where they make the whole no JSON', () => {
    const odd = [
      null,
      7,
      'text',
      {},
      [null],
      ['https://x.example/1', 'yesterday'],
      ['no address', '20200524191958'],
    ];
    expect(read(JSON.stringify([header, row, ...odd, row]))).toEqual([copy, copy]);
    const lines = [header, row, row].map((cells) => JSON.stringify(cells));
    expect(read(`[${lines.join(',\n')},\n["cut off","2020`)).toEqual([copy, copy]);
    expect(read(`[${lines[0]},\n\u0000garbage,\n${lines[1]}]`)).toEqual([copy]);
  });
});

describe('an index in lines', () => {
  const line = `example,x)/1 20200524191958 https://x.example/1 text/html 200 ${digest} 1811`;

  it('is read in its seven columns, or in those that were asked for', () => {
    expect(read(`${line}\n`)).toEqual([copy]);
    expect(read(row.join(' '))).toEqual([copy]);
  });

  it('holds the key to resume by for no row', () => {
    expect(read(`${line}\r\n\r\nexample%2Cx%29%2F1+20200524191959\n`)).toEqual([copy]);
  });

  it('keeps what says "as before", with the digest that names the payload', () => {
    const revisit = line.replace('text/html 200', 'warc/revisit -');
    expect(read(revisit)).toEqual([{ ...copy, mediaType: null, status: null }]);
  });
});

describe('what is no index', () => {
  it.each([
    '<html><title>Temporarily Offline</title></html>',
    'Rate limit exceeded',
    'org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException',
    '{}',
    'null',
    '[null]',
    '["a", "b"]',
    '{"error": "try later"}',
    '[[["https://x.example/1","20200524191958"]]]',
    '['.repeat(100_000),
    '\u0000\u001f\u008b\u0008',
    'a b c d e f g',
  ])('%.40s', (text) => {
    expect(read(text)).toBeNull();
  });

  it('is not an empty body, which has no rows', () => {
    expect(read('')).toEqual([]);
    expect(read(' \n')).toEqual([]);
  });
});

describe('bounds', () => {
  it('reads ten thousand rows of ten million', () => {
    const line = `x)/ 20200524191958 https://x.example/1 text/html 200 ${digest} 1\n`;
    const many = new TextEncoder().encode(line.repeat(50_000));
    expect(readCdx(many)).toHaveLength(10_000);
    expect(read(JSON.stringify([header, ...Array.from({ length: 20_000 }, () => row)]))).toHaveLength(10_000);
  });

  it('reads in linear time', () => {
    for (const piece of ['[', '["a",', ' ', '\n', 'a ', '[\n', `["${'x'.repeat(9)}"]\n`])
      expect(growthOf((n) => read(`[${piece.repeat(n * 4)}`))).toBeLessThan(3);
  });

  it('never throws, on any bytes', () => {
    const random = seededRandom(41);
    const whole = JSON.stringify([header, row, row]);
    for (let turn = 0; turn < 2_000; turn += 1) {
      const bytes = new TextEncoder().encode(turn % 2 === 0 ? whole : whole.replaceAll('],', '],\n'));
      for (let hits = 0; hits < 3; hits += 1) bytes[Math.floor(random() * bytes.length)] = random() * 256;
      for (const { timestamp, original } of readCdx(bytes) ?? []) {
        expect(timestamp).toMatch(/^\d{14}$/u);
        expect(original).not.toMatch(/\s/u);
      }
    }
  });
});

const recorded = [...(recordedAnswers('wayback/cdx') ?? []), ...(recordedAnswers('wayback/cdx-text') ?? [])];

/** Rows of each recording, how many of them say "as before", and the last, as counted by other means. */
const counted: Readonly<Record<string, readonly [number, number, string]>> = {
  'scalacoward-urls-a': [18, 0, '20200608193845'],
  'test_search-0': [3, 0, '19961231235847'],
  'test_search_multipage-1': [25, 0, '20010503212618'],
  'test_search_with_date-0': [1000, 2, '20191218145125'],
  'test_search_with_filter-1': [10, 0, '20220119182336'],
  'test_search_with_filter_list-1': [6, 0, '20220113133259'],
  'test_search_with_timezone-1': [1000, 0, '20040917084402'],
};

describe.skipIf(recorded.length === 0)(
  `recordings (${recorded.length === 0 ? withoutCorpus : 'all'})`,
  () => {
    it.each(recorded)('$name', ({ name, body }) => {
      const rows = readCdx(body) ?? [];
      const revisits = rows.filter(({ status }) => status === null).length;
      expect([rows.length, revisits, rows.at(-1)?.timestamp]).toEqual(counted[name]);
    });

    it('a blocked site is no index', () => {
      for (const { body } of recordedAnswers('wayback/cdx-error-403') ?? []) expect(readCdx(body)).toBeNull();
    });
  },
);
