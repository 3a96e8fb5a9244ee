import { describe, expect, it } from 'vitest';
import { detectMarkdown } from '../../src/detect/markdown.ts';
import { detectText } from '../../src/detect/text.ts';
import type { DecodedText } from '../../src/html/decoded-text.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { processorTime } from '../processor-time.ts';

function decoded(text: string): DecodedText {
  return {
    text,
    utf8: null,
    utf8Start: 0,
    encoding: 'utf-8',
    guessed: false,
    byteOffset: (index) => index,
  };
}

const article: Article = {
  name: 'a.md',
  bytes: new Uint8Array(),
  format: 'markdown',
  charset: null,
  url: null,
};

/** Each part is repeated to a tenth of a megabyte. Anything quadratic takes half a minute at that size. */
const parts: readonly string[] = [
  '@',
  '(@',
  '(@a) ',
  '(@a)\n',
  '— n (@a) May 3, 2018 ',
  '- n (@a)\n',
  'pic.twitter.com/abcdefghij ',
  'pic.\n',
  'https://x.com/',
  'https://t.co/abc ',
  'http://',
  'www.',
  'a/',
  'status/',
  '— ',
  '&mdash;',
  '. ',
  '! A',
  'a post shared by ',
  'skip twitter post by ',
  '"',
  '\n',
  ' ',
  '\u200f',
  '2018 ',
  '1',
  'ا ',
  '🍁',
  '`',
  '`x``',
  '<!--',
  '{/*',
  '<pre',
  '```\n',
  '> [',
  '[',
  '{{< tweet ',
  '{% raw %}',
  '    x\n',
];

describe('hostile texts', () => {
  it.each(parts.map((part) => [JSON.stringify(part), part]))(
    '%s over and over is read in linear time',
    (_, part = '') => {
      const text = part.repeat(Math.ceil(100_000 / part.length));
      for (const whole of [text, `${text}— n (@a) May 3, 2018`, `(@a)${text}`]) {
        const spent = processorTime();
        detectText(decoded(whole), article, platforms);
        detectMarkdown(decoded(whole), article, platforms, () => []);
        expect(spent()).toBeLessThan(10_000);
      }
    },
  );

  it('reads a line of fifty megabytes', () => {
    const text = `${'كلمة '.repeat(1e7)}— n (@a) May 3, 2018`;
    const spent = processorTime();
    expect(detectText(decoded(text), article, platforms)).toHaveLength(1);
    expect(spent()).toBeLessThan(30_000);
  });

  it('makes no path or number of handles and ids', () => {
    for (const handle of ['../../etc/passwd', '..', 'a/b', 'a b', 'ا', 'x'.repeat(300), 'a\0b', 'a.b']) {
      const found = detectText(
        decoded(`Words that are quoted here\n— Ana (@${handle}) May 3, 2018`),
        article,
        platforms,
      );
      expect(found).toEqual([]);
    }
    for (const handle of ['constructor', '__proto__', 'CON', 'Foo', 'foo']) {
      const [embed] = detectText(
        decoded(`Words that are quoted here\n— Ana (@${handle}) May 3, 2018`),
        article,
        platforms,
      );
      expect(embed?.quoted?.handle).toBe(handle);
    }
    const odd = ['40'.repeat(20), '1e30', '-1', '0', '１２３', '12;ls', '0x1F']
      .map((id) => `https://x.com/a/status/${id}\n`)
      .join('');
    for (const { ref } of detectText(decoded(odd), article, platforms))
      expect(ref?.id).toMatch(/^[1-9]\d{0,19}$/u);
    const [exact] = detectText(decoded('https://x.com/a/status/1595150565428039681'), article, platforms);
    expect(exact?.ref?.id).toBe('1595150565428039681');
  });
});
