import { getSurt, postToGetUrl } from 'warcio/utils';
import { fieldOf, type WarcExchange } from './record.ts';

/** Where one answer lies in a WARC. */
export interface CdxEntry {
  readonly url: string;
  /** ISO 8601. */
  readonly at: string;
  readonly method: string;
  readonly status: number;
  /** Media type without parameters. */
  readonly mime: string;
  /** `sha256:…` of the body. */
  readonly digest: string;
  /** Of the gzip member, in bytes. */
  readonly offset: number;
  readonly length: number;
  /** The line of the index, without line end. */
  readonly line: string;
}

/** The index entry of an answer; null for a failure, which lies in no index. */
export function cdxEntry(
  exchange: WarcExchange,
  place: { readonly digest: string; readonly offset: number; readonly length: number },
): CdxEntry | null {
  const { request, response, at } = exchange;
  if (response === null) return null;
  const mime = (fieldOf(response.headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const entry = { url: request.url, at, method: request.method, status: response.status, mime, ...place };
  // Players look a request with a body up by a URL that has the body in its query.
  const asked = {
    url: request.url,
    method: request.method,
    headers: new Map(request.headers),
    postData: request.body,
    requestBody: '',
  };
  const key = getSurt(isAsQuery(asked) ? asked.url : request.url);
  const json = JSON.stringify({
    url: entry.url,
    digest: entry.digest,
    mime: mime === '' ? 'unk' : mime,
    offset: entry.offset,
    length: entry.length,
    status: entry.status,
    filename: 'data.warc.gz',
    ...(request.method === 'GET' ? {} : { method: request.method, requestBody: asked.requestBody }),
  });
  return { ...entry, line: `${key.replaceAll(' ', '%20')} ${digitsOf(at)} ${json}` };
}

/** The index: lines in the order of their bytes, as CDXJ wants it. */
export function writeCdx(entries: readonly CdxEntry[]): Buffer {
  const lines = entries.map((entry) => Buffer.from(`${entry.line}\n`, 'utf8'));
  return Buffer.concat(lines.sort((a, b) => Buffer.compare(a, b)));
}

const maxQuery = 4096;

/** Moves a body into the query of `asked`; false where there is none, or none that can be read. */
function isAsQuery(asked: Parameters<typeof postToGetUrl>[0]): boolean {
  try {
    return postToGetUrl(asked, maxQuery);
  } catch {
    return false;
  }
}

function digitsOf(at: string): string {
  return at.replace(/\D/g, '').slice(0, 14);
}
