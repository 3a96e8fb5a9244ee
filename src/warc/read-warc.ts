import { type ByteReader, byteReader } from './byte-reader.ts';
import { readHeaderLines, readHttpMessage } from './http-message.ts';
import { fieldOf, type HeaderList, type WarcRecord } from './record.ts';
import { unpack } from './unpack.ts';
import { unreadable } from './unreadable.ts';

export interface ReadWarcOptions {
  /** Blocks longer than this are passed over and marked incomplete. By default 512 MiB. */
  readonly maxBlockBytes?: number;
  /** Is handed the fields and the block of every record that is not passed over. */
  readonly onBlock?: (fields: HeaderList, block: Uint8Array) => void;
}

/**
 * The records of a WARC (1.0 or 1.1; plain, or gzip per record or as a whole), in order. Damage throws
 * `unreadable-input`, after every whole record before it was yielded.
 *
 * Reads by itself: warcio loses the end of HTTP heads that straddle two small chunks, and takes truncation for an end.
 */
export async function* readWarcRecords(
  source: AsyncIterable<Uint8Array>,
  options: ReadWarcOptions = {},
): AsyncGenerator<WarcRecord> {
  const maxBlockBytes = options.maxBlockBytes ?? 512 * 1024 * 1024;
  const reader = byteReader(unpack(source));
  try {
    while (await reader.skipLineEnds()) yield await readOne(reader, maxBlockBytes, options.onBlock);
  } finally {
    await reader.close();
  }
}

const maxHeadBytes = 256 * 1024;

async function readOne(
  reader: ByteReader,
  maxBlockBytes: number,
  onBlock: ReadWarcOptions['onBlock'],
): Promise<WarcRecord> {
  const facts = { offset: reader.offset };
  const head = await reader.until('\r\n\r\n', maxHeadBytes);
  const [version = '', ...lines] = (head?.toString('utf8').slice(0, -4) ?? '').split(/\r\n(?![ \t])/);
  if (!/^WARC\/\d+\.\d+$/.test(version))
    throw unreadable('there is no WARC record where one should begin', facts);
  const fields = readHeaderLines(lines);
  const length = Number(fieldOf(fields, 'content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0)
    throw unreadable('a WARC record does not say how long it is', facts);
  const complete = length <= maxBlockBytes;
  const block = complete ? await reader.take(length) : Buffer.alloc(0);
  const found = complete ? block.length : await reader.skip(length);
  if (found < length) throw unreadable('it breaks off in the middle of a record', facts);
  if (complete) onBlock?.(fields, block);
  return readRecord(fields, block, complete);
}

function readRecord(fields: HeaderList, block: Buffer, complete: boolean): WarcRecord {
  const type = fieldOf(fields, 'warc-type') ?? '';
  const contentType = fieldOf(fields, 'content-type') ?? '';
  const holdsHttp =
    complete &&
    block.length > 0 &&
    ['response', 'request', 'revisit'].includes(type) &&
    /^(?:application\/http|$)/i.test(contentType);
  const message = holdsHttp ? readHttpMessage(block) : null;
  return {
    type,
    id: unbracketed(fieldOf(fields, 'warc-record-id') ?? ''),
    // wget once wrote target URIs in brackets too.
    url: nullIfEmpty(unbracketed(fieldOf(fields, 'warc-target-uri') ?? '')),
    at: fieldOf(fields, 'warc-date') ?? '',
    fields,
    contentType,
    http: message?.head ?? null,
    body: message?.body ?? block,
    complete,
  };
}

function unbracketed(text: string): string {
  return text.replace(/^<(.*)>$/, '$1');
}

function nullIfEmpty(text: string): string | null {
  return text === '' ? null : text;
}
