import { HoldfastError } from '../errors.ts';
import type { Article } from '../model/article.ts';
import { decodeBody } from '../warc/decode-body.ts';
import { fieldOf, type WarcRecord } from '../warc/record.ts';
import type { Input } from './inputs.ts';
import { largestArticle, makeArticle } from './make-article.ts';
import { mediaTypeOf } from './media-type.ts';

/**
 * The pages among a web archive's records, each an article named `ARCHIVE#RECORD-ID` whose bytes are the decoded body.
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
      yield { kind: 'article', article: await articleOf(name, input, record) };
    } catch (cause) {
      if (!(cause instanceof HoldfastError)) throw cause;
      const error = new HoldfastError('unreadable-input', `${input}: ${cause.message}`, { cause });
      yield { kind: 'unreadable', input, error };
    }
  }
  if (pages === 0)
    yield { kind: 'warning', input: name, message: `there is no page among its ${count} records` };
}

/** An answer with HTML in it, or HTML kept without its answer. */
function isPage(record: WarcRecord): boolean {
  if (!record.complete || record.body.length === 0) return false;
  const { type, http, contentType } = record;
  if (type === 'resource') return isHtml(contentType);
  if (type !== 'response' || http?.kind !== 'response') return false;
  return http.status >= 200 && http.status <= 299 && isHtml(fieldOf(http.headers, 'content-type') ?? '');
}

function isHtml(contentType: string): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)$/iu.test(mediaTypeOf(contentType).mediaType);
}

async function articleOf(archive: string, name: string, record: WarcRecord): Promise<Article> {
  const { http, contentType, url } = record;
  const headers = http?.headers ?? [];
  const { charset } = mediaTypeOf(http === null ? contentType : (fieldOf(headers, 'content-type') ?? ''));
  const bytes = await decodeBody(headers, record.body, largestArticle);
  const container = { kind: 'web archive', name: archive } as const;
  return makeArticle({ name, bytes, format: 'html', charset, url, container });
}
