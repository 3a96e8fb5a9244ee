import type { ContextRequest } from './capture/capturer.ts';
import type { Fetch } from './model/wire.ts';
import type { PostRecord, Store } from './store/contract.ts';

/** How an article that embeds a post is opened in a browser: as it was read, its own bytes from the archive. */
export interface ArticlePage extends Pick<ContextRequest, 'url' | 'addresses' | 'text'> {
  readonly fetch: Fetch;
}

export interface ArticlePageTools {
  readonly store: Pick<Store, 'articles' | 'posts' | 'blobs'>;
  /** All spellings of the post's address. */
  readonly addresses: readonly string[];
  /** Answers what the article's page asks for beside the article. */
  readonly fetch: Fetch;
}

/** Names of the articles a post stands in that can be shown: HTML, whole documents of their own. */
export async function articlesToShow(name: string, store: ArticlePageTools['store']): Promise<string[]> {
  const appearances = await store.posts.appearances(name);
  const names = [...new Set(appearances.map(({ article }) => article))].filter((each) => !each.includes('#'));
  const articles = await Promise.all(names.map((each) => store.articles.get(each)));
  return articles.flatMap((article) => (article?.format === 'html' ? [article.name] : []));
}

/** Null for an article that isn't in the archive any more in the form that embeds the post. */
export async function articlePage(
  record: PostRecord,
  article: string,
  { store, addresses, fetch }: ArticlePageTools,
): Promise<ArticlePage | null> {
  const appearances = await store.posts.appearances(record.name);
  const appearance = appearances.findLast((each) => each.article === article);
  const kept = await store.articles.get(article);
  if (appearance === undefined || kept === null) return null;
  const url = addressOf(article);
  const body = await store.blobs.get(appearance.blob);
  return {
    url,
    addresses,
    text: appearance.quoted?.text ?? null,
    fetch: async (request) =>
      request.url === url && (request.method ?? 'GET') === 'GET'
        ? {
            url,
            status: 200,
            headers: [['content-type', `text/html; charset=${kept.charset}`]],
            body,
            at: appearance.seenAt,
          }
        : fetch(request),
  };
}

/** A file has no address of its own; what it names by a relative one can't be had. */
function addressOf(article: string): string {
  if (!/^https?:\/\//i.test(article)) return 'http://article.invalid/';
  const { origin, pathname, search } = new URL(article);
  return `${origin}${pathname}${search}`;
}
