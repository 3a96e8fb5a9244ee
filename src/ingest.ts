import type { Input, UnchangedInput } from './articles/inputs.ts';
import { detect } from './detect/detect.ts';
import type { HoldfastError } from './errors.ts';
import type { Article } from './model/article.ts';
import type { Embed } from './model/embed.ts';
import type { Platform } from './model/platform.ts';
import type { Ref } from './ref.ts';
import type { Store } from './store/contract.ts';

/** What became of one input. */
export type Ingested =
  | {
      readonly kind: 'article';
      readonly name: string;
      readonly embeds: readonly Embed[];
      /** The same bytes were recorded before. */
      readonly unchanged: boolean;
      readonly newPosts: number;
    }
  | { readonly kind: 'post'; readonly name: string; readonly ref: Ref }
  | { readonly kind: 'unreadable'; readonly input: string; readonly error: HoldfastError }
  | { readonly kind: 'warning'; readonly input: string; readonly message: string };

export interface IngestTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly now: () => Date;
}

/**
 * Records inputs one by one: each article's bytes, its embeds, and a job for each post not known yet. Of those that are
 * as they were it tells what is recorded.
 */
export async function* ingest(
  inputs: AsyncIterable<Input | UnchangedInput>,
  tools: IngestTools,
): AsyncIterable<Ingested> {
  /** Items of a feed share its bytes, which need to be kept only once. */
  const kept = new WeakMap<Uint8Array, string>();
  for await (const input of inputs) {
    switch (input.kind) {
      case 'article': {
        const { bytes } = input.article;
        const blob = kept.get(bytes) ?? (await tools.store.blobs.put(bytes));
        kept.set(bytes, blob);
        yield await ingestArticle(input.article, blob, tools);
        break;
      }
      case 'unchanged':
        yield* asRecorded(input.articles, tools);
        break;
      case 'post':
        await tools.store.recordPost(input.ref, [{ kind: 'archive', name: input.name }]);
        yield { kind: 'post', name: input.name, ref: input.ref };
        break;
      case 'unreadable':
      case 'warning':
        yield input;
    }
  }
}

/** What articles that are as they were gave when they were recorded. */
async function* asRecorded(names: readonly string[], { store }: IngestTools): AsyncIterable<Ingested> {
  for (const name of names) {
    const record = await store.articles.get(name);
    if (record !== null) yield { kind: 'article', name, embeds: record.embeds, unchanged: true, newPosts: 0 };
  }
}

async function ingestArticle(article: Article, blob: string, tools: IngestTools): Promise<Ingested> {
  const { embeds, encoding, title } = detect(article, tools.platforms, { ownTags: true });
  const names = [...new Set(embeds.map((embed) => embed.name))];
  const recorded = await tools.store.recordArticle({
    name: article.name,
    format: article.format,
    charset: encoding,
    title,
    blob,
    at: tools.now().toISOString(),
    embeds,
    jobs: names.map((name) => ({ kind: 'archive', name })),
  });
  return { kind: 'article', name: article.name, embeds, ...recorded };
}
