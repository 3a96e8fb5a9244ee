import { assert, property, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/model/post.ts';
import { cleanLine, cleanLines } from '../../src/render/clean-text.ts';
import { shownText } from '../../src/render/shown-text.ts';
import { processorTime } from '../processor-time.ts';
import { mention, text } from './views.ts';

const shown = (...texts: string[]) => textOf(shownText(texts.map(text)).segments);

describe('direction controls', () => {
  for (const [what, written, kept] of [
    ['an override nobody ends', 'a\u202eb', 'a\u202eb\u202c'],
    ['isolates nobody ends', '\u2066a\u2067b', '\u2066a\u2067b\u2069\u2069'],
    ['ends without a beginning', 'a\u2069\u202cb', 'ab'],
    ['an isolate that closes an embedding in it', '\u2066a\u202bb\u2069c', '\u2066a\u202bb\u202c\u2069c'],
    [
      'an embedding’s end within a later isolate',
      '\u202ba\u2066b\u202cc\u2069',
      '\u202ba\u2066bc\u2069\u202c',
    ],
  ] as const)
    it(`are balanced: ${what}`, () => expect(cleanLine(written)).toBe(kept));

  it('are balanced in any text, line by line', () => {
    assert(
      property(stringMatching(/^[ab\n\u202a-\u202e\u2066-\u2069]{0,30}$/u), (written) => {
        for (const line of cleanLines(written).split('\n')) {
          expect(unbalanced(line)).toBe(0);
          expect(line.replace(/[^ab]/gu, '')).toHaveLength(line.match(/[ab]/gu)?.length ?? 0);
        }
        expect(cleanLines(written).replace(/[^ab\n]/gu, '')).toBe(written.replace(/[^ab\n]/gu, ''));
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('controls', () => {
  it('are left out, line ends made one kind', () => {
    expect(cleanLines('a\0\u0008\u009bb\ufffe\r\nc\rd\u2028e\u0085f\ud800')).toBe('ab\nc\nd\ne\nf\ufffd');
    expect(cleanLine(' a\r\n\t b ')).toBe('a b');
  });

  it('are never in what is shown', () => {
    assert(
      property(string({ unit: 'binary' }), (written) => {
        expect(shown(written)).not.toMatch(/[\0-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\u2028\u2029]/u);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('blank lines', () => {
  it('are kept up to two, whatever they are made of and wherever the segments end', () => {
    expect(shown('a\n\n\n\n\nb')).toBe('a\n\n\nb');
    expect(shown('a\n\n\nb')).toBe('a\n\n\nb');
    expect(shown(`a\n${'\u2800\u200b\u3164\n'.repeat(50)}b`).split('\n')).toHaveLength(4);
    expect(shown('a\n\n', '\n\n', '\n\nb').split('\n')).toHaveLength(4);
  });

  it('at the ends go', () => expect(shown('\n\n \n  a', ' b\n\n')).toBe('  a b'));

  it('before a mention stay', () => {
    expect(textOf(shownText([text('a\n\n'), mention('b')]).segments)).toBe('a\n\n@b');
  });
});

describe('texts without end', () => {
  it('are cut at 10,000 characters as readers count them, with the length of all', () => {
    const family = '👨‍👩‍👧‍👦';
    const { segments, cutFrom } = shownText([text('x'.repeat(9_999)), text(family.repeat(3))]);
    expect(textOf(segments)).toBe('x'.repeat(9_999) + family);
    expect(cutFrom).toBe(9_999 + 21);
    expect(shownText([text('x'.repeat(10_000))]).cutFrom).toBeNull();
  });

  it('are cut when a few characters carry a million marks', () => {
    const spent = processorTime();
    const { segments, cutFrom } = shownText([text(`a${'\u0301'.repeat(1_000)}`.repeat(1_000))]);
    expect(textOf(segments).length).toBeLessThanOrEqual(40_000);
    expect(cutFrom).toBe(1_001_000);
    expect(spent()).toBeLessThan(2_000);
  });

  it('never end in half a character', () => {
    expect(textOf(shownText([text(`${'x'.repeat(39_999)}😀`), text('y')]).segments).isWellFormed()).toBe(
      true,
    );
  });
});

/** Ends too many or too few, as the bidirectional algorithm pairs them. */
function unbalanced(line: string): number {
  const open: string[] = [];
  let wrong = 0;
  for (const char of line)
    if (/[\u202a\u202b\u202d\u202e]/u.test(char)) open.push('\u202c');
    else if (/[\u2066-\u2068]/u.test(char)) open.push('\u2069');
    else if (/[\u202c\u2069]/u.test(char) && open.pop() !== char) wrong += 1;
  return wrong + open.length;
}
