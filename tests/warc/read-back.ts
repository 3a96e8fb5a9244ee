import { createHash } from 'node:crypto';
import { CDXIndexer, WARCParser, WARCSerializer } from 'warcio';
import { fromBufferPromise } from 'yauzl';

/** A WACZ as code that is none of ours reads it. */
export interface ReadBack {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly records: readonly ReadRecord[];
  /** Lines of the index, cut into their parts. */
  readonly index: readonly IndexLine[];
  /** `pages.jsonl` without its first line. */
  readonly pages: readonly { readonly url: string; readonly ts: string; readonly title?: string }[];
  readonly manifest: {
    readonly resources: readonly { readonly path: string; readonly hash: string; readonly bytes: number }[];
    readonly [name: string]: unknown;
  };
}

export interface ReadRecord {
  readonly type: string;
  readonly url: string;
  readonly id: string;
  /** All values of a field, by its name as written. */
  readonly field: (name: string) => readonly string[];
  readonly block: Buffer;
  /** What follows the HTTP head; the whole block where there is none. */
  readonly payload: Buffer;
}

export interface IndexLine {
  readonly key: string;
  readonly digits: string;
  readonly url: string;
  readonly mime: string;
  readonly status: number;
  readonly digest: string;
  readonly offset: number;
  readonly length: number;
}

export const warcPath = 'archive/data.warc.gz';

export async function readBack(wacz: Uint8Array): Promise<ReadBack> {
  const files = await unzip(wacz);
  const text = (path: string) => files.get(path)?.toString('utf8') ?? '';
  return {
    files,
    records: await recordsOf(files.get(warcPath) ?? Buffer.alloc(0)),
    index: linesOf(text('indexes/index.cdx')).map(indexLine),
    pages: linesOf(text('pages/pages.jsonl'))
      .slice(1)
      .map((line) => JSON.parse(line) as ReadBack['pages'][number]),
    manifest: JSON.parse(text('datapackage.json')) as ReadBack['manifest'],
  };
}

/** What is wrong with a WACZ, all of it: hashes of its files, digests of its records, places in its index. */
export async function faultsOf(read: ReadBack): Promise<readonly string[]> {
  const { files, records, manifest } = read;
  const warc = files.get(warcPath) ?? Buffer.alloc(0);
  const ids = new Set(records.map(({ id }) => id));
  return [
    ...(ids.size === records.length ? [] : ['two records have one id']),
    ...manifest.resources.flatMap(({ path, hash, bytes }) => {
      const file = files.get(path) ?? Buffer.alloc(0);
      return hash === sha256(file) && bytes === file.length ? [] : [`the manifest is wrong about ${path}`];
    }),
    ...(JSON.parse(files.get('datapackage-digest.json')?.toString() ?? '{}').hash ===
    sha256(files.get('datapackage.json') ?? Buffer.alloc(0))
      ? []
      : ['the digest is of another manifest']),
    ...records.flatMap((record) => faultsOfRecord(record, records)),
    ...(await faultsByWarcio(warc)),
    ...(await faultsOfIndex(warc, read)),
  ];
}

/** By hand: the block's digest always, the payload's of HTTP and of what was kept; of a revisit, what it refers to. */
function faultsOfRecord(record: ReadRecord, all: readonly ReadRecord[]): string[] {
  const what = `${record.type} ${record.url}`;
  const [block] = record.field('WARC-Block-Digest');
  const [payload] = record.field('WARC-Payload-Digest');
  const [refersTo] = record.field('WARC-Refers-To-Date');
  const original = all.find(
    ({ type, url, field }) => type === 'response' && url === record.url && field('WARC-Date')[0] === refersTo,
  );
  const isRevisit = record.type === 'revisit';
  const isWithout =
    ['warcinfo', 'metadata'].includes(record.type) || record.field('WARC-Truncated').length > 0;
  const expected = isWithout ? undefined : sha256(isRevisit ? (original?.payload ?? null) : record.payload);
  return [
    ...(block === sha256(record.block) ? [] : [`wrong block digest: ${what}`]),
    ...(payload === expected ? [] : [`wrong payload digest: ${what}`]),
    ...(isRevisit && record.payload.length > 0 ? [`a revisit with a body: ${what}`] : []),
  ];
}

/** By warcio itself, which knows no payload but that of HTTP: where we say none it says the block's. */
async function faultsByWarcio(warc: Buffer): Promise<string[]> {
  const faults: string[] = [];
  for await (const record of new WARCParser([warc], { keepHeadersCase: true })) {
    const { warcBlockDigest: block, warcPayloadDigest: payload, warcType, warcTargetURI } = record;
    await new WARCSerializer(record).digestRecord({ recompute: true });
    const isOwnPayload = payload !== undefined && payload !== null && warcType !== 'revisit';
    if (record.warcBlockDigest !== block || (isOwnPayload && record.warcPayloadDigest !== payload))
      faults.push(`warcio finds another digest: ${warcType} ${warcTargetURI}`);
  }
  return faults;
}

/** There is a line for whatever warcio's own indexer would find, but for failures and bodies that were left out. */
async function faultsOfIndex(warc: Buffer, { index, records }: ReadBack): Promise<string[]> {
  const withoutBody = new Set(
    records.filter(({ field }) => field('WARC-Truncated').length > 0).map(({ url }) => url),
  );
  const found = new Set<string>();
  const indexer = new CDXIndexer({ format: 'json' });
  const files = [{ filename: 'data.warc.gz', reader: [warc] }];
  for await (const entry of indexer.iterIndex(files as never)) {
    const { url, timestamp, mime = 'unk', offset, length } = entry as Record<string, string>;
    const isOfOurOwn = mime === 'application/json' && (entry as { status?: unknown }).status === undefined;
    // Of what is no HTTP it takes the parameters for a part of the type.
    const mediaType = mime.split(';')[0];
    if (!isOfOurOwn && !withoutBody.has(url ?? ''))
      found.add([url, timestamp, mediaType, offset, length].join(' '));
  }
  const ours = new Set(
    index.map((line) => [line.url, line.digits, line.mime, line.offset, line.length].join(' ')),
  );
  return [
    ...[...found].filter((each) => !ours.has(each)).map((each) => `not in the index: ${each}`),
    ...[...ours].filter((each) => !found.has(each)).map((each) => `only in the index: ${each}`),
  ];
}

async function recordsOf(warc: Buffer): Promise<readonly ReadRecord[]> {
  const records: ReadRecord[] = [];
  for await (const record of new WARCParser([warc], { parseHttp: false, keepHeadersCase: true })) {
    const block = Buffer.from(await record.readFully(false));
    const headers = [...(record.warcHeaders.headers as Iterable<[string, string]>)];
    const holdsHttp = record.warcContentType?.startsWith('application/http') === true;
    records.push({
      type: record.warcType ?? '',
      url: record.warcTargetURI ?? '',
      id: headers.find(([name]) => name === 'WARC-Record-ID')?.[1] ?? '',
      field: (name) => headers.flatMap(([key, value]) => (key === name ? [value] : [])),
      block,
      payload: holdsHttp ? block.subarray(block.indexOf('\r\n\r\n') + 4) : block,
    });
  }
  return records;
}

async function unzip(wacz: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(Buffer.from(wacz));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const stream = (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
    files.set(entry.fileName, Buffer.concat(await Array.fromAsync(stream)));
  }
  return files;
}

function indexLine(line: string): IndexLine {
  const [key = '', digits = ''] = line.split(' ');
  return { key, digits, ...(JSON.parse(line.slice(line.indexOf('{'))) as Omit<IndexLine, 'key' | 'digits'>) };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function sha256(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
