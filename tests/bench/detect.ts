import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { makePage } from './detect-pages.ts';
import { measure } from './measure.ts';
import { parsers } from './parsers.ts';

const corpus = process.env['HOLDFAST_CORPUS'] ?? resolve(import.meta.dirname, '../../../shared/corpus');

/**
 * Detection from bytes, with charset, title, and all that the article says of each post, beside parsers that only look
 * for X's quotes and their links, given a text already decoded where they take text; and beside the least that can be
 * done with bytes: looking for one string that is not there.
 */
export async function benchDetect(): Promise<readonly string[]> {
  const pages = pagesOf(join(corpus, 'articles/html'));
  if (pages.length === 0) return ['skipped: no corpus (set HOLDFAST_CORPUS)'];
  const embeds = pages.flatMap((page) => (page.length < 12_000 ? embedsIn(page) : []));
  const sets = {
    'pages of the corpus': pages,
    'pages of 200 KB with 3 embeds': range(10).map((at) => made(200_000, at, threeOf(embeds, at))),
    'pages of 1 MB with 3 embeds': range(3).map((at) => made(1_000_000, at, threeOf(embeds, at))),
    'pages of 200 KB without embeds': range(10).map((at) => made(200_000, at, [])),
  };
  const lines: string[] = [];
  for (const [name, set] of Object.entries(sets)) lines.push(...(await benchSet(name, set)));
  return lines;
}

async function benchSet(name: string, set: readonly Uint8Array[]): Promise<readonly string[]> {
  const megabytes = set.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const sources = set.map((bytes) => ({ bytes, text: Buffer.from(bytes).toString() }));
  const counts = new Map<string, number>();
  const times = await measure(
    [
      { name: 'detect', run: () => counts.set('detect', sumOf(set.map((bytes) => found(bytes).length))) },
      ...Object.entries(parsers).map(([parser, count]) => ({
        name: parser,
        run: async () => {
          const each: number[] = [];
          for (const source of sources) each.push(await count(source));
          counts.set(parser, sumOf(each));
        },
      })),
      { name: 'floor', run: () => set.filter((bytes) => Buffer.from(bytes).includes('no such words')) },
    ],
    9,
    30,
  );
  const rate = (way: string) => megabytes / ((times.get(way) ?? Number.NaN) / 1000);
  const ours = rate('detect');
  return [
    `${set.length} ${name}, ${megabytes.toFixed(2)} MB: detect ${ours.toFixed(0)} MB/s, ${counts.get('detect')} embeds`,
    ...Object.keys(parsers).map(
      (parser) =>
        `  ${(ours / rate(parser)).toFixed(1)} × ${parser} (${rate(parser).toFixed(0)} MB/s, ${counts.get(parser)} quotes of X)`,
    ),
    `  ${(ours / rate('floor')).toFixed(3)} × looking for one string (${rate('floor').toFixed(0)} MB/s)`,
  ];
}

function found(bytes: Uint8Array) {
  const article = { name: 'page.html', bytes, format: 'html', charset: 'utf-8', url: null } as const;
  return detect(article, platforms).embeds;
}

/** The sources of the quotes of X in a page. */
function embedsIn(bytes: Uint8Array): string[] {
  return found(bytes)
    .filter(({ kind, platform }) => kind === 'blockquote' && platform === 'x')
    .map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString());
}

function made(length: number, seed: number, embeds: readonly string[]): Uint8Array {
  return Buffer.from(makePage(length, embeds, seed));
}

function pagesOf(folder: string): Uint8Array[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(join(folder, name)));
}

function threeOf(embeds: readonly string[], at: number): string[] {
  return range(3).flatMap((turn) => embeds[(at * 3 + turn) % embeds.length] ?? []);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
