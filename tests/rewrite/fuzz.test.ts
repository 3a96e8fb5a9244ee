import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { messageOf } from '../../src/errors.ts';
import type { Article, ArticleFormat } from '../../src/model/article.ts';
import type { ByteRange } from '../../src/model/embed.ts';
import { platforms } from '../../src/platforms/index.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { firstForm } from '../../src/rewrite/first-form.ts';
import { type Place, placesOf } from '../../src/rewrite/places.ts';
import { type Replacement, rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { examples } from '../render/examples.ts';
import { firstFormTools, restoring } from './articles.ts';
import { foreignMark, mutatedArticle } from './mutations.ts';

/** How many damaged articles are tried, all 10,000 by `npm run reliability fuzz`; `HOLDFAST_FUZZ_SEED` tries only that one. */
const asked = process.env['HOLDFAST_FUZZ'];
const count = Number(asked ?? 3_000);
const only = process.env['HOLDFAST_FUZZ_SEED'];

const checkout = resolve(import.meta.dirname, '../..');
const corpus = process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus');
const samples = [join(checkout, 'data/samples'), join(checkout, 'tests/cases/detect')];
const shelves = [join(corpus, 'articles/html'), join(corpus, 'articles/text')];
const views = Object.values(examples);

describe('damaged articles', () => {
  tryAll('of the corpus', shelves, count);
  tryAll('of our own samples', samples, existsSync(corpus) ? Math.ceil(count / 10) : count);
});

/** Nothing throws, every range is in order and inside, and what is rewritten can be given back byte for byte. */
function tryAll(which: string, folders: readonly string[], times: number): void {
  const isMissing = !folders.every((folder) => existsSync(folder));
  const title = `${which}, ${only === undefined ? `${times} of them` : `seed ${only}`}`;
  it.skipIf(isMissing)(
    `${title}${isMissing ? ': no corpus at HOLDFAST_CORPUS' : ''}`,
    async () => {
      const articles = folders.flatMap(articlesIn).sort((a, b) => a.bytes.length - b.bytes.length);
      expect(articles.length).toBeGreaterThan(10);
      const tally = { embeds: 0, replaced: 0, loaders: 0 };
      const seeds = only === undefined ? Array.from({ length: times }, (_, at) => at) : [Number(only)];
      for (const seed of seeds)
        await tryOne(mutatedArticle(articles, seed), seed, tally).catch((cause: unknown) => {
          throw new Error(
            `damaged article ${seed}; HOLDFAST_FUZZ_SEED=${seed} tries it alone: ${messageOf(cause)}`,
            {
              cause,
            },
          );
        });
      if (only !== undefined) return;
      // else nothing was put to the test
      expect(tally.embeds).toBeGreaterThan(times / 4);
      expect(tally.replaced).toBeGreaterThan(tally.embeds / 4);
      expect(tally.loaders).toBeGreaterThan(times / 100);
    },
    120_000,
  );
}

async function tryOne(
  article: Article,
  seed: number,
  tally: { embeds: number; replaced: number; loaders: number },
) {
  const before = Buffer.from(article.bytes);
  const { embeds } = detect(article, platforms);
  expectInOrder(embeds, article);
  if (seed % 4 === 0) expectInOrder(detect(article, platforms, { mentions: true }).embeds, article);
  const places = placesOf(article, embeds);
  const replacements = replacementsFor(places);
  const parts = { platforms, places };
  const { bytes, originals, replaced, loaders, skipped } = rewriteArticle(article, replacements, parts);
  expect(replaced + skipped.length).toBe(replacements.length);
  const back = await restoring(originals)({ ...article, bytes });
  expect(before.equals(article.bytes), 'the article given is not written to').toBe(true);
  expect(before.equals(back.bytes), 'the same bytes come back').toBe(true);
  // twice the work: in the suite of a few
  const isTwice = replaced + loaders > 0 && (asked !== undefined || only !== undefined || seed % 4 === 1);
  const again = isTwice ? await rewrittenAgain({ ...article, bytes }, originals) : bytes;
  expect(Buffer.from(again).equals(bytes), 'a second run changes nothing').toBe(true);
  tally.embeds += embeds.length;
  tally.replaced += replaced;
  tally.loaders += loaders;
  expect(back.loaders).toBe(loaders);
}

async function rewrittenAgain(article: Article, originals: readonly Uint8Array[]): Promise<Uint8Array> {
  const [form] = await firstForm([article], firstFormTools(originals));
  if (form === undefined) throw new Error('no article');
  const places = placesOf(form.article, form.embeds);
  return rewriteArticle(form.article, replacementsFor(places), { platforms, places }).bytes;
}

/** Each post has its own fallback, whatever else the article holds; those of others are left alone. */
function replacementsFor(places: readonly Place[]): Replacement[] {
  return places.flatMap((embed) => {
    const view = views[Buffer.byteLength(embed.name) % views.length];
    return view === undefined || embed.name === foreignMark
      ? []
      : [{ embed, fallback: fallbackOf({ ...view, name: embed.name }) }];
  });
}

function expectInOrder(ranges: readonly ByteRange[], { bytes }: Article): void {
  let last = 0;
  for (const { start, end } of ranges) {
    const isFair = Number.isInteger(start) && Number.isInteger(end) && last <= start && start < end;
    if (!isFair || end > bytes.length)
      throw new Error(`range ${start}–${end} after ${last} in ${bytes.length} bytes`);
    last = end;
  }
}

function articlesIn(folder: string): Article[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) in formats)
    .sort()
    .map((name) => {
      const format = formats[extname(name)] ?? 'text';
      return { name, bytes: readFileSync(join(folder, name)), format, charset: null, url: null };
    });
}

const formats: Readonly<Record<string, ArticleFormat>> = {
  '.html': 'html',
  '.md': 'markdown',
  '.mdx': 'markdown',
  '.txt': 'text',
};
