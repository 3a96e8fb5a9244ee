import { describe, expect, it } from 'vitest';
import { isEmoji } from '../../src/html/emoji.ts';

describe('isEmoji', () => {
  it.each([
    ['one', '🌊'],
    ['of a text sign', '❤️'],
    ['a keycap', '1️⃣'],
    ['a flag of letters', '🇲🇦'],
    ['a flag of tags', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['with a tone of skin', '👍🏽'],
    ['eight', '🌊🌊🌊🌊🌊🌊🌊🌊'],
  ])('takes %s', (_what, text) => {
    expect(isEmoji(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['digits, which begin some', '12'],
    ['a sign that begins some', '#'],
    ['words', 'a wave'],
    ['one with words', '🌊 wave'],
    ['nine', '🌊🌊🌊🌊🌊🌊🌊🌊🌊'],
    ['half a flag', '🇲'],
    ['what joins them', '\u200d\ufe0f'],
  ])('leaves %s', (_what, text) => {
    expect(isEmoji(text)).toBe(false);
  });

  it('knows every emoji there is by what it consists of', () => {
    const made = /^\p{RGI_Emoji}{1,8}$/v;
    const points = [...range(0, 0x3300), ...range(0x1_f000, 0x1_fb00)];
    const asIs = points.filter((text) => isEmoji(text) !== made.test(text));
    const coloured = points.filter((text) => isEmoji(`${text}\ufe0f`) !== made.test(`${text}\ufe0f`));
    expect([asIs, coloured]).toEqual([[], []]);
  });
});

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => String.fromCodePoint(from + index));
}
