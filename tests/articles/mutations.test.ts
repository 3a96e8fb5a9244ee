import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { articlesOf, readIn } from './reading.ts';

/** Mulberry32: the same seed, the same numbers. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const quote =
  '<blockquote class="twitter-tweet"><p>caf\u00e9 \u{1f600}</p>&mdash; Jack (@jack) <a href="https://x.com/jack/status/20">May 4, 2022</a></blockquote>';
const escaped = quote.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const object = `{"type":"embed","data":{"url":"https:\\/\\/x.com\\/jack\\/status\\/21"},"html":${JSON.stringify(quote)}}`;
const seeds = [
  `<rss><channel><item><guid>a</guid><description>${escaped}</description></item><item><guid>b</guid><description><![CDATA[${quote}]]></description></item></channel></rss>`,
  `<feed><entry><id>a</id><content type="xhtml"><div>${quote}</div></content></entry></feed>`,
  `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","content_html":${JSON.stringify(quote)}}]}`,
  `[${object}, ${object.replaceAll('/21', '/22')}]`,
  `<!doctype html><p>x</p><script type="application/json">{"a":[${object}]}</script>`,
];
const pieces = [
  '<',
  '>',
  '&',
  ';',
  '"',
  '\\',
  '\\u',
  ']]>',
  '<![CDATA[',
  '&#x',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\0',
  '\ud83d',
  '\u00e9',
];

function mutated(text: string, random: () => number): string {
  let changed = text;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
    const at = Math.floor(random() * changed.length);
    const cut = random() < 0.5 ? Math.floor(random() * 12) : 0;
    const piece = random() < 0.7 ? (pieces[Math.floor(random() * pieces.length)] ?? '') : '';
    changed = changed.slice(0, at) + piece + changed.slice(at + cut);
  }
  return changed;
}

describe('damaged feeds and data', () => {
  it('throw nothing, and give no range outside the bytes or out of order (1,000 seeded mutations)', async () => {
    const random = createRandom(20_260_101);
    let embeds = 0;
    for (let round = 0; round < 1000; round += 1) {
      const text = mutated(seeds[round % seeds.length] ?? '', random);
      const articles = articlesOf(await readIn({}, ['-'], { stdin: text }));
      for (const article of articles) {
        let last = 0;
        for (const { start, end } of detect(article, platforms).embeds) {
          embeds += 1;
          expect(start, text).toBeGreaterThanOrEqual(last);
          expect(end, text).toBeGreaterThan(start);
          expect(end, text).toBeLessThanOrEqual(article.bytes.length);
          last = end;
        }
      }
    }
    expect(embeds).toBeGreaterThan(500);
  });
});
