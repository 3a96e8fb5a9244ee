import { array, assert, constantFrom, json, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonSink, pastSpace, readJson, unescapeJson } from '../../src/html/json-values.ts';
import { mapText } from '../../src/html/mapped-text.ts';

const deaf: JsonSink = { open: () => {}, key: () => {}, string: () => {}, other: () => {}, close: () => {} };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** One value and nothing behind it. */
function reads(text: string): boolean {
  const { at, fault } = readJson(text, 0, deaf);
  return fault === null && pastSpace(text, at) === text.length;
}

function stringsOf(text: string): (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  const take = (start: number, end: number) => found.push([start, end]);
  readJson(text, 0, { ...deaf, string: take, key: take });
  return found;
}

describe('reading JSON', () => {
  it('takes what JSON.parse takes', () => {
    assert(
      property(json({ maxDepth: 6 }), constantFrom(undefined, 1, '\t'), (text, indent) => {
        expect(reads(JSON.stringify(JSON.parse(text), null, indent))).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('refuses what JSON.parse refuses, but for what stands inside strings', () => {
    const pieces = constantFrom(...'{ } [ ] , : "a" " 1 - .5 e3 true nul'.split(' '), ' ', '\n');
    assert(
      property(array(pieces, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        // a raw line end in a string is let pass
        expect(reads(text), text).toBe(isJson(text) || isJson(text.replaceAll('\n', ' ')));
      }),
      { seed: 2, numRuns: 5000 },
    );
  });

  it.each([
    ['{"a": 1,}', 8, 'a name in double quotes is missing'],
    ['[1 2]', 3, '"," or "]" is missing'],
    ['{"a" 1}', 5, '":" is missing'],
    ['["abc', 1, 'a string never ends'],
    ['{"a": [1, ', 10, 'it breaks off'],
    ['', 0, 'it breaks off'],
    ['['.repeat(20_000), 10_000, 'values are nested more than 10000 deep'],
  ])('says where %.12j stops being JSON', (text, at, fault) => {
    expect(readJson(text, 0, deaf)).toEqual({ at, fault });
  });
});

describe('strings of JSON', () => {
  it('are unescaped as JSON.parse does, each character mapped to its own source', () => {
    const escaped = constantFrom(
      '\\u00e9',
      '\\ud83d\\ude00',
      '\\n',
      '\\/',
      '\\"',
      '\\\\',
      'a',
      '\u00e9',
      '\u{1f600}',
      '\\u003C',
    );
    assert(
      property(array(escaped, { maxLength: 20 }), (parts) => {
        const source = parts.join('');
        const text = `["x", "${source}"]`;
        const [start, end] = stringsOf(text).at(-1) ?? [0, 0];
        const value = unescapeJson(text, start, end);
        expect(value.text).toBe(JSON.parse(`"${source}"`));
        expect([value.startOf(0), value.endOf(value.text.length)]).toEqual([start, end]);
        for (let at = 0; at < value.text.length; at += 1) {
          const own = text.slice(value.startOf(at), value.endOf(at + 1));
          expect(JSON.parse(`"${own}"`)).toBe(value.text[at]);
        }
      }),
      { seed: 3 },
    );
  });

  it('keep escapes JSON does not know as the letter itself', () => {
    expect(unescapeJson('\\x\\u12\\', 0, 6).text).toBe('xu12');
  });
});

describe('mapped texts', () => {
  it('end where the last character ends, not where the next part begins', () => {
    const source = '[ab] [cd]';
    const mapped = mapText(source, [
      { start: 1, end: 3, findEscape: null },
      { start: 6, end: 8, findEscape: null },
    ]);
    expect(mapped.text).toBe('abcd');
    expect([mapped.endOf(2), mapped.startOf(2), mapped.endOf(4), mapped.startOf(4)]).toEqual([3, 6, 8, 8]);
    expect([mapped.startOf(0), mapped.endOf(0), mapped.startOf(-1), mapped.endOf(99)]).toEqual([1, 1, 1, 8]);
  });

  it('of nothing stand where their source does', () => {
    const mapped = mapText('abc', [{ start: 2, end: 2, findEscape: null }]);
    expect([mapped.text, mapped.startOf(0), mapped.endOf(0)]).toEqual(['', 2, 2]);
  });
});
