import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'articles/html');
const pages = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.html')) : [];

/** What the corpus calls our platforms, where it has another name. */
const renamed: Readonly<Record<string, string>> = { twitter: 'x' };
/** It labels no videos of YouTube, and not all that it has. */
const known: ReadonlySet<string> = new Set(platforms.map(({ id }) => id).filter((id) => id !== 'youtube'));

const missing = pages.length === 0 ? ' (no corpus of articles here: set HOLDFAST_CORPUS)' : '';

describe.skipIf(missing !== '')(`pages of the corpus${missing}`, () => {
  it('give their posts and nothing else', () => {
    const wrong: string[] = [];
    const scores = new Map<string, Score>();
    for (const page of pages) {
      const expected = expectedOf(page);
      const found = [...new Set(embedsOf(page).map(({ name }) => name))];
      for (const name of expected) {
        const score = scoreOf(scores, name);
        score.wanted += 1;
        if (found.some((each) => isSame(each, name))) score.right += 1;
        else wrong.push(`${page}: missed ${name}`);
      }
      for (const name of found) {
        scoreOf(scores, name).given += 1;
        if (!expected.some((each) => isSame(name, each))) wrong.push(`${page}: not there ${name}`);
      }
    }
    const lines = [...scores].map(
      ([name, { wanted, given, right }]) =>
        `${name}: ${wanted} posts, recall ${(right / wanted).toFixed(4)}, precision ${(right / given).toFixed(4)}`,
    );
    console.log([`${pages.length} pages`, ...lines, ...wrong].join('\n'));
    expect(scores.get('x')?.wanted).toBeGreaterThan(90);
    expect(scores.get('telegram')?.wanted).toBe(1);
    for (const [name, { wanted, given, right }] of scores) {
      expect(right / wanted, `recall of ${name}`).toBeGreaterThanOrEqual(0.99);
      expect(right / given, `precision of ${name}`).toBeGreaterThanOrEqual(0.99);
    }
  });

  it('give nothing where nothing is', () => {
    const without = pages.filter((page) => labelsOf(page).length === 0);
    expect(without.length).toBeGreaterThanOrEqual(20);
    for (const page of without) expect(embedsOf(page).map(({ name }) => `${page} ${name}`)).toEqual([]);
  });

  it('have ranges in order that begin and end with a tag, an address or a shortcode, and hold the id', () => {
    for (const page of pages) {
      const bytes = readFileSync(join(folder, page));
      let last = 0;
      for (const { start, end, ref } of embedsOf(page)) {
        const source = bytes.subarray(start, end).toString();
        expect(start).toBeGreaterThanOrEqual(last);
        expect(source).toMatch(/^<[\s\S]*>$|^\[[\s\S]*\]$|^https?:\S+$/u);
        expect(source).toContain(lastPart(ref?.id ?? 'nothing'));
        last = end;
      }
    }
  });

  it('say author and words of nearly every quote that has them', () => {
    const quotes = pages
      .flatMap(embedsOf)
      .filter(({ platform, kind }) => platform === 'x' && kind === 'blockquote');
    const told = quotes.filter(({ quoted }) => quoted !== null && quoted.text !== '');
    const signed = told.filter(({ quoted }) => quoted?.name && quoted.handle && quoted.date);
    console.log(
      `${quotes.length} quotes, ${told.length} with words, ${signed.length} of them with name, handle and day`,
    );
    expect(told.length / quotes.length).toBeGreaterThan(0.9);
    expect(signed.length / told.length).toBeGreaterThan(0.97);
  });
});

interface Score {
  /** Posts the labels have, posts found, posts of the labels that were found. */
  wanted: number;
  given: number;
  right: number;
}

function scoreOf(scores: Map<string, Score>, name: string): Score {
  const platform = name.split(':', 1)[0] ?? '';
  const score = scores.get(platform) ?? { wanted: 0, given: 0, right: 0 };
  scores.set(platform, score);
  return score;
}

function embedsOf(page: string) {
  const bytes = readFileSync(join(folder, page));
  const { embeds } = detect({ name: page, bytes, format: 'html', charset: null, url: null }, platforms);
  return embeds.filter(({ platform }) => known.has(platform));
}

interface Label {
  readonly platform: string;
  readonly post_id: string | null;
  readonly url: string | null;
}

function labelsOf(page: string): readonly Label[] {
  return JSON.parse(readFileSync(join(folder, page.replace(/\.html$/u, '.expected.json')), 'utf8'));
}

/** A post that stands in a page's script too is listed twice there. Without an id it goes by its address's path. */
function expectedOf(page: string): string[] {
  const names = labelsOf(page).map(({ platform, post_id, url }) => {
    const path = url === null || !URL.canParse(url) ? '' : new URL(url).pathname.replace(/^\/|\/$/gu, '');
    return `${renamed[platform] ?? platform}:${post_id ?? path}`;
  });
  return [...new Set(names)].filter((name) => known.has(name.split(':', 1)[0] ?? ''));
}

/** Ids of some platforms have more before what the corpus calls the id: a host, an account, a kind. */
function isSame(name: string, expected: string): boolean {
  const [platform = '', id = ''] = /^([^:]+):(.*)$/su.exec(expected)?.slice(1) ?? [];
  return (
    name === expected ||
    (name.startsWith(`${platform}:`) && id !== '' && (name.endsWith(`/${id}`) || name.endsWith(`:t3_${id}`)))
  );
}

function lastPart(id: string): string {
  return (
    id
      .replace(/^t[13]_/u, '')
      .split('/')
      .at(-1) ?? ''
  );
}
