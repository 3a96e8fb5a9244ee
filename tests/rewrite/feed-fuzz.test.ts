import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/articles/inputs.ts';
import { openDocument } from '../../src/articles/open-document.ts';
import { isHoldfastError, messageOf } from '../../src/errors.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { rewriteContained } from '../../src/rewrite/containers.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { firstForm } from '../../src/rewrite/first-form.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { restoreArticles } from '../../src/rewrite/restore.ts';
import { examples } from '../render/examples.ts';
import { findingIn, firstFormTools } from './articles.ts';
import { plainCard } from './contained.ts';
import { foreignMark, mutatedArticle } from './mutations.ts';

/** A thirtieth of what `npm run reliability fuzz` tries of articles; `HOLDFAST_FUZZ_SEED` tries only that one. */
const count = Number(process.env['HOLDFAST_FUZZ'] ?? 3_000) / 30;
const only = process.env['HOLDFAST_FUZZ_SEED'];

const checkout = resolve(import.meta.dirname, '../..');
const corpus = join(process.env['HOLDFAST_CORPUS'] ?? join(checkout, '../shared/corpus'), 'articles/html');
const samples = join(checkout, 'tests/cases/detect/html');
const views = Object.values(examples);

type Kind = 'cdata' | 'escaped' | 'json';
const kinds: readonly Kind[] = ['cdata', 'escaped', 'json'];

describe('damaged feeds', () => {
  it(`of our own samples, ${only ?? count} of them`, async () => {
    const pages = pagesIn(samples);
    expect(pages.length).toBeGreaterThan(5);
    const feeds = kinds
      .flatMap((kind) => pages.map((page) => article(feedOf(kind, [page, '<p>another</p>']))))
      .sort((a, b) => a.bytes.length - b.bytes.length);
    const tally = { read: 0, replaced: 0 };
    const seeds = only === undefined ? Array.from({ length: count }, (_, at) => at) : [Number(only)];
    for (const seed of seeds)
      await tryOne(mutatedArticle(feeds, seed), tally).catch((cause: unknown) => {
        throw new Error(`damaged feed ${seed}: ${messageOf(cause)}`, { cause });
      });
    if (only !== undefined) return;
    expect(tally.read).toBeGreaterThan(count / 10);
    expect(tally.replaced).toBeGreaterThan(count / 10);
  }, 120_000);
});

describe('the corpus', () => {
  const isMissing = !existsSync(corpus);
  for (const [which, kind] of kinds.entries())
    it.skipIf(isMissing)(`comes back byte for byte out of feeds, a third of it each: ${kind}`, async () => {
      const tally = { read: 0, replaced: 0 };
      const pages = pagesIn(corpus).filter((_, at) => at % kinds.length === which);
      await tryOne(article(feedOf(kind, pages)), tally);
      expect(tally.replaced).toBeGreaterThan(20);
    });
});

async function tryOne(given: Article, tally: { read: number; replaced: number }): Promise<void> {
  const items = await itemsOf(given.bytes, given.charset);
  if (items === null) return;
  const { bytes, originals, replaced } = await rewrittenAll(items);
  tally.read += 1;
  tally.replaced += replaced;
  const after = await itemsOf(bytes, given.charset);
  expect(
    after?.map(({ name }) => name),
    'it holds the same articles',
  ).toEqual(items.map(({ name }) => name));
  const back = await restoreArticles(after ?? [], findingIn(originals));
  expect(Buffer.from(given.bytes).equals(back.bytes), 'the same bytes come back').toBe(true);
  const again = await rewrittenAll(after ?? [], originals);
  expect(Buffer.from(again.bytes).equals(bytes), 'a second run changes nothing').toBe(true);
}

/** The articles of a feed that can be read whole; null for what is none any more. */
async function itemsOf(bytes: Uint8Array, charset: string | null): Promise<readonly Article[] | null> {
  const inputs: Input[] = [];
  try {
    for await (const input of openDocument({ name: 'feed', bytes, format: null, charset, url: null }))
      if (input.kind !== 'listing') inputs.push(input);
  } catch (error) {
    if (isHoldfastError(error)) return null;
    throw error;
  }
  const articles = inputs.flatMap((input) => (input.kind === 'article' ? [input.article] : []));
  return articles.length > 0 && articles.every(({ container }) => container?.reread !== undefined)
    ? articles
    : null;
}

async function rewrittenAll(items: readonly Article[], originals: readonly Uint8Array[] = []) {
  const forms = await firstForm(items, firstFormTools(originals));
  return rewriteContained(
    forms.map(({ article: one, embeds }) => {
      const places = placesOf(one, embeds);
      const replacements = places.flatMap((embed) => {
        if (embed.name === foreignMark) return [];
        const shown = views[Buffer.byteLength(embed.name) % views.length];
        const fallback =
          shown === undefined ? plainCard(embed.name) : fallbackOf({ ...shown, name: embed.name });
        return [{ embed, fallback }];
      });
      return { article: one, replacements, parts: { platforms, places } };
    }),
  );
}

function feedOf(kind: Kind, pages: readonly string[]): string {
  if (kind === 'json') {
    const items = pages.map((page, at) => ({ id: String(at), content_html: page }));
    return JSON.stringify({ version: 'https://jsonfeed.org/version/1', items }, null, 1);
  }
  const items = pages.map((page, at) => {
    const words = page.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/gu, '');
    const content =
      kind === 'cdata'
        ? `<![CDATA[${words.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
        : words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<item><guid>${at}</guid><description>${content}</description></item>`;
  });
  return `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>é</title>${items.join('\n')}</channel></rss>`;
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function article(source: string): Article {
  return { name: 'feed', bytes: new TextEncoder().encode(source), format: 'html', charset: null, url: null };
}
