import { headersToStore, writeHttpHead } from './http-message.ts';
import { digestOf, type FieldValues, type PackedRecord, packRecord } from './pack-record.ts';
import { fieldOf, type WarcExchange, type WarcResource, type WarcResponse } from './record.ts';

/** What a record names beside its exchange. */
export interface Links {
  /** Records the file holds already. */
  readonly ordinal: number;
  /** Id of the request's record. */
  readonly concurrentTo: string;
  /** Id of the record of the host's certificates, where there is one. */
  readonly certificates?: string;
}

/** What came of a request: an answer, `before` being when it came just so before; or why none came, as metadata. */
export function packOutcome(
  exchange: WarcExchange,
  before: string | null,
  links: Links,
): Promise<PackedRecord> {
  const { response } = exchange;
  if (response === null) return packFailure(exchange, links);
  return before === null
    ? packResponse(exchange, response, links)
    : packRevisit(exchange, response, before, links);
}

export function packRequest(
  exchange: WarcExchange,
  ordinal: number,
  certificates: string | undefined,
): Promise<PackedRecord> {
  const { request, at } = exchange;
  return packRecord({
    type: 'request',
    at,
    url: request.url,
    contentType: 'application/http; msgtype=request',
    head: writeHttpHead(`${request.method} ${targetOf(request.url)} HTTP/1.1`, request.headers),
    block: request.body,
    ordinal,
    more: connectionFields(exchange, certificates),
  });
}

function packResponse(
  exchange: WarcExchange,
  response: WarcResponse,
  { ordinal, concurrentTo, certificates }: Links,
): Promise<PackedRecord> {
  return packRecord({
    type: 'response',
    at: exchange.at,
    url: exchange.request.url,
    contentType: 'application/http; msgtype=response',
    head: responseHead(response),
    block: response.body,
    isPacked: packedTypes.test(fieldOf(response.headers, 'content-type') ?? ''),
    ordinal,
    ...(response.bodyLeftOut === true ? { payloadDigest: null } : {}),
    more: {
      'WARC-Concurrent-To': `<${concurrentTo}>`,
      'WARC-Truncated': response.bodyLeftOut === true ? 'length' : undefined,
      ...connectionFields(exchange, certificates),
    },
  });
}

const packedTypes = /^\s*(?:image\/(?:avif|gif|jpeg|jpg|png|webp)|video\/.|font\/woff)/i;

/** WARC 1.1 §6.7.2. */
function packRevisit(
  exchange: WarcExchange,
  response: WarcResponse,
  before: string,
  { ordinal, concurrentTo, certificates }: Links,
): Promise<PackedRecord> {
  return packRecord({
    type: 'revisit',
    at: exchange.at,
    url: exchange.request.url,
    contentType: 'application/http; msgtype=response',
    head: responseHead(response),
    block: Buffer.alloc(0),
    ordinal,
    payloadDigest: digestOf(response.body),
    more: {
      'WARC-Concurrent-To': `<${concurrentTo}>`,
      'WARC-Profile': 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
      'WARC-Refers-To-Target-URI': exchange.request.url,
      'WARC-Refers-To-Date': before,
      ...connectionFields(exchange, certificates),
    },
  });
}

function packFailure(
  exchange: WarcExchange,
  { ordinal, concurrentTo, certificates }: Links,
): Promise<PackedRecord> {
  return packRecord({
    type: 'metadata',
    at: exchange.at,
    url: exchange.request.url,
    contentType: 'application/json',
    block: Buffer.from(JSON.stringify({ failure: exchange.failure })),
    ordinal,
    more: { 'WARC-Concurrent-To': `<${concurrentTo}>`, ...connectionFields(exchange, certificates) },
  });
}

/** What was kept beside the exchanges. Its payload is its block. */
export function packResource(
  { url, at, contentType, body, fields = {} }: WarcResource,
  ordinal: number,
): Promise<PackedRecord> {
  const payloadDigest = digestOf(body);
  const isPacked = packedTypes.test(contentType);
  const parts = { at, url, contentType, block: body, payloadDigest, isPacked, ordinal, more: fields };
  return packRecord({ type: 'resource', ...parts });
}

/** Protocol and cipher by the adopted extensions of WARC 1.1, from the upper layer to the lower. */
function connectionFields(
  { remoteAddress, durationMs, security }: WarcExchange,
  certificates: string | undefined,
): FieldValues {
  return {
    'WARC-IP-Address': remoteAddress ?? undefined,
    'WARC-Protocol': security === null ? undefined : ['http/1.1', warcProtocol(security.protocol)],
    'WARC-Cipher-Suite': security?.cipher,
    'Holdfast-Certificates': certificates === undefined ? undefined : `<${certificates}>`,
    'Holdfast-Duration-Ms': durationMs.toString(),
  };
}

/** `TLSv1.3` is `tls/1.3` there. */
function warcProtocol(protocol: string): string {
  return protocol.replace(/^TLSv1$/, 'TLSv1.0').replace(/^TLSv/, 'tls/');
}

function responseHead(response: WarcResponse): Buffer {
  const { status, statusText, headers, body } = response;
  return writeHttpHead(`HTTP/1.1 ${status} ${statusText}`, headersToStore(headers, body.length));
}

function targetOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url;
}
