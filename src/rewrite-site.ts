import type { InputTools } from './articles/inputs.ts';
import { type Outcome, openMemory } from './articles/rewrite-memory.ts';
import { createSiteCheck, type SiteConfig } from './articles/site-config.ts';
import { bytesOfFile, type SiteInput } from './articles/site-inputs.ts';
import { type OutputFolder, openOutput } from './articles/write.ts';
import { HoldfastError } from './errors.ts';
import { readServedAt, type ServedAt, usualBase } from './exports/fallback-base.ts';
import type { Asset } from './fallback-assets.ts';
import type { Article } from './model/article.ts';
import { hashOf, sha256 } from './model/canonical.ts';
import { fallbackFiles } from './model/fallbacks.ts';
import { unifiedDiff } from './model/unified-diff.ts';
import { type Published, type PublishOptions, publish } from './publish.ts';
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
  const { css = 'inline', when, out, root, force = false } = options;
  const { base, site } = siteBase(options.base);
  const fallbacks = await openSiteFallbacks({ when, css, base, site }, tools);
  const output = openOutput(out, root);
  const served = servedFiles({ css, base }, output, store);
  const memory = openMemory(
    output,
    hashOf([code, when, css, base, site, imprint]),
    force || served.areMissing(),
  );
  const keep = originalsIn(store);
  const siteOf = createSiteCheck();
  const unready = new Map<string, SiteConfig>();
  try {
    yield* publish<RewriteCounts, Rewriting>(
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
          return {
            ...changed,
            diff: unifiedDiff(textOf(changed.before, first), textOf(changed.bytes, first), names),
          };
        },
        beforeWriting: async (changes) => {
          await keep.all(changes.flatMap(({ originals }) => originals));
          await served.put(fallbacks.assets());
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
    );
    for (const { path, advice } of unready.values()) yield { article: path, warning: advice };
    if (keep.unkept() > 0)
      yield {
        article: out,
        warning: `the archive can only be read here, so ${keep.unkept()} of what stood in these articles before is not kept for "holdfast restore": keep the articles, or run this once more with --force where the archive can be written to`,
      };
    for (const path of memory.gone())
      yield {
        article: path,
        warning: `it is gone, but ${output.targetOf(path)} stays: remove that too, or make the site anew`,
      };
  } finally {
    if (options.dryRun !== true) memory.save();
    output.close();
  }
}

/** Gives rewritten articles their own embeds back. */
export async function* restoreSite(
  inputs: AsyncIterable<SiteInput>,
  options: PublishOptions,
  tools: PublishTools,
): AsyncIterable<Published<RestoreCounts>> {
  const output = openOutput(options.out, options.root);
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
          return { before: articles[0]?.bytes ?? bytes, bytes, counts };
        },
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
    put: async (assets: Iterable<Asset>) => {
      if (stylesheet !== null && put.size === 0) output.put(stylesheet, Buffer.from(cardStyle));
      put.add('');
      for (const { file, blob } of assets) {
        if (put.has(file)) continue;
        put.add(file);
        const path = `${folder}${fallbackFiles.assets}/${file}`;
        if (output.read(path) === null) output.put(path, await blobs.get(blob));
      }
    },
  };
}
