import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { processorTime } from '../processor-time.ts';
import { growthOf } from './growth.ts';

const link = 'https://x.com/jo/status/20';
const anchor = `<a href="${link}">May 4, 2022</a>`;
const open = '<blockquote class="twitter-tweet">';
const tweet = `${open}<p>Hi</p>— Jo (@jo) ${anchor}</blockquote>`;
/** Makes the page worth a look at all. */
const sign = '<p>x.com</p>';

/** Pages that cost some readers time as the square of their length; `n` scales them. */
const hostile: Readonly<Record<string, (n: number) => string>> = {
  'one long line': (n) => sign + 'a'.repeat(n * 100),
  'a line of spaces': (n) => sign + ' '.repeat(n * 100),
  'unclosed elements': (n) => sign + '<div>'.repeat(n),
  'nested elements, then a post': (n) => '<div>'.repeat(n) + '</div>'.repeat(n) + tweet,
  'unclosed quotes, then a link': (n) => open.repeat(n) + anchor,
  'unclosed quotes with links': (n) => `${open}${anchor}`.repeat(n / 4),
  'unclosed quotes without a class': (n) => '<blockquote>'.repeat(n) + anchor,
  'many attributes': (n) =>
    `${open.slice(0, -1)} ${Array.from({ length: n }, (_, at) => `a${at}=1`).join(' ')}>${anchor}</blockquote>`,
  'many times the same attribute': (n) => `<a ${`href="${link}" `.repeat(n)}>x</a>`,
  'one long attribute': (n) => `${open.slice(0, -1)} title="${'y'.repeat(n * 50)}">${anchor}</blockquote>`,
  'misnested formatting': (n) => sign + '<b><i><a><font>'.repeat(n / 4) + '<p>'.repeat(n / 4),
  'links around blocks': (n) => sign + '<a><div>'.repeat(n / 2),
  'less-than signs': (n) => sign + '<'.repeat(n * 10),
  'comments never closed': (n) => sign + '<!--'.repeat(n),
  'comments closed oddly': (n) => sign + '<!--x--!>'.repeat(n),
  'scripts never closed': (n) => sign + '<script>'.repeat(n),
  'CDATA never closed': (n) => `${sign}<svg>${'<![CDATA['.repeat(n)}`,
  'stray end tags': (n) =>
    `${sign}<section>${'<div>'.repeat(n)}${'</section>'.repeat(n)}${'</b></p>'.repeat(n)}`,
  'list items in lists': (n) => `${sign}<li><ul>${'<div>'.repeat(n)}${'<li>'.repeat(n)}`,
  'tables in tables': (n) => sign + '<table><tr><td>'.repeat(n / 4),
  'rows in a broken table': (n) => `${sign}<table>${'<div>'.repeat(n)}${'<tr>'.repeat(n)}`,
  'pictures in pictures': (n) => sign + '<svg><foreignObject>'.repeat(n / 4),
  'code never closed': (n) => sign + '<code><p>'.repeat(n / 2) + '</code>'.repeat(n / 2),
  'quotation marks': (n) => sign + '<a x="'.repeat(n),
  'character references': (n) => tweet.replace('Hi', '&amp;'.repeat(n * 4)),
  signatures: (n) => `${open}<p>${'(@jo) — '.repeat(n)}</p>${anchor}</blockquote>`,
  'a long path': (n) => `<p>https://x.com/${'a/'.repeat(n * 10)}</p>`,
  schemes: (n) => sign + 'http://'.repeat(n * 10),
  'at signs': (n) => sign + '@'.repeat(n * 50),
  'half an address': (n) => sign + 'status/'.repeat(n * 10),
  'shortcodes never closed': (n) => `${'[embed '.repeat(n * 5)}https://x.com/`,
  'block comments never closed': (n) => `<!-- wp:embed {"url":"${link}"} -->`.repeat(n / 4),
  'links in sentences': (n) => `<p>${`as ${anchor} `.repeat(n / 4)}</p>`,
};

const folder = join(import.meta.dirname, '../cases/detect/html');
const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.html'))
  .map((name) => readFileSync(join(folder, name)));

describe('hostile pages', () => {
  for (const [what, make] of Object.entries(hostile))
    it(`takes time in proportion: ${what}`, () => {
      expect(growthOf((n) => run(make(n)))).toBeLessThanOrEqual(2.5);
    });

  it.each(['<!--', '<div x="', '<div a', '<amp-', '.', 'x.c', '<script data-'])(
    'takes time in proportion to tell that nothing is there: %s',
    (piece) => {
      expect(growthOf((n) => run(piece.repeat(n * 4)))).toBeLessThanOrEqual(2.5);
    },
  );

  it('takes no more than 1,000 posts of an article', () => {
    const page = Array.from(
      { length: 3000 },
      (_, at) => `${tweet.replace('status/20', `status/${at + 1}`)}<p>a</p>`,
    );
    const { embeds } = run(page.join(''));
    expect(embeds).toHaveLength(1000);
    expect(embeds[999]?.name).toBe('x:1000');
  });

  it('finds the post under 100,000 unclosed quotes, and after 50,000 unclosed elements', () => {
    expect(run(open.repeat(100_000) + anchor).embeds.map(({ name }) => name)).toEqual(['x:20']);
    expect(run(`<p>a</p>${'<div>'.repeat(50_000)}a${tweet}`).embeds.map(({ name }) => name)).toEqual([
      'x:20',
    ]);
  });

  it('passes over what is nested deeper than any article, and goes on after it', () => {
    const page = `${'<div>'.repeat(400_000)}${'</div>'.repeat(400_000)}${tweet}`;
    expect(run(page).embeds.map(({ name }) => name)).toEqual(['x:20']);
  });

  it('never throws nor leaves the page, whatever is done to it', () => {
    const random = seededRandom(7);
    for (let turn = 0; turn < 1500; turn += 1) {
      const bytes = mutated(pages[turn % pages.length] ?? Buffer.alloc(0), random);
      const given = { name: 'page', bytes, format: 'html', charset: null, url: null } as const;
      let last = 0;
      for (const { start, end } of detect(given, platforms, { mentions: true }).embeds) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(bytes.length);
    }
  });

  it('reads a line of 50 MB within seconds', () => {
    const bytes = Buffer.alloc(50_000_000, 'a');
    bytes.write(tweet, 25_000_000);
    const spent = processorTime();
    const { embeds } = detect({ name: 'long', bytes, format: 'html', charset: null, url: null }, platforms);
    expect(embeds.map(({ start, end }) => [start, end])).toEqual([
      [25_000_000, 25_000_000 + Buffer.byteLength(tweet)],
    ]);
    expect(spent()).toBeLessThan(10_000);
  });
});

function run(source: string) {
  return detect(
    { name: 'page.html', bytes: Buffer.from(source), format: 'html', charset: null, url: null },
    platforms,
  );
}

/** Bytes cut out, doubled, swapped with another place or changed. */
function mutated(page: Buffer, random: () => number): Buffer {
  let bytes = page;
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * bytes.length);
    const to = at + Math.floor(random() * 60);
    const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
    const noise = Buffer.from([Math.floor(random() * 256), 0x3c, Math.floor(random() * 256)]);
    const choice = Math.floor(random() * 4);
    bytes = Buffer.concat(
      [
        [before, after],
        [before, piece, piece, after],
        [after, before],
        [before, noise, after],
      ][choice] ?? [bytes],
    );
  }
  return bytes;
}
