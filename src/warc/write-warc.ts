import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { headersToStore, writeHttpHead } from './http-message.ts';
import type { WarcExchange } from './record.ts';

/** One record as bytes to append: a gzip member of its own. */
export interface PackedRecord {
  readonly bytes: Buffer;
  readonly payloadDigest: string | null;
}

/** The first record of a file: what made it (WARC 1.1 §6.2). */
export function packWarcinfo(software: string, at: Date, ordinal: number): Promise<PackedRecord> {
  const block = fieldLines({
    software,
    format: 'WARC File Format 1.1',
    conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
  });
  return pack({
    type: 'warcinfo',
    at: at.toISOString(),
    contentType: 'application/warc-fields',
    block,
    ordinal,
  });
}

/**
 * The two records of an exchange: its request, and concurrent to it the response, or for a failure a metadata
 * record. `ordinal` is how many records the file holds already: ids come from it and the content, not from chance.
 */
export async function packExchange(
  exchange: WarcExchange,
  ordinal: number,
): Promise<{ request: PackedRecord; outcome: PackedRecord }> {
  const { request, response, failure } = exchange;
  const about = {
    at: exchange.at,
    url: request.url,
    remoteAddress: exchange.remoteAddress,
    durationMs: exchange.durationMs,
  };
  const asked = record({
    ...about,
    type: 'request',
    contentType: 'application/http; msgtype=request',
    head: writeHttpHead(`${request.method} ${targetOf(request.url)} HTTP/1.1`, request.headers),
    block: Buffer.from(request.body),
    ordinal,
  });
  const outcome =
    response === null
      ? record({
          ...about,
          type: 'metadata',
          contentType: 'application/json',
          block: Buffer.from(JSON.stringify({ failure })),
          concurrentTo: asked.id,
          ordinal: ordinal + 1,
        })
      : record({
          ...about,
          type: 'response',
          contentType: 'application/http; msgtype=response',
          head: writeHttpHead(
            `HTTP/1.1 ${response.status} ${response.statusText}`,
            headersToStore(response.headers, response.body.length),
          ),
          block: Buffer.from(response.body),
          concurrentTo: asked.id,
          ordinal: ordinal + 1,
        });
  return { request: await packed(asked), outcome: await packed(outcome) };
}

interface RecordParts {
  readonly type: string;
  readonly at: string;
  readonly contentType: string;
  readonly block: Buffer;
  readonly ordinal: number;
  readonly url?: string;
  readonly head?: Buffer;
  readonly concurrentTo?: string;
  readonly remoteAddress?: string | null;
  readonly durationMs?: number;
}

interface PlainRecord {
  readonly id: string;
  readonly bytes: Buffer;
  readonly payloadDigest: string | null;
}

const zip = promisify(gzip);

function pack(parts: RecordParts): Promise<PackedRecord> {
  return packed(record(parts));
}

async function packed({ bytes, payloadDigest }: PlainRecord): Promise<PackedRecord> {
  return { bytes: await zip(bytes), payloadDigest };
}

function record(parts: RecordParts): PlainRecord {
  const { head = Buffer.alloc(0), block } = parts;
  const blockDigest = digestOf(head, block);
  const payloadDigest = parts.head === undefined ? null : digestOf(block);
  const id = idFrom(`${parts.ordinal} ${parts.type} ${parts.at} ${parts.url ?? ''} ${blockDigest}`);
  const fields = fieldLines({
    'WARC-Type': parts.type,
    'WARC-Record-ID': `<${id}>`,
    'WARC-Date': parts.at,
    'WARC-Target-URI': parts.url,
    'WARC-Concurrent-To': parts.concurrentTo === undefined ? undefined : `<${parts.concurrentTo}>`,
    'WARC-IP-Address': parts.remoteAddress ?? undefined,
    'WARC-Block-Digest': blockDigest,
    'WARC-Payload-Digest': payloadDigest ?? undefined,
    'Holdfast-Duration-Ms': parts.durationMs?.toString(),
    'Content-Type': parts.contentType,
    'Content-Length': String(head.length + block.length),
  });
  const bytes = Buffer.concat([
    Buffer.from('WARC/1.1\r\n'),
    fields,
    Buffer.from('\r\n'),
    head,
    block,
    Buffer.from('\r\n\r\n'),
  ]);
  return { id, bytes, payloadDigest };
}

function fieldLines(fields: Readonly<Record<string, string | undefined>>): Buffer {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value.replace(/[\r\n\0]+/g, ' ')}\r\n`],
  );
  return Buffer.from(lines.join(''), 'utf8');
}

function digestOf(...parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** A UUID of version 8 (RFC 9562 §5.8): 122 bits of a hash. */
function idFrom(text: string): string {
  const bytes = createHash('sha256').update(text.toWellFormed()).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

function targetOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url;
}
