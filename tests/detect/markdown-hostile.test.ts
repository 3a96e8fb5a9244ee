import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { seededRandom } from '../html/seeded-random.ts';
import { growthOf } from './growth.ts';

const many = 'a b c d e f g h i j k l m '.repeat(15);

/** Markdown that costs some readers time as the square of its length; `n` scales it. */
const hostile: Readonly<Record<string, (n: number) => string>> = {
  'components never closed': (n) => '<Tweet '.repeat(n),
  'components with braces never closed': (n) => '<Tweet {'.repeat(n),
  'components with quotes never closed': (n) => "<Tweet id={'".repeat(n),
  'components without their ends': (n) => '<Tweet id="20">'.repeat(n / 2),
  'components with one body for all': (n) => `${'<Tweet id="a">'.repeat(n)}</Tweet>`,
  'components that name nothing': (n) => '<Embed a="b/c" c="d/c" e="f" g="h"/>\n'.repeat(n / 8),
  'one long component': (n) => `<Tweet ${'a="b" '.repeat(n)}/>`,
  'shortcodes never closed': (n) => '{{< tweet '.repeat(n),
  'shortcodes with many arguments': (n) => `{{< facebook ${many}>}}\n`.repeat(n / 80),
  'tags never closed': (n) => '{% tweet '.repeat(n),
  'tags with many arguments': (n) => `{% embed ${many}%}\n`.repeat(n / 80),
  'percent signs': (n) => `{% tweet ${'%'.repeat(n * 10)}`,
  'calls never closed': (n) => '{{ tweet('.repeat(n),
  'labels never closed': (n) => '@[tweet]('.repeat(n),
  'directives never closed': (n) => '::tweet[a]{'.repeat(n),
  'directives that name nothing': (n) => '::tweet{#a}\n'.repeat(n / 4),
  colons: (n) => ':'.repeat(n * 20),
  'imports without an end': (n) => 'import a\n'.repeat(n),
  'an import of spaces': (n) => `import ${' '.repeat(n * 20)}\n`,
  'pictures never closed': (n) => '![](https://a.b/c "\n\n'.repeat(n / 4),
  'videos in frames never closed': (n) => '<iframe src="https://www.youtube.com/embed/x">\n'.repeat(n / 8),
  'boxes never closed': (n) =>
    '<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"><p>x'.repeat(n / 16),
  'signatures in a quote': (n) =>
    `<blockquote class="instagram-media">instagram <p>${'a (@b) <a>c</a>'.repeat(n / 2)}</p></blockquote>`,
  'paragraphs in a box': (n) =>
    `<div class="fb-post" data-href="https://www.facebook.com/a/posts/1">${'<p><a href="https://www.facebook.com/b">c</a></p>'.repeat(n / 8)}</div>`,
};

describe('hostile Markdown', () => {
  for (const [name, make] of Object.entries(hostile))
    it(`takes time in proportion to its length: ${name}`, () => {
      expect(growthOf((n) => run(make(n)))).toBeLessThanOrEqual(2.5);
    });

  it('never throws, and gives ranges in order and inside, however it is damaged', () => {
    const samples = [
      '# Größe\n\n<Tweet id="20" />\n\n{{< youtube id="w7Ft2ym_m-c" >}} 😀\n\n{% embed https://x.com/jack/status/21 %}\n\n::tweet[a]{#22}\n',
      'import { Tweet } from "x"\n\n<Tweet id={`20`}>\n  {/* <Tweet id="1" /> */}\n</Tweet>\n\n```\n{{< x 3 >}}\n```\n\n![](https://youtu.be/w7Ft2ym_m-c)\n',
      ...articles(),
    ].map((text) => Buffer.from(text));
    const random = seededRandom(20);
    for (let round = 0; round < 600; round += 1) {
      const bytes = damaged(samples[round % samples.length] ?? Buffer.alloc(0), random);
      let last = 0;
      for (const { start, end } of run(bytes)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(bytes.length);
    }
  });
});

function run(source: string | Buffer) {
  const bytes = Buffer.from(source);
  return detect({ name: 'a.md', bytes, format: 'markdown', charset: null, url: null }, platforms).embeds;
}

/** The samples in Markdown. */
function articles(): string[] {
  const folder = join(import.meta.dirname, '../../data/samples');
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Bytes cut out, doubled, swapped with another place, or changed to what opens and closes code. */
function damaged(article: Buffer, random: () => number): Buffer {
  let bytes = article;
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * bytes.length);
    const to = at + Math.floor(random() * 40);
    const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
    const marks = '<>{}[]()`"\'%/:@\n'.charAt(Math.floor(random() * 16));
    const choice = Math.floor(random() * 4);
    bytes = Buffer.concat(
      [
        [before, after],
        [before, piece, piece, after],
        [after, before],
        [before, Buffer.from(marks), after],
      ][choice] ?? [bytes],
    );
  }
  return bytes;
}
