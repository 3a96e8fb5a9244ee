import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/model/post.ts';
import { type Entity, readText } from '../../src/platforms/x/text.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Words with what makes indices hard: escapes, astral characters, marks, both directions. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('&', '<b>', '🎉', '👩‍🚀', 'שלום', ' ', '\n', 'é', '&amp;'),
    ),
  )
  .map((parts) => parts.join('').replaceAll('\0', '').replace(/\r/gu, ''));

describe('reading a text', () => {
  it('gives back exactly the words that were escaped', () => {
    fc.assert(
      fc.property(words, (text) => {
        const { segments: read } = readText({ text: escaped(text), range: null, entities: [] });
        expect(textOf(read)).toBe(text.trim());
      }),
    );
  });

  it('finds a tag wherever it stands, by code points', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const start = [...escaped(before)].length;
        const entity: Entity = {
          indices: [start, start + 4],
          literals: ['#tag'],
          segment: { kind: 'tag', text: '#tag', tag: 'tag', url: 'https://x.com/hashtag/tag' },
          isHiddenAtEnd: false,
        };
        const { segments: read } = readText({
          text: `${escaped(before)}#tag${escaped(after)}`,
          range: null,
          entities: [entity],
        });
        expect(read.filter(({ kind }) => kind === 'tag')).toHaveLength(1);
        expect(textOf(read)).toBe(`${before}#tag${after}`.trim());
      }),
    );
  });

  it('shows exactly the range, in UTF-16 units', () => {
    fc.assert(
      fc.property(words, words, words, (before, shown, after) => {
        const start = escaped(before).length;
        const range = [start, start + escaped(shown).length] as const;
        const { segments: read } = readText({ text: escaped(before + shown + after), range, entities: [] });
        expect(textOf(read)).toBe(shown.trim());
      }),
    );
  });

  it('bears any entities and any range', () => {
    const number = fc.oneof(fc.nat(50), fc.maxSafeNat());
    const entity = fc.record({
      indices: fc.tuple(number, number),
      literals: fc.array(fc.string(), { maxLength: 2 }),
      segment: fc.constant({ kind: 'link', text: 'a.b', url: 'https://a.b/' } as const),
      isHiddenAtEnd: fc.boolean(),
    });
    fc.assert(
      fc.property(words, fc.option(fc.tuple(number, number)), fc.array(entity), (text, range, entities) => {
        const { segments: read } = readText({ text: escaped(text), range, entities });
        expect(read.every(({ text: shown }) => shown !== '' && shown.isWellFormed())).toBe(true);
      }),
    );
  });
});
