import { decodeArticle } from './html/charset.ts';
import type { Article } from './model/article.ts';
import type { Platform } from './model/platform.ts';
import { rewriteContained } from './rewrite/containers.ts';
import { type FirstForm, firstForm } from './rewrite/first-form.ts';
import { mayHoldMarks, type Place, placesOf } from './rewrite/places.ts';
import type { FindOriginal } from './rewrite/restore.ts';
import { type Replacement, rewriteArticle, type Skipped } from './rewrite/rewrite.ts';
import type { SiteFallbacks } from './site-fallbacks.ts';

export interface RewriteCounts {
  readonly embeds: number;
  readonly replaced: number;
  /** Scripts of platforms that were taken out, since nothing needs them any more. */
  readonly loaders: number;
  /** Embeds that had to stay, with the reason. */
  readonly skipped: readonly Skipped[];
  /** Posts the archive knows nothing of yet; left as they stand. */
  readonly unknown: readonly string[];
}

export interface RewrittenDocument {
  /** As it was. */
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  /** To be kept as blobs before the bytes are written. */
  readonly originals: readonly Uint8Array[];
  /** Every post it holds, by the names it gives them. */
  readonly names: readonly string[];
  readonly counts: RewriteCounts;
}

export interface DocumentTools {
  readonly platforms: readonly Platform[];
  readonly fallbacks: SiteFallbacks;
  /** What stood where fallbacks stand already. */
  readonly findOriginal: FindOriginal;
}

/** An article, or a feed with several, in order: with fallbacks in place of embeds. */
export async function rewriteDocument(
  articles: readonly Article[],
  tools: DocumentTools,
): Promise<RewrittenDocument> {
  const [given] = articles;
  if (given === undefined) throw new Error('a document without an article');
  const { platforms, fallbacks, findOriginal } = tools;
  const isRenewed = async (name: string) => typeof (await fallbacks.of(name)) !== 'string';
  const unknown: string[] = [];
  const items: Item[] = [];
  for (const form of await firstForm(articles, { platforms, findOriginal, isRenewed }))
    items.push(await itemOf(form, unknown, tools));
  const [first] = items;
  const names = items.flatMap(({ parts }) => parts.places.map(({ name }) => name));
  if (first === undefined || names.length === 0) return asItWas(given);
  const { bytes, originals, ...counts } =
    first.article.container === undefined
      ? rewriteArticle(first.article, first.replacements, first.parts)
      : rewriteContained(items);
  return {
    before: given.bytes,
    bytes,
    originals,
    names,
    counts: { embeds: names.length, ...counts, unknown },
  };
}

function asItWas({ bytes }: Article): RewrittenDocument {
  const counts = { embeds: 0, replaced: 0, loaders: 0, skipped: [], unknown: [] };
  return { before: bytes, bytes, originals: [], names: [], counts };
}

interface Item {
  readonly article: Article;
  readonly replacements: readonly Replacement[];
  readonly parts: { readonly platforms: readonly Platform[]; readonly places: readonly Place[] };
}

async function itemOf(
  { article, embeds }: FirstForm,
  unknown: string[],
  { platforms, fallbacks }: DocumentTools,
): Promise<Item> {
  const places = embeds.length > 0 || mayHoldMarks(article.bytes) ? placesOf(article, embeds) : [];
  const replacements: Replacement[] = [];
  for (const embed of places) {
    const fallback = await fallbacks.of(embed.name);
    if (fallback === 'unknown') unknown.push(embed.name);
    else if (fallback !== 'live') replacements.push({ embed, fallback });
  }
  return { article, replacements, parts: { platforms, places } };
}

/** Bytes of an article or of what holds it, for people to read. */
export function textOf(bytes: Uint8Array, { charset, format }: Article): string {
  return decodeArticle(bytes, { declared: charset, html: format === 'html' }).text;
}
