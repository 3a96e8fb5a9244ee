import type { Article, Container } from '../model/article.ts';
import type { SiteInput } from './site-inputs.ts';

/** The articles of a feed or web archive, in order; of one that can't be written only the first. */
export interface ContainerInput {
  readonly kind: 'container';
  readonly container: Container;
  readonly articles: readonly Article[];
}

/**
 * The same inputs, with articles that came one by one out of the same container put together, so that it is written once.
 * One that turns out to be broken behind them is told, and they are dropped.
 */
export async function* gatherContainers(
  inputs: AsyncIterable<SiteInput>,
): AsyncIterable<SiteInput | ContainerInput> {
  let open: { readonly container: Container; readonly articles: Article[] } | null = null;
  for await (const input of inputs) {
    const container = input.kind === 'article' ? input.article.container : undefined;
    if (input.kind === 'article' && container !== undefined) {
      if (open !== null && open.container.name !== container.name) {
        yield { kind: 'container', ...open };
        open = null;
      }
      open ??= { container, articles: [] };
      if (container.reread !== undefined || open.articles.length === 0) open.articles.push(input.article);
      continue;
    }
    const isOfIt = input.kind === 'unreadable' && input.error.facts['input'] === open?.container.name;
    // warnings of its articles come between them
    if (open !== null && input.kind !== 'warning') {
      if (!isOfIt) yield { kind: 'container', ...open };
      open = null;
    }
    yield input;
  }
  if (open !== null) yield { kind: 'container', ...open };
}
