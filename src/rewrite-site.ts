import type { InputTools } from './articles/inputs.ts';
import {
  createServedCheck,
  type Outcome,
  openMemory,
  type RewriteMemory,
} from './articles/rewrite-memory.ts';
import { createSiteCheck, type SiteConfig } from './articles/site-config.ts';
import { bytesOfFile, type SiteInput } from './articles/site-inputs.ts';
import { type OutputFolder, openOutput } from './articles/write.ts';
import { HoldfastError } from './errors.ts';
import { readServedAt, type ServedAt, usualBase } from './exports/fallback-base.ts';
import type { Asset } from './fallback-assets.ts';
import type { Article } from './model/article.ts';
import { hashOf, sha256 } from './model/canonical.ts';
import { fallbackFiles } from './model/fallbacks.ts';
import { unifiedDiff, unifiedDiffOfBytes } from './model/unified-diff.ts';
import { type Published, type PublishOptions, type PublishSummary, publish } from './publish.ts';
import type { CssWay } from './render/render-options.ts';
import { cardStyle } from './render/style.ts';
import { restoreArticles } from './rewrite/restore.ts';
import { type RewriteCounts, type RewrittenDocument, rewriteDocument, textOf } from './rewrite-document.ts';
import { openSiteFallbacks, type SiteFallbacksTools } from './site-fallbacks.ts';
import type { Store } from './store/contract.ts';

export type { RewriteCounts } from './rewrite-document.ts';

export interface RewriteOptions extends PublishOptions {
  /** Only embeds of posts that are gone, or all the archive knows. */
  readonly when: 'dead' | 'always';
  /** `inline` without: cards that need nothing beside them. Else pictures, films and the style are files of the site. */
  readonly css?: CssWay;
  /** Where the site serves those files, as a path or whole address, which feeds need; `/holdfast/` without. */
  readonly base?: string;
  /** Look at all inputs, also at those that are as they were. */
  readonly force?: boolean;
  /** Remove what was made of articles that are gone. */
  readonly prune?: boolean;
}

export interface RestoreCounts {
  readonly restored: number;
  /** Scripts of platforms given back. */
  readonly loaders: number;
  /** Hashes of originals that are not kept here. */
  readonly missing: readonly string[];
  /** Byte offsets of marks that can't be read, left as they are. */
  readonly damaged: readonly number[];
}

export interface PublishTools extends SiteFallbacksTools, InputTools {
  /** Names the code that finds and renders: another one may do so otherwise. */
  readonly code: string;
}

interface Rewriting extends RewrittenDocument {
  readonly diff?: string;
  readonly patch?: Uint8Array;
}

/**
 * Writes each article with fallbacks in place of its embeds, and what stands beside it in its folder as it is. What is as it
 * was in the last run is neither opened nor written: the folder keeps a note of that.
 */
export async function* rewriteSite(
  inputs: AsyncIterable<SiteInput>,
  options: RewriteOptions,
  tools: PublishTools,
): AsyncIterable<Published<RewriteCounts>> {
  const { store, platforms, imprint, code } = tools;
  const { css = 'inline', when, out, root, force = false, prune = false } = options;
  const { base, site } = siteBase(options.base);
  const fallbacks = await openSiteFallbacks({ when, css, base, site }, tools);
  const output = openOutput(out, root);
  const settings = hashOf([code, when, css, base, site, imprint]);
  const served = servedFiles({ css, base }, output, store);
  const memory = openMemory(output, settings, force || served.areMissing());
  const keep = originalsIn(store);
  const siteOf = createSiteCheck();
  const unready = new Map<string, SiteConfig>();
  let summary: PublishSummary | null = null;
  try {
    for await (const done of publish<RewriteCounts, Rewriting>(
      inputs,
      output,
      options,
      {
        recall: (file, target) => {
          const outcome = memory.recall(file, target);
          if (outcome === null || outcome.shown !== fallbacks.shown(outcome.names)) return null;
          return { counts: outcome.counts as RewriteCounts | null };
        },
        changes: canBeWritten,
        change: async (articles, target) => {
          const changed = await rewriteDocument(articles, {
            platforms,
            fallbacks,
            findOriginal: (hash) => originalOf(hash, store),
          });
          const [first] = articles;
          const site =
            first?.format === 'markdown' && changed.counts.replaced > 0 ? siteOf(first.name) : null;
          if (site !== null) unready.set(site.path, site);
          if (options.dryRun !== true) return changed;
          if (first === undefined) return changed;
          const name = first.container?.name ?? first.name;
          const names = { before: name, after: target };
          return { ...changed, ...differenceOf(changed, first, names) };
        },
        beforeWriting: async (changes) => {
          await keep.all(changes.flatMap(({ originals }) => originals));
          await served.put(fallbacks.assets(), memory);
        },
        written: (file, target, change, readAt) => {
          const outcome: Outcome =
            change === null
              ? { names: [], shown: '', counts: null }
              : { names: change.names, shown: fallbacks.shown(change.names), counts: change.counts };
          const bytes = () => change?.before ?? bytesOfFile(target);
          memory.note(file, target, outcome, { at: readAt, sha256: () => sha256(bytes()) });
        },
      },
      tools,
    ))
      if ('summary' in done) ({ summary } = done);
      else yield done;
    for (const { path, advice } of unready.values()) yield { article: path, warning: advice };
    if (keep.unkept() > 0)
      yield {
        article: out,
        warning: `the archive can only be read here, so ${keep.unkept()} of what stood in these articles before is not kept for "holdfast restore": keep the articles, or run this once more with --force where the archive can be written to`,
      };
    // where an input could not be read no other is sure to be gone
    const isRemoved = prune && summary?.failed === 0;
    yield* goneIn(memory, output, { prune, isRemoved, isDry: options.dryRun === true });
    if (summary !== null) yield { summary };
  } finally {
    if (options.dryRun !== true) memory.save();
    output.close();
  }
}

function differenceOf(
  { before, bytes }: RewrittenDocument,
  article: Article,
  names: { readonly before: string; readonly after: string },
): Pick<Rewriting, 'diff' | 'patch'> {
  const text = textOf(before, article);
  const diff = unifiedDiff(text, textOf(bytes, article), names);
  // another encoding, a mark of byte order, bytes that are no text
  if (diff === '' || Buffer.from(text).equals(before)) return { diff };
  return { diff, patch: unifiedDiffOfBytes(before, bytes, names) };
}

/** What was made of articles that are gone. */
function* goneIn(
  memory: RewriteMemory,
  output: OutputFolder,
  {
    prune,
    isRemoved,
    isDry,
  }: { readonly prune: boolean; readonly isRemoved: boolean; readonly isDry: boolean },
): Iterable<Published<RewriteCounts>> {
  for (const path of memory.gone()) {
    const target = output.targetOf(path);
    if (!isRemoved) {
      const advice = prune ? "nothing is removed while inputs can't be read" : '--prune removes it';
      yield { article: path, warning: `it is gone, but ${target} stays: ${advice}` };
      continue;
    }
    if (!isDry) {
      output.remove(target);
      memory.forget(path);
    }
    yield { article: path, removed: target };
  }
}

/**
 * Gives rewritten articles their own embeds back. Pictures, films and styles that were put beside them for cards are left
 * out, unless some card stays.
 */
export async function* restoreSite(
  inputs: AsyncIterable<SiteInput>,
  options: PublishOptions,
  tools: PublishTools,
): AsyncIterable<Published<RestoreCounts>> {
  const output = openOutput(options.out, options.root);
  const isServed = createServedCheck();
  let isWhole = true;
  try {
    yield* publish<RestoreCounts, { before: Uint8Array; bytes: Uint8Array; counts: RestoreCounts }>(
      inputs,
      output,
      options,
      {
        recall: () => null,
        changes: canBeWritten,
        change: async (articles) => {
          const { bytes, ...counts } = await restoreArticles(articles, (hash) =>
            originalOf(hash, tools.store),
          );
          if (counts.missing.length > 0 || counts.damaged.length > 0) isWhole = false;
          return { before: articles[0]?.bytes ?? bytes, bytes, counts };
        },
        waits: ({ path }) => isServed(path),
        needsWaiting: ({ failed }) => !isWhole || failed > 0,
        beforeWriting: async () => {},
        written: () => {},
      },
      tools,
    );
  } finally {
    output.close();
  }
}

/** An article by itself, or a feed; not a web archive, nor what is packed. */
function canBeWritten([article]: readonly Article[]): boolean {
  return article?.container === undefined || article.container.reread !== undefined;
}

/** A path of the site itself, since pages of all folders use it. Throws `usage`. */
function siteBase(given: string | undefined): ServedAt {
  const served = readServedAt(given ?? usualBase);
  if (served.base.startsWith('/')) return served;
  throw new HoldfastError(
    'usage',
    `--base ${served.base} would be another place in each folder: begin it with /`,
  );
}

/** Keeps what stood in articles, each once; all of a batch at the same time. */
function originalsIn({ blobs, readOnly }: Pick<Store, 'blobs' | 'readOnly'>) {
  const kept = new Set<string>();
  let unkept = 0;
  return {
    all: async (originals: readonly Uint8Array[]) => {
      const lacking: Uint8Array[] = [];
      for (const bytes of originals) {
        const hash = sha256(bytes);
        if (kept.has(hash)) continue;
        kept.add(hash);
        if (!(await blobs.has(hash))) lacking.push(bytes);
      }
      if (readOnly === null) await Promise.all(lacking.map((bytes) => blobs.put(bytes)));
      else unkept += lacking.length;
    },
    /** How many could not be. */
    unkept: () => unkept,
  };
}

/** Null when this archive doesn't keep it. */
async function originalOf(hash: string, { blobs }: Store): Promise<Uint8Array | null> {
  return (await blobs.has(hash)) ? blobs.get(hash) : null;
}

/** What cards show, where that lies beside the pages. */
function servedFiles(
  { css, base }: { readonly css: CssWay; readonly base: string },
  output: OutputFolder,
  { blobs }: Pick<Store, 'blobs'>,
) {
  const folder = decodeURI(base).slice(1);
  const stylesheet = css === 'link' ? `${folder}${fallbackFiles.stylesheet}` : null;
  const put = new Set<string>();
  return {
    areMissing: () => stylesheet !== null && output.read(stylesheet) === null,
    put: async (assets: Iterable<Asset>, memory: Pick<RewriteMemory, 'noteServed'>) => {
      if (stylesheet !== null && put.size === 0) {
        const bytes = Buffer.from(cardStyle);
        output.put(stylesheet, bytes);
        memory.noteServed(stylesheet, sha256(bytes));
      }
      put.add('');
      for (const { file, blob } of assets) {
        if (put.has(file)) continue;
        put.add(file);
        const path = `${folder}${fallbackFiles.assets}/${file}`;
        if (output.read(path) === null) output.put(path, await blobs.get(blob));
        memory.noteServed(path, blob);
      }
    },
  };
}
