import type { ConnectionSecurity } from '../model/exchange.ts';
import { certificatesType, readCertificates } from './certificates.ts';
import { decodeBody } from './decode-body.ts';
import { headersAsTheyCame } from './http-message.ts';
import {
  fieldOf,
  type WarcExchange,
  type WarcRecord,
  type WarcRequest,
  type WarcResponse,
} from './record.ts';

/**
 * Records put together again as exchanges, in the order of their answers. Requests are found by
 * `WARC-Concurrent-To`, in either direction; a revisit takes the body of the record it repeats;
 * an answer without its request counts as a GET without a body. An answer whose body was left out is none.
 */
export async function* pairRecords(records: AsyncIterable<WarcRecord>): AsyncGenerator<WarcExchange> {
  const requests = new Map<string, WarcRequest>();
  const waiting: WarcRecord[] = [];
  const bodies = new Map<string, Uint8Array>();
  const chains: Chains = new Map();
  for await (const record of records) {
    const { url, http } = record;
    if (url === null || !record.complete) continue;
    if (record.type === 'resource' && record.contentType === certificatesType)
      chains.set(record.id, readCertificates(record.body));
    else if (record.type === 'request' && http?.kind === 'request') {
      const request = { method: http.method, url, headers: http.headers, body: record.body };
      requests.set(record.id, request);
      // Where the answer names no request, the request names the answer.
      for (const id of concurrentTo(record)) requests.set(id, request);
    } else waiting.push(record);
  }
  for (const record of waiting) {
    const exchange = await readExchange(record, requests, bodies, chains);
    if (exchange !== null) yield exchange;
  }
}

async function readExchange(
  record: WarcRecord,
  requests: ReadonlyMap<string, WarcRequest>,
  bodies: Map<string, Uint8Array>,
  chains: Chains,
): Promise<WarcExchange | null> {
  const failure = readFailure(record);
  const response = failure === null ? await readResponse(record, bodies) : null;
  if (failure === null && response === null) return null;
  const request =
    [...concurrentTo(record), record.id].map((id) => requests.get(id)).find((each) => each !== undefined) ??
    bareRequest(record.url ?? '');
  const remoteAddress = fieldOf(record.fields, 'warc-ip-address');
  const security = securityOf(record, chains);
  return {
    request,
    response,
    failure,
    at: record.at,
    durationMs: durationOf(record),
    remoteAddress,
    security,
  };
}

/** Certificates by the id of their record. */
type Chains = Map<string, readonly Uint8Array[]>;

/** Of our own records only: what others write of a connection is not all of it. */
function securityOf({ fields }: WarcRecord, chains: Chains): ConnectionSecurity | null {
  const certificates = chains.get(unbracketed(fieldOf(fields, 'holdfast-certificates') ?? ''));
  const tls = fields.find(([name, value]) => name === 'warc-protocol' && value.startsWith('tls/'));
  if (certificates === undefined || tls === undefined) return null;
  const protocol = tls[1].replace('tls/', 'TLSv').replace(/^TLSv1\.0$/, 'TLSv1');
  return { protocol, cipher: fieldOf(fields, 'warc-cipher-suite') ?? '', certificates };
}

async function readResponse(
  record: WarcRecord,
  bodies: Map<string, Uint8Array>,
): Promise<WarcResponse | null> {
  const { http } = record;
  if (http?.kind !== 'response') return null;
  const digest = fieldOf(record.fields, 'warc-payload-digest');
  if (record.type === 'revisit') {
    const body = digest === null ? undefined : bodies.get(digest);
    return body === undefined ? null : { ...answer(http), body };
  }
  const isLeftOut = record.body.length === 0 && fieldOf(record.fields, 'warc-truncated') !== null;
  if (record.type !== 'response' || isLeftOut) return null;
  const body = await decodeBody(http.headers, record.body);
  if (digest !== null) bodies.set(digest, body);
  return { ...answer(http), body };
}

function answer(http: WarcRecord['http'] & { kind: 'response' }): Omit<WarcResponse, 'body'> {
  return { status: http.status, statusText: http.statusText, headers: headersAsTheyCame(http.headers) };
}

function readFailure(record: WarcRecord): WarcExchange['failure'] {
  if (record.type !== 'metadata' || record.contentType !== 'application/json') return null;
  try {
    const { failure } = JSON.parse(Buffer.from(record.body).toString('utf8')) as {
      failure?: { name?: unknown; message?: unknown };
    };
    return typeof failure?.name === 'string' && typeof failure.message === 'string'
      ? { name: failure.name, message: failure.message }
      : null;
  } catch {
    // Others keep JSON in metadata records too.
    return null;
  }
}

function concurrentTo(record: WarcRecord): string[] {
  return record.fields
    .filter(([name]) => name === 'warc-concurrent-to')
    .map(([, value]) => unbracketed(value));
}

function unbracketed(id: string): string {
  return id.replace(/^<(.*)>$/, '$1');
}

function durationOf(record: WarcRecord): number {
  const ms = Number(fieldOf(record.fields, 'holdfast-duration-ms') ?? 0);
  return Number.isFinite(ms) ? ms : 0;
}

function bareRequest(url: string): WarcRequest {
  return { method: 'GET', url, headers: [], body: new Uint8Array() };
}
