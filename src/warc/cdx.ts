import { getSurt, postToGetUrl } from 'warcio/utils';
import { fieldOf, type WarcExchange, type WarcResource } from './record.ts';

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

/** Where a record lies. */
export interface CdxPlace {
  /** `sha256:…` of the payload. */
  readonly digest: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * The index entry of an answer; null where there is nothing to find: for a failure, and where the body was left out.
 * A revisit has a type of its own there, so that players know to look for the body elsewhere.
 */
export function cdxEntry(exchange: WarcExchange, place: CdxPlace, isRevisit: boolean): CdxEntry | null {
  const { request, response, at } = exchange;
  if (response === null || response.bodyLeftOut === true) return null;
  const mime = isRevisit ? 'warc/revisit' : mimeOf(fieldOf(response.headers, 'content-type') ?? '');
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
  const more = request.method === 'GET' ? {} : { method: request.method, requestBody: asked.requestBody };
  return { ...entry, line: lineOf(key, entry, more) };
}

/** The index entry of what was kept beside the exchanges. */
export function resourceEntry(
  { url, at, contentType, status = 200 }: WarcResource,
  place: CdxPlace,
): CdxEntry {
  const entry = { url, at, method: 'GET', status, mime: mimeOf(contentType), ...place };
  return { ...entry, line: lineOf(getSurt(url), entry, {}) };
}

/** The index: lines in the order of their bytes, as CDXJ wants it. */
export function writeCdx(entries: readonly CdxEntry[]): Buffer {
  const lines = entries.map((entry) => Buffer.from(`${entry.line}\n`, 'utf8'));
  return Buffer.concat(lines.sort((a, b) => Buffer.compare(a, b)));
}

const maxQuery = 4096;

function mimeOf(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

function lineOf(key: string, entry: Omit<CdxEntry, 'line'>, more: object): string {
  const json = JSON.stringify({
    url: entry.url,
    digest: entry.digest,
    mime: entry.mime === '' ? 'unk' : entry.mime,
    offset: entry.offset,
    length: entry.length,
    status: entry.status,
    filename: 'data.warc.gz',
    ...more,
  });
  // Fields are parted by spaces and lines by their ends: neither may stand in an address.
  const safe = key.replace(/[\u0000-\u0020\u007f]/g, (char) => encodeURIComponent(char));
  return `${safe} ${digitsOf(entry.at)} ${json}`;
}

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
