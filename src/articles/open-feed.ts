import { decodeArticle } from '../html/charset.ts';
import type { DecodedText } from '../html/decoded-text.ts';
import { broken, lineAt } from './broken.ts';
import type { Document } from './document.ts';
import { createItemNamer, type FeedItem } from './feed-item.ts';
import type { Input } from './inputs.ts';
import { readXmlFeed } from './xml-feed.ts';
import type { XmlFault } from './xml-tokens.ts';

/** The encoding of XML: byte order mark, transport, declaration, UTF-8. */
export function decodedXml({ bytes, charset }: Pick<Document, 'bytes' | 'charset'>): DecodedText {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).replaceAll('\0', '');
  const declared = /^\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([\w-]{1,40})["']/u.exec(head)?.[1] ?? null;
  // a declaration in UTF-16 is read only where the bytes are UTF-16 already
  const usable = declared !== null && /^utf-?16/iu.test(declared) ? null : declared;
  return decodeArticle(bytes, { declared: charset ?? usable, html: false });
}

/** The items of an RSS or Atom feed. Throws `unreadable-input` after those that came before a fault. */
export async function* openXmlFeed(document: Document): AsyncIterable<Input> {
  const decoded = decodedXml(document);
  const { items, fault } = readXmlFeed(decoded.text);
  yield* itemsOf(document, decoded, items, fault);
}

/** Items of a feed as articles. */
export function* itemsOf(
  document: Document,
  decoded: DecodedText,
  items: readonly FeedItem[],
  fault: XmlFault | null,
): Iterable<Input> {
  const nameItem = createItemNamer({ ...document, decoded });
  for (const item of items) yield { kind: 'article', article: nameItem(item) };
  const { name } = document;
  if (fault !== null)
    throw broken(
      name,
      'XML',
      lineAt(decoded.text, fault.at),
      `${fault.what} (${items.length} items came before)`,
    );
  if (items.length === 0) yield { kind: 'warning', input: name, message: 'no item of this feed has content' };
}
