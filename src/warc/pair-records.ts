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
 * an answer without its request counts as a GET without a body.
 */
export async function* pairRecords(records: AsyncIterable<WarcRecord>): AsyncGenerator<WarcExchange> {
  const requests = new Map<string, WarcRequest>();
  const waiting: WarcRecord[] = [];
  const bodies = new Map<string, Uint8Array>();
  for await (const record of records) {
    const { url, http } = record;
    if (url === null || !record.complete) continue;
    if (record.type === 'request' && http?.kind === 'request') {
      const request = { method: http.method, url, headers: http.headers, body: record.body };
      requests.set(record.id, request);
      // Where the answer names no request, the request names the answer.
      for (const id of concurrentTo(record)) requests.set(id, request);
    } else waiting.push(record);
  }
  for (const record of waiting) {
    const exchange = await readExchange(record, requests, bodies);
    if (exchange !== null) yield exchange;
  }
}

async function readExchange(
  record: WarcRecord,
  requests: ReadonlyMap<string, WarcRequest>,
  bodies: Map<string, Uint8Array>,
): Promise<WarcExchange | null> {
  const failure = readFailure(record);
  const response = failure === null ? await readResponse(record, bodies) : null;
  if (failure === null && response === null) return null;
  const request =
    [...concurrentTo(record), record.id].map((id) => requests.get(id)).find((each) => each !== undefined) ??
    bareRequest(record.url ?? '');
  const remoteAddress = fieldOf(record.fields, 'warc-ip-address');
  return { request, response, failure, at: record.at, durationMs: durationOf(record), remoteAddress };
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
  if (record.type !== 'response') return null;
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
    .map(([, value]) => value.replace(/^<(.*)>$/, '$1'));
}

function durationOf(record: WarcRecord): number {
  const ms = Number(fieldOf(record.fields, 'holdfast-duration-ms') ?? 0);
  return Number.isFinite(ms) ? ms : 0;
}

function bareRequest(url: string): WarcRequest {
  return { method: 'GET', url, headers: [], body: new Uint8Array() };
}
