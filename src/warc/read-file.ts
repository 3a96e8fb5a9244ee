import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isHoldfastError, messageOf } from '../errors.ts';
import { pairRecords } from './pair-records.ts';
import { type ReadWarcOptions, readWarcRecords } from './read-warc.ts';
import { type GuardedZip, openZip } from './read-zip.ts';
import type { WarcExchange, WarcRecord } from './record.ts';
import { unreadable } from './unreadable.ts';

/**
 * The records of a WACZ (every WARC in it, by name) or of a WARC, told apart by their first bytes. A WACZ's WARCs are
 * held against its manifest. Throws `unreadable-input`, naming the file.
 */
export async function* readRecords(path: string, options: ReadWarcOptions = {}): AsyncGenerator<WarcRecord> {
  try {
    if (await isZip(path)) yield* readWacz(path, options);
    else yield* readWarcRecords(createReadStream(path), options);
  } catch (error) {
    throw aboutFile(path, error);
  }
}

/** The same file as requests and what came of each, answers decoded. */
export function readExchanges(path: string): AsyncGenerator<WarcExchange> {
  return pairRecords(readRecords(path));
}

async function* readWacz(path: string, options: ReadWarcOptions): AsyncGenerator<WarcRecord> {
  const zip = await openZip(path);
  try {
    const names = zip.names.filter((name) => /^archive\/[^/]+\.warc(?:\.gz)?$/.test(name)).sort();
    if (names.length === 0) throw unreadable('it is a zip without any archive/*.warc.gz, so not a WACZ');
    const hashes = await readManifest(zip);
    for (const name of names)
      yield* readWarcRecords(checked(zip.stream(name), hashes.get(name), name), options);
  } finally {
    zip.close();
  }
}

/** SHA-256 in hex of the package's files, as its manifest says; empty without one. */
async function readManifest(zip: GuardedZip): Promise<ReadonlyMap<string, string>> {
  const bytes = await zip.read('datapackage.json', maxManifestBytes);
  if (bytes === null) return new Map();
  const digest = await zip.read('datapackage-digest.json', maxManifestBytes);
  if (digest !== null) {
    const hash = readJson(digest, 'datapackage-digest.json')['hash'];
    if (hash !== `sha256:${createHash('sha256').update(bytes).digest('hex')}`)
      throw unreadable('its manifest is not the one its digest was made of');
  }
  const { resources } = readJson(bytes, 'datapackage.json');
  const known = (Array.isArray(resources) ? resources : []) as { path?: unknown; hash?: unknown }[];
  return new Map(
    known.flatMap(({ path, hash }) => {
      const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(hash)) ?? [];
      return typeof path === 'string' && hex !== undefined ? [[path, hex] as const] : [];
    }),
  );
}

const maxManifestBytes = 16 * 2 ** 20;

async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  sha256: string | undefined,
  name: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (sha256 !== undefined && hash.digest('hex') !== sha256)
    throw unreadable(`${name} is not what the manifest says: it was changed or damaged`);
}

function readJson(bytes: Buffer, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw unreadable(`${name} is not JSON`, {}, error);
  }
  throw unreadable(`${name} is not a JSON object`);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 0) throw unreadable('it is empty');
    return bytesRead === 4 && ['504b0304', '504b0506'].includes(buffer.toString('hex'));
  } finally {
    await file.close();
  }
}

function aboutFile(path: string, error: unknown): unknown {
  const isOurs = isHoldfastError(error, 'unreadable-input');
  if (isOurs || (error instanceof Error && 'syscall' in error))
    return unreadable(
      `${path} can't be read as WARC or WACZ: ${messageOf(error)}`,
      { path, ...(isOurs ? error.facts : {}) },
      error,
    );
  return error;
}
