import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSitemap } from '../../src/articles/sitemap.ts';
import { articlesOf, problemsOf, readIn, type World } from './reading.ts';

const space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const urlset = (...pages: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${space}>${pages.map((page) => `<url><loc> ${page} </loc><image:image><image:loc>https://a.example/p.png</image:loc></image:image></url>`).join('\n')}</urlset>`;
const index = (...maps: readonly string[]) =>
  `<sitemapindex ${space}>${maps.map((map) => `<sitemap><loc>${map}</loc><lastmod>2026-01-01</lastmod></sitemap>`).join('')}</sitemapindex>`;
const page = ['text/html; charset=utf-8', '<p>words'] as const;

describe('a sitemap', () => {
  const world: World = {
    'https://a.example/sitemap.xml': [
      'application/xml',
      index('https://a.example/1.xml', 'https://a.example/2.xml.gz', 'https://a.example/gone.xml'),
    ],
    'https://a.example/1.xml': ['text/xml', urlset('https://a.example/p?a=1&amp;b=2', 'https://b.example/q')],
    'https://a.example/2.xml.gz': [
      'application/gzip',
      gzipSync(
        urlset('https://a.example/r', 'https://b.example/q', 'https://a.example/gone', 'file:///etc/passwd'),
      ),
    ],
    'https://a.example/p?a=1&b=2': page,
    'https://b.example/q': page,
    'https://a.example/r': page,
  };

  it('gives the pages of all it lists, each once and under its own address, and tells those it can not have', async () => {
    const asked: string[] = [];
    const inputs = await readIn(world, ['https://a.example/sitemap.xml'], { asked });
    expect(articlesOf(inputs).map(({ name, format, container }) => [name, format, container])).toEqual([
      ['https://a.example/p?a=1&b=2', 'html', undefined],
      ['https://b.example/q', 'html', undefined],
      ['https://a.example/r', 'html', undefined],
    ]);
    expect(problemsOf(inputs)).toEqual([
      'https://a.example/gone: there is no such host',
      'file:///etc/passwd is no address a sitemap may list: it must begin with https://',
      'https://a.example/gone.xml: there is no such host',
    ]);
    expect(asked).toEqual([
      'https://a.example/sitemap.xml',
      'https://a.example/1.xml',
      'https://a.example/p?a=1&b=2',
      'https://b.example/q',
      'https://a.example/2.xml.gz',
      'https://a.example/r',
      'https://a.example/gone',
      'https://a.example/gone.xml',
    ]);
  });

  it('is read from a file and a pipe, packed or not, but never because a folder holds one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-sitemaps-'));
    try {
      const path = join(folder, 'sitemap.xml.gz');
      await writeFile(path, gzipSync(urlset('https://a.example/r')));
      await writeFile(join(folder, 'sitemap.xml'), urlset('https://a.example/r'));
      await writeFile(
        join(folder, 'feed.xml'),
        '<rss><channel><item><guid>a</guid><description>x</description></item></channel></rss>',
      );
      await writeFile(join(folder, 'config.xml'), '<config/>');
      await writeFile(join(folder, 'data.json'), '{}');
      const inputs = await readIn(world, [path, '-', folder], { stdin: urlset('https://b.example/q') });
      expect(articlesOf(inputs).map(({ name }) => name)).toEqual([
        'https://a.example/r',
        'https://b.example/q',
        `${join(folder, 'feed.xml')}#a`,
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('that lists itself or sitemaps without end comes to an end', async () => {
    const loop: World = {
      'https://a.example/a': ['text/xml', index('https://a.example/a', 'https://a.example/b')],
      'https://a.example/b': ['text/xml', index('https://a.example/a', 'https://a.example/c')],
      'https://a.example/c': ['text/xml', index('https://a.example/d')],
      'https://a.example/d': ['text/xml', index('https://a.example/e')],
    };
    const asked: string[] = [];
    const inputs = await readIn(loop, ['https://a.example/a'], { asked });
    expect(problemsOf(inputs)).toEqual([
      'https://a.example/d: sitemaps list sitemaps without end: not followed further',
    ]);
    expect(asked).toEqual(['a', 'b', 'c', 'd'].map((name) => `https://a.example/${name}`));
  });

  it('gives no more than 50,000 pages', async () => {
    const asked: string[] = [];
    const many = Array.from({ length: 50_010 }, (_, n) => `ftp://a.example/${n}`);
    const inputs = await readIn({}, ['-'], { stdin: urlset(...many), asked });
    expect(inputs.filter(({ kind }) => kind === 'unreadable').length).toBe(50_000);
    expect(problemsOf(inputs).at(-1)).toBe('-: only 50000 pages are read of one sitemap');
  });

  it('that breaks off gives what came before, and one with a document type nothing', async () => {
    const inputs = await readIn(world, ['-'], { stdin: urlset('https://a.example/r').slice(0, -9) });
    expect(articlesOf(inputs).map(({ name }) => name)).toEqual(['https://a.example/r']);
    expect(problemsOf(inputs)).toEqual([
      "-: the XML can't be read from line 2 on: it breaks off inside <urlset> (1 pages came before)",
    ]);
    const refused = await readIn({}, ['-'], {
      stdin: `<!DOCTYPE urlset [<!ENTITY a "b">]>${urlset('https://a.example/r')}`,
    });
    expect(problemsOf(refused)).toEqual([expect.stringContaining('document type (DOCTYPE)')]);
  });

  it('reads prefixes and CDATA', () => {
    const text =
      '<sm:urlset><sm:url><sm:loc><![CDATA[https://a.example/?a&b]]></sm:loc></sm:url></sm:urlset>';
    expect(readSitemap(text).pages.map(({ address }) => address)).toEqual(['https://a.example/?a&b']);
  });
});
