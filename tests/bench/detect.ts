import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { detect } from '../../src/detect/detect.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { measure } from './measure.ts';

const corpus = process.env['HOLDFAST_CORPUS'] ?? resolve(import.meta.dirname, '../../../shared/corpus');

/** Detection over the corpus's pages, beside parse5 parsing the same bytes and looking for the same elements. */
export async function benchDetect(): Promise<readonly string[]> {
  const pages = pagesOf(join(corpus, 'articles/html'));
  if (pages.length === 0) return ['skipped: no corpus (set HOLDFAST_CORPUS)'];
  const articles = pages.map(
    (bytes): Article => ({ name: 'page.html', bytes, format: 'html', charset: null, url: null }),
  );
  const megabytes = pages.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;
  let ours = 0;
  let theirs = 0;
  const times = await measure([
    {
      name: 'detect',
      run: () => {
        ours = articles.reduce((sum, article) => sum + detect(article, platforms).embeds.length, 0);
      },
    },
    {
      name: 'parse5',
      run: () => {
        theirs = pages.reduce((sum, bytes) => sum + quotesIn(parse(new TextDecoder().decode(bytes))), 0);
      },
    },
    { name: 'floor', run: () => pages.filter((bytes) => Buffer.from(bytes).includes('no such words')) },
  ]);
  const rate = (name: string) => megabytes / ((times.get(name) ?? Number.NaN) / 1000);
  return [
    `${pages.length} pages, ${megabytes.toFixed(2)} MB; ${ours} embeds found, ${theirs} blockquotes seen by parse5`,
    `detect  ${rate('detect').toFixed(0)} MB/s`,
    `parse5  ${rate('parse5').toFixed(0)} MB/s  → detect is ${(rate('detect') / rate('parse5')).toFixed(1)} × parse5`,
    `floor   ${rate('floor').toFixed(0)} MB/s (looking for one string that is not there)`,
  ];
}

function pagesOf(folder: string): Uint8Array[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(join(folder, name)));
}

function quotesIn(node: DefaultTreeAdapterTypes.Node): number {
  const isQuote =
    'attrs' in node &&
    node.attrs.some(({ name, value }) => name === 'class' && value.includes('twitter-tweet'));
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.reduce((sum, child) => sum + quotesIn(child), isQuote ? 1 : 0);
}
