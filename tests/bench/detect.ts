import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { detectHtml } from '../../src/detect/html.ts';
import { platforms } from '../../src/platforms/index.ts';
import { makePage } from './detect-pages.ts';
import { measure } from './measure.ts';

const corpus = process.env['HOLDFAST_CORPUS'] ?? resolve(import.meta.dirname, '../../../shared/corpus');

/**
 * Detection in pages already decoded, beside parse5 parsing the same texts and looking for quotes of X, and beside the
 * least that can be done with a text: looking for one string that is not there.
 */
export async function benchDetect(): Promise<readonly string[]> {
  const pages = pagesOf(join(corpus, 'articles/html'));
  if (pages.length === 0) return ['skipped: no corpus (set HOLDFAST_CORPUS)'];
  const [sample = ''] = pages;
  const embeds = pages.filter((page) => page.includes('twitter-tweet') && page.length < 8000);
  const sets = {
    'pages of the corpus': pages,
    'pages of 200 KB with 3 embeds': range(10).map((at) =>
      makePage(200_000, threeOf(embeds, at, sample), at),
    ),
    'pages of 200 KB without embeds': range(10).map((at) => makePage(200_000, [], at)),
  };
  const lines: string[] = [];
  for (const [name, texts] of Object.entries(sets)) lines.push(...(await benchSet(name, texts)));
  return lines;
}

async function benchSet(name: string, texts: readonly string[]): Promise<readonly string[]> {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  let ours = 0;
  let theirs = 0;
  const article = { name: 'page.html', url: null };
  const times = await measure([
    {
      name: 'detect',
      run: () => {
        ours = sumOf(
          texts,
          (text) => detectHtml({ text, byteOffset: (at) => at }, article, platforms).length,
        );
      },
    },
    {
      name: 'parse5',
      run: () => {
        theirs = sumOf(texts, (text) => quotesIn(parse(text)));
      },
    },
    { name: 'floor', run: () => texts.filter((text) => text.includes('no such words')) },
  ]);
  const rate = (way: string) => megabytes / ((times.get(way) ?? Number.NaN) / 1000);
  return [
    `${texts.length} ${name}, ${megabytes.toFixed(2)} MB; ${ours} embeds found, ${theirs} quotes of X seen by parse5`,
    `  detect ${rate('detect').toFixed(0)} MB/s, ${(rate('detect') / rate('parse5')).toFixed(1)} × parse5 (${rate('parse5').toFixed(0)} MB/s), ` +
      `${(rate('detect') / rate('floor')).toFixed(3)} × looking for one string (${rate('floor').toFixed(0)} MB/s)`,
  ];
}

function pagesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function threeOf(pages: readonly string[], at: number, sample: string): string[] {
  return range(3).map((turn) => pages[(at * 3 + turn) % pages.length] ?? sample);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

function sumOf(texts: readonly string[], count: (text: string) => number): number {
  return texts.reduce((sum, text) => sum + count(text), 0);
}

function quotesIn(node: DefaultTreeAdapterTypes.Node): number {
  const isQuote =
    'attrs' in node &&
    node.attrs.some(({ name, value }) => name === 'class' && value.includes('twitter-tweet'));
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.reduce((sum, child) => sum + quotesIn(child), isQuote ? 1 : 0);
}
