/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. Each function stands alone (its source is what is sent), takes and gives JSON,
 * and what it gives is a stranger's data.
 */

export interface ContextSearch {
  /** Addresses of the post. */
  readonly addresses: readonly string[];
}

/** Index, among all elements of the article, of the one that embeds the post; null where none does. */
export function findEmbed({ addresses }: ContextSearch): number | null {
  const all = [...document.querySelectorAll('*')];
  const holder = all.find((element) =>
    [...element.attributes].some(({ value }) => addresses.some((address) => value.includes(address))),
  );
  const outer = holder?.closest('blockquote') ?? holder;
  return outer === undefined ? null : all.indexOf(outer);
}
