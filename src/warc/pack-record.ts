import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip, gzipSync } from 'node:zlib';

/** What one record says (WARC 1.1 §5); fields that are undefined are left out. */
export interface RecordParts {
  readonly type: 'warcinfo' | 'request' | 'response' | 'revisit' | 'resource' | 'metadata';
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly contentType: string;
  readonly block: Uint8Array;
  /** How many records the file holds already: ids come from it and the content, not from chance. */
  readonly ordinal: number;
  readonly url?: string;
  /** Of an HTTP message, before the block, which is its payload then. */
  readonly head?: Uint8Array;
  /** In place of the block's own: of a payload that is kept elsewhere; null where none is kept. */
  readonly payloadDigest?: string | null;
  /** The block is compressed by itself: doing it again costs much and gains nothing. */
  readonly isPacked?: boolean;
  /** Fields of this type of record, in order; an array for one that is repeated. */
  readonly more?: FieldValues;
}

export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One record as bytes to append: a gzip member of its own. */
export interface PackedRecord {
  /** `urn:uuid:…`. */
  readonly id: string;
  readonly bytes: Buffer;
  /** `sha256:…`; null where it has no payload. */
  readonly payloadDigest: string | null;
}

export async function packRecord(parts: RecordParts): Promise<PackedRecord> {
  const { head = Buffer.alloc(0), block } = parts;
  const blockDigest = digestOf(head, block);
  const own = parts.head === undefined ? null : digestOf(block);
  const payloadDigest = parts.payloadDigest === undefined ? own : parts.payloadDigest;
  const id = idFrom(`${parts.ordinal} ${parts.type} ${parts.at} ${parts.url ?? ''} ${blockDigest}`);
  const fields = fieldLines({
    'WARC-Type': parts.type,
    'WARC-Record-ID': `<${id}>`,
    'WARC-Date': parts.at,
    'WARC-Target-URI': parts.url,
    ...parts.more,
    'WARC-Block-Digest': blockDigest,
    'WARC-Payload-Digest': payloadDigest ?? undefined,
    'Content-Type': parts.contentType,
    'Content-Length': String(head.length + block.length),
  });
  const lineEnd = Buffer.from('\r\n');
  const plain = [Buffer.from('WARC/1.1\r\n'), fields, lineEnd, head, block, lineEnd, lineEnd];
  return { id, bytes: await zipped(Buffer.concat(plain), parts.isPacked === true), payloadDigest };
}

/** The first record of a file: what made it, and how (WARC 1.1 §6.2). */
export function packWarcinfo(fields: FieldValues, at: string): Promise<PackedRecord> {
  const block = fieldLines({
    ...fields,
    format: 'WARC File Format 1.1',
    conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
  });
  return packRecord({ type: 'warcinfo', at, contentType: 'application/warc-fields', block, ordinal: 0 });
}

/** As the fields of records have it: `sha256:…`. */
export function digestOf(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** Most records are small, and handing one to another thread takes longer than packing it. */
async function zipped(plain: Buffer, isPacked: boolean): Promise<Buffer> {
  if (isPacked) return gzipSync(plain, { level: constants.Z_NO_COMPRESSION });
  return plain.length < 32_768 ? gzipSync(plain) : await zip(plain);
}

const zip = promisify(gzip);

function fieldLines(fields: FieldValues): Buffer {
  const lines = Object.entries(fields).flatMap(([name, values]) =>
    (values === undefined ? [] : [values].flat()).map(
      (value) => `${name}: ${value.replace(/[\r\n\0]+/g, ' ')}\r\n`,
    ),
  );
  return Buffer.from(lines.join(''), 'utf8');
}

/** A UUID of version 8 (RFC 9562 §5.8): 122 bits of a hash. */
function idFrom(text: string): string {
  const bytes = createHash('sha256').update(text.toWellFormed()).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
