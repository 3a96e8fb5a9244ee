import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'articles/html');
const pages = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.html')) : [];

/** What the corpus calls our platforms. */
const names: Readonly<Record<string, string>> = { twitter: 'x' };

const missing = pages.length === 0 ? ' (no corpus of articles here: set HOLDFAST_CORPUS)' : '';

describe.skipIf(missing !== '')(`pages of the corpus${missing}`, () => {
  it('give their posts and nothing else', () => {
    const wrong: string[] = [];
    let wanted = 0;
    let given = 0;
    let right = 0;
    for (const page of pages) {
      const expected = expectedOf(page);
      const found = new Set(embedsOf(page).map(({ name }) => name));
      const hits = expected.filter((name) => found.has(name)).length;
      wanted += expected.length;
      given += found.size;
      right += hits;
      if (hits < expected.length || hits < found.size)
        wrong.push(`${page}: expected ${expected.join(' ')}, found ${[...found].join(' ')}`);
    }
    const recall = right / wanted;
    const precision = right / given;
    console.log(
      `x in ${pages.length} pages: ${wanted} posts, recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}`,
    );
    if (wrong.length > 0) console.log(wrong.join('\n'));
    expect(wanted).toBeGreaterThan(90);
    expect(recall).toBeGreaterThanOrEqual(0.99);
    expect(precision).toBeGreaterThanOrEqual(0.99);
  });

  it('have ranges in order that begin and end with a tag, an address or a shortcode, and hold the id', () => {
    for (const page of pages) {
      const bytes = readFileSync(join(folder, page));
      let last = 0;
      for (const { start, end, ref } of embedsOf(page)) {
        const source = bytes.subarray(start, end).toString();
        expect(start).toBeGreaterThanOrEqual(last);
        expect(source).toMatch(/^<[\s\S]*>$|^\[[\s\S]*\]$|^https?:\S+$/u);
        expect(source).toContain(ref?.id);
        last = end;
      }
    }
  });

  it('say author and words of nearly every quote that has them', () => {
    const quotes = pages.flatMap(embedsOf).filter(({ kind }) => kind === 'blockquote');
    const told = quotes.filter(({ quoted }) => quoted !== null && quoted.text !== '');
    const signed = told.filter(({ quoted }) => quoted?.name && quoted.handle && quoted.date);
    console.log(
      `${quotes.length} quotes, ${told.length} with words, ${signed.length} of them with name, handle and day`,
    );
    expect(told.length / quotes.length).toBeGreaterThan(0.9);
    expect(signed.length / told.length).toBeGreaterThan(0.97);
  });
});

function embedsOf(page: string) {
  const bytes = readFileSync(join(folder, page));
  const { embeds } = detect({ name: page, bytes, format: 'html', charset: null, url: null }, platforms);
  return embeds.filter(({ platform }) => Object.values(names).includes(platform));
}

/** A post that stands in a page's script too is listed twice there. */
function expectedOf(page: string): string[] {
  const listed: { platform: string; post_id: string }[] = JSON.parse(
    readFileSync(join(folder, page.replace(/\.html$/u, '.expected.json')), 'utf8'),
  );
  const known = listed.flatMap(({ platform, post_id }) => {
    const name = names[platform];
    return name === undefined ? [] : [`${name}:${post_id}`];
  });
  return [...new Set(known)];
}
