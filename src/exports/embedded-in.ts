import { type InputTools, readInputs } from '../articles/inputs.ts';
import { detect } from '../detect/detect.ts';
import { HoldfastError } from '../errors.ts';
import type { Platform } from '../model/platform.ts';
import type { Store } from '../store/contract.ts';
import type { WantedPost } from './fallback-versions.ts';

/** What one input brings, with nothing recorded of it. */
export type Embedded =
  | { readonly kind: 'posts'; readonly posts: readonly WantedPost[] }
  | { readonly kind: 'unreadable'; readonly input: string; readonly error: HoldfastError }
  | { readonly kind: 'warning'; readonly input: string; readonly message: string };

export interface EmbeddedTools {
  /** Null where there is no archive. */
  readonly store: Pick<Store, 'articles'> | null;
  readonly platforms: readonly Platform[];
  readonly inputs: Omit<InputTools, 'fetch'>;
}

/** The posts that inputs embed or are; what is at an address counts as it was when it was last taken in. */
export async function* embeddedIn(
  inputs: readonly string[],
  { store, platforms, inputs: tools }: EmbeddedTools,
): AsyncIterable<Embedded> {
  for (const input of inputs) {
    const recorded = /^https?:/iu.test(input) ? await store?.articles.get(input) : null;
    if (recorded) {
      yield { kind: 'posts', posts: recorded.embeds.map(({ name }) => ({ name, article: input })) };
      continue;
    }
    for await (const found of readInputs([input], { ...tools, fetch: unasked }))
      switch (found.kind) {
        case 'article': {
          const { name: article } = found.article;
          const { embeds } = detect(found.article, platforms, { ownTags: true });
          yield { kind: 'posts', posts: embeds.map(({ name }) => ({ name, article })) };
          break;
        }
        case 'post':
          yield { kind: 'posts', posts: [{ name: found.name, article: null }] };
          break;
        case 'unreadable':
        case 'warning':
          yield found;
      }
  }
}

async function unasked({ url }: { readonly url: string }): Promise<never> {
  throw new HoldfastError(
    'unreadable-input',
    `${url} was never taken in, and this export asks nothing of the network: give a file, or run it once without --frozen where the archive can be written to`,
  );
}
