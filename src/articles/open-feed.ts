import { decodeArticle } from '../html/charset.ts';
import type { DecodedText } from '../html/decoded-text.ts';
import type { Article, Container } from '../model/article.ts';
import { broken, lineAt } from './broken.ts';
import type { Document } from './document.ts';
import { addressOf, createItemNamer, type ReadFeed } from './feed-item.ts';
import type { Input, Listing } from './inputs.ts';
import { readXmlFeed } from './xml-feed.ts';

/** The encoding of XML: byte order mark, transport, declaration, UTF-8. */
export function decodedXml({ bytes, charset }: Pick<Document, 'bytes' | 'charset'>): DecodedText {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).replaceAll('\0', '');
  const declared = /^\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([\w-]{1,40})["']/u.exec(head)?.[1] ?? null;
  // a declaration in UTF-16 is read only where the bytes are UTF-16 already
  const usable = declared !== null && /^utf-?16/iu.test(declared) ? null : declared;
  return decodeArticle(bytes, { declared: charset ?? usable, html: false });
}

/** The items of an RSS or Atom feed. Throws `unreadable-input` after those that came before a fault. */
export async function* openXmlFeed(document: Document): AsyncIterable<Input | Listing> {
  yield* itemsOf(document, readXml);
}

/** A document as a feed. */
export type ReadAsFeed = (document: Document) => OpenedFeed;

export interface OpenedFeed extends ReadFeed {
  readonly decoded: DecodedText;
}

/** Items of a feed as articles; those that are only a link as a listing. */
export function* itemsOf(
  document: Document,
  read: ReadAsFeed,
  feed: OpenedFeed = read(document),
): Iterable<Input | Listing> {
  const { items, links, fault, decoded } = feed;
  for (const article of articlesOf(document, feed, read)) yield { kind: 'article', article };
  const { name } = document;
  const listed = links.flatMap(({ link, changed }) => {
    const address = addressOf(link, document.url);
    return address === null ? [] : [{ kind: 'page' as const, address, changed }];
  });
  if (listed.length > 0) yield { kind: 'listing', document: name, what: 'feed', addresses: listed };
  if (fault !== null)
    throw broken(
      name,
      'XML',
      lineAt(decoded.text, fault.at),
      `${fault.what} (${items.length} items came before)`,
    );
  if (items.length + listed.length === 0)
    yield { kind: 'warning', input: name, message: 'no item of this feed has content' };
}

function readXml(document: Document): OpenedFeed {
  const decoded = decodedXml(document);
  return { ...readXmlFeed(decoded.text), decoded };
}

function* articlesOf(document: Document, feed: OpenedFeed, read: ReadAsFeed): Iterable<Article> {
  const container: Container = {
    kind: 'feed',
    name: document.name,
    ...(document.isUnpacked === true ? {} : { reread: (bytes) => reread({ ...document, bytes }, read) }),
  };
  const nameItem = createItemNamer({ ...document, decoded: feed.decoded, container });
  for (const item of feed.items) yield nameItem(item);
}

function reread(document: Document, read: ReadAsFeed): readonly Article[] | null {
  const feed = read(document);
  return feed.fault === null ? [...articlesOf(document, feed, read)] : null;
}
