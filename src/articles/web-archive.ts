import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import { decodeBody } from '../warc/decode-body.ts';
import { fieldOf, type WarcRecord } from '../warc/record.ts';
import type { Document } from './document.ts';
import type { Input } from './inputs.ts';
import { largestArticle, makeArticle } from './make-article.ts';
import { mediaTypeOf } from './media-type.ts';
import { openXmlFeed } from './open-feed.ts';
import { containerKind } from './sniff-container.ts';

/**
 * The pages among a web archive's records, each an article named `ARCHIVE#RECORD-ID` whose bytes are the decoded body, and the
 * items of its feeds, named `ARCHIVE#RECORD-ID#ITEM`.
 * A record that can't be decoded is told and passed over; damage of the archive itself is thrown.
 */
export async function* readPages(name: string, records: AsyncIterable<WarcRecord>): AsyncIterable<Input> {
  let count = 0;
  let pages = 0;
  for await (const record of records) {
    count += 1;
    if (!isPage(record)) continue;
    pages += 1;
    const input = `${name}#${record.id === '' ? `record-${count}` : record.id}`;
    try {
      const document = await documentOf(input, record);
      if (document.format === 'html') yield { kind: 'article', article: pageOf(name, document) };
      else if (containerKind(document.bytes) === 'feed') yield* itemsIn(document);
      else pages -= 1;
    } catch (cause) {
      if (!(cause instanceof HoldfastError)) throw cause;
      const error = new HoldfastError('unreadable-input', `${input}: ${cause.message}`, { cause });
      yield { kind: 'unreadable', input, error };
    }
  }
  if (pages === 0)
    yield { kind: 'warning', input: name, message: `there is no page among its ${count} records` };
}

/** What a recorded feed only lists is not fetched: the archive is what was asked for. */
async function* itemsIn(document: Document): AsyncIterable<Input> {
  for await (const found of openXmlFeed(document)) if (found.kind !== 'listing') yield found;
}

/** An answer with HTML or a feed in it, or HTML kept without its answer. */
function isPage(record: WarcRecord): boolean {
  if (!record.complete || record.body.length === 0) return false;
  const { type, http, contentType } = record;
  if (type === 'resource') return isHtml(contentType);
  if (type !== 'response' || http?.kind !== 'response' || http.status < 200 || http.status > 299)
    return false;
  const said = fieldOf(http.headers, 'content-type') ?? '';
  return isHtml(said) || isXml(said);
}

function isHtml(contentType: string): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)$/iu.test(mediaTypeOf(contentType).mediaType);
}

/** What feeds are served as. */
function isXml(contentType: string): boolean {
  return /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|xml)|text\/xml)$/iu.test(
    mediaTypeOf(contentType).mediaType,
  );
}

/** The record's body, decoded; its format is null where it is XML. */
async function documentOf(name: string, record: WarcRecord): Promise<Document> {
  const { http, contentType, url } = record;
  const headers = http?.headers ?? [];
  const said = http === null ? contentType : (fieldOf(headers, 'content-type') ?? '');
  const bytes = await decodeBody(headers, record.body, largestArticle);
  return { name, bytes, format: isHtml(said) ? 'html' : null, charset: mediaTypeOf(said).charset, url };
}

function pageOf(archive: string, document: Document): Article {
  return makeArticle({ ...document, format: 'html', container: { kind: 'web archive', name: archive } });
}
