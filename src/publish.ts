import type { Input } from './articles/inputs.ts';
import { writeArticle } from './articles/write.ts';
import { detect } from './detect/detect.ts';
import { type ViewTools, viewOf } from './fallback-view.ts';
import type { Article } from './model/article.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { isGone } from './model/state.ts';
import type { FallbackView } from './render/view.ts';
import { fallbackOf } from './rewrite/fallback.ts';
import { placesOf } from './rewrite/places.ts';
import { restoreArticle } from './rewrite/restore.ts';
import { rewriteArticle, type Skipped } from './rewrite/rewrite.ts';
import type { Store } from './store/contract.ts';

export interface PublishTools extends ViewTools {
  readonly platforms: readonly Platform[];
}

export interface RewriteOptions {
  /** Folder the articles are written to, under their own names. */
  readonly out: string;
  /** Only embeds of posts that are gone, or all the archive knows. */
  readonly when: 'dead' | 'always';
}

/** What became of one article that was to be rewritten or restored. */
export type Published<Counts> =
  | ({ readonly article: string; readonly path: string } & Counts)
  | { readonly article: string; readonly error: string }
  | { readonly article: string; readonly warning: string };

export interface RewriteCounts {
  readonly embeds: number;
  readonly replaced: number;
  /** Embeds that had to stay, with the reason. */
  readonly skipped: readonly Skipped[];
  /** Posts the archive knows nothing of yet; left as they stand. */
  readonly unknown: readonly string[];
}

export interface RestoreCounts {
  readonly restored: number;
  /** Hashes of originals that are not kept here. */
  readonly missing: readonly string[];
  /** Byte offsets of marks that can't be read, left as they are. */
  readonly damaged: readonly number[];
}

/** Writes each article with fallbacks in place of its embeds: of the posts that are gone, or of all that are known. */
export async function* rewriteArticles(
  inputs: AsyncIterable<Input>,
  options: RewriteOptions,
  tools: PublishTools,
): AsyncIterable<Published<RewriteCounts>> {
  yield* publish(inputs, options.out, async (article) => {
    const places = placesOf(article, detect(article, tools.platforms).embeds);
    const views = await Promise.all(places.map(({ name }) => viewFor(name, tools)));
    const shown = places.flatMap((embed, index) => {
      const view = views[index];
      if (!view || (options.when === 'dead' && !isGone(view.state))) return [];
      return [{ embed, fallback: fallbackOf(view) }];
    });
    const { bytes, originals, replaced, skipped } = rewriteArticle(article, shown);
    for (const original of originals) await tools.store.blobs.put(original);
    const unknown = places.filter((_, index) => !views[index]).map(({ name }) => name);
    return { bytes, counts: { embeds: places.length, replaced, skipped, unknown } };
  });
}

/** Gives rewritten articles their own embeds back. */
export async function* restoreArticles(
  inputs: AsyncIterable<Input>,
  options: { readonly out: string },
  { store }: PublishTools,
): AsyncIterable<Published<RestoreCounts>> {
  yield* publish(inputs, options.out, async (article) => {
    const { bytes, ...counts } = await restoreArticle(article, (hash) => originalOf(hash, store));
    return { bytes, counts };
  });
}

interface Changed<Counts> {
  readonly bytes: Uint8Array;
  readonly counts: Counts;
}

/** Changes and writes each article; one that fails is told and the rest goes on. */
async function* publish<Counts>(
  inputs: AsyncIterable<Input>,
  out: string,
  change: (article: Article) => Promise<Changed<Counts>>,
): AsyncIterable<Published<Counts>> {
  const containers = new Set<string>();
  for await (const input of inputs)
    switch (input.kind) {
      case 'article': {
        const { container } = input.article;
        if (container !== undefined) {
          if (!containers.has(container.name))
            yield {
              article: container.name,
              warning: `articles inside a ${container.kind} are left as they are: give them as files of their own`,
            };
          containers.add(container.name);
          break;
        }
        const { bytes, counts } = await change(input.article);
        const path = await writeArticle(out, input.article.name, bytes);
        yield { article: input.article.name, path, ...counts };
        break;
      }
      case 'post':
        yield {
          article: input.name,
          error: `${input.name} is a post, not an article: give the articles that embed it`,
        };
        break;
      case 'warning':
        yield { article: input.input, warning: input.message };
        break;
      case 'unreadable':
        yield { article: input.input, error: input.error.message };
    }
}

/** The view of a post; null when the archive knows nothing it could show. */
async function viewFor(
  name: string,
  { store, platforms, imprint }: PublishTools,
): Promise<FallbackView | null> {
  const record = await store.posts.get(name);
  const snapshot = record === null ? undefined : (await store.posts.snapshots(record.name)).at(-1);
  if (record === null || snapshot === undefined) return null;
  return viewOf(record, snapshot, platformOf(record.name, platforms), { store, imprint });
}

/** Null when this archive doesn't keep it. */
async function originalOf(hash: string, store: Store): Promise<Uint8Array | null> {
  return (await store.blobs.has(hash)) ? store.blobs.get(hash) : null;
}
