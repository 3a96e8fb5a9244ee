import type { ContextRequest } from './capture/capturer.ts';
import { HoldfastError } from './errors.ts';
import { decodeBytes } from './html/decoded-text.ts';
import { parseHtml } from './html/tree.ts';
import type { MarkupElement } from './model/platform.ts';
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

/** Null for an article that isn't in the archive any more in the form that embeds the post. */
export async function articlePage(
  record: PostRecord,
  article: string,
  { store, addresses, fetch }: ArticlePageTools,
): Promise<ArticlePage | null> {
  const appearances = await store.posts.appearances(record.name);
  const last = appearances.findLast((each) => each.article === article);
  const kept = await store.articles.get(article);
  if (last === undefined || kept === null) return null;
  const url = addressOf(article);
  const body = await store.blobs.get(last.blob);
  // Where it stands several times, the first that is shown is as good as any.
  const { start, end, quoted, seenAt } = last;
  const embed = parseHtml(decodeBytes(body.subarray(start, end), kept.charset, false).text);
  const known = record.ref === null ? [] : [...addresses, ...keysOf(addresses, record.ref.id)];
  return {
    url,
    addresses: namesAny(embed, known) ? known : [...known, ...linksOf(embed)],
    text: embed.text.trim() === '' ? (quoted?.text ?? null) : embed.text,
    fetch: async (request) => {
      if (request.url === url && (request.method ?? 'GET') === 'GET') {
        const headers = [['content-type', `text/html; charset=${kept.charset}`]] as const;
        return { url, status: 200, headers, body, at: seenAt };
      }
      if (URL.parse(request.url)?.origin !== new URL(ofFile).origin) return fetch(request);
      throw new HoldfastError(
        'refused-address',
        `${article} is a file: what it names beside it is not asked for`,
      );
    },
  };
}

/** A file has no address of its own; what it names by a relative one can't be had. */
const ofFile = 'http://article.invalid/';

function addressOf(article: string): string {
  if (!/^https?:\/\//i.test(article)) return ofFile;
  const { origin, pathname, search } = new URL(article);
  return `${origin}${pathname}${search}`;
}

/**
 * What stands for the post where its address doesn't: its id, and the last part that all spellings of its address have
 * in common, where it is long enough to be nothing else's.
 */
function keysOf(addresses: readonly string[], id: string): string[] {
  const partsOf = (address: string) => [...address.matchAll(/[\w-]{6,}/gu)].map(([part]) => part);
  const [first = [], ...others] = addresses.map(partsOf);
  const isTelling = (part: string) =>
    /\d|[a-z][A-Z]/u.test(part) && others.every((all) => all.includes(part));
  const key = first.findLast(isTelling);
  return [id, ...(key === undefined ? [] : [key])];
}

function namesAny(embed: MarkupElement, names: readonly string[]): boolean {
  const parts = names.map((name) => name.replace(/^https?:\/\/(?:www\.)?/iu, ''));
  return attributesIn(embed).some((value) => parts.some((part) => value.includes(part)));
}

/** A short link, say, that is known by now to lead to the post: an embed's frame, else its last link. */
function linksOf(embed: MarkupElement): string[] {
  const frame = embed.descendants('iframe').at(0)?.attribute('src');
  const link = embed.descendants('a').at(-1)?.attribute('href');
  return [frame ?? link ?? ''].filter((each) => /^https?:\/\/./iu.test(each));
}

const telling = ['href', 'src', 'cite', 'data-href', 'data-src', 'data-url'];

function attributesIn(embed: MarkupElement): string[] {
  return embed
    .descendants('*')
    .flatMap((element) => telling.flatMap((name) => element.attribute(name) ?? []));
}
