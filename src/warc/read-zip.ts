import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { isHoldfastError, messageOf } from '../errors.ts';
import { unreadable } from './unreadable.ts';

/** A zip whose directory was found harmless. */
export interface GuardedZip {
  readonly names: readonly string[];
  /** The entry's bytes; damage found on the way throws `unreadable-input`. */
  stream(name: string): AsyncIterable<Uint8Array>;
  /** A small entry whole; null when there is none of that name. */
  read(name: string, maxBytes: number): Promise<Buffer | null>;
  close(): void;
}

/** What a zip may ask of us. */
const limits = {
  entries: 10_000,
  entryBytes: 8 * 2 ** 30,
  wholeBytes: 16 * 2 ** 30,
  /** Unpacked to packed, for entries above `smallBytes`. */
  ratio: 200,
  smallBytes: 10 * 2 ** 20,
} as const;

/**
 * Opens a zip and looks its directory over: no name that leads out, none twice, no entry inside another,
 * no more entries and bytes than the limits. Throws `unreadable-input`.
 */
export async function openZip(path: string): Promise<GuardedZip> {
  const zip = await orUnreadable(path, () =>
    openPromise(path, { strictFileNames: true, autoClose: false, validateEntrySizes: true }),
  );
  try {
    const entries = await orUnreadable(path, () => readDirectory(zip));
    return {
      names: [...entries.keys()],
      stream: (name) => streamOf(zip, entries.get(name), `${path}: ${name}`),
      read: async (name, maxBytes) => {
        const entry = entries.get(name);
        if (entry === undefined) return null;
        if (entry.uncompressedSize > maxBytes)
          throw unreadable(`${path}: ${name} is longer than the ${maxBytes} bytes it may have`);
        const chunks: Uint8Array[] = [];
        for await (const chunk of streamOf(zip, entry, `${path}: ${name}`)) chunks.push(chunk);
        return Buffer.concat(chunks);
      },
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw unreadable(`more than ${limits.entries} entries`);
  const entries = new Map<string, Entry>();
  let whole = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    whole += uncompressedSize;
    if (entries.has(fileName)) throw unreadable(`two entries named ${JSON.stringify(fileName)}`);
    if (entries.size >= limits.entries) throw unreadable(`more than ${limits.entries} entries`);
    if (uncompressedSize > limits.entryBytes || whole > limits.wholeBytes)
      throw unreadable(`unpacks to more bytes than are read (${limits.wholeBytes})`);
    if (uncompressedSize > limits.smallBytes && uncompressedSize > compressedSize * limits.ratio)
      throw unreadable(`${fileName} unpacks to more than ${limits.ratio} times its size`);
    if (entry.isEncrypted()) throw unreadable(`${fileName} is encrypted`);
    entries.set(fileName, entry);
  }
  refuseOverlaps([...entries.values()]);
  return entries;
}

/** Entries that share bytes make a small file unpack to any size. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const sorted = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize, fileName } of sorted) {
    if (start < end) throw unreadable(`${fileName} lies inside another entry`);
    end = start + localHeaderBytes + Buffer.byteLength(fileName) + compressedSize;
  }
}

const localHeaderBytes = 30;

async function* streamOf(zip: ZipFile, entry: Entry | undefined, what: string): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw unreadable(`${what} is not in it`);
  const stream: Readable = await orUnreadable(what, () => zip.openReadStreamPromise(entry));
  let checksum = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw wrapped(what, error);
  } finally {
    stream.destroy();
  }
  if (checksum !== entry.crc32) throw unreadable(`${what} is damaged: its checksum is another`);
}

async function orUnreadable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw wrapped(what, error);
  }
}

function wrapped(what: string, error: unknown): Error {
  return isHoldfastError(error) && error.message.startsWith(what)
    ? error
    : unreadable(`${what} can't be read as a zip: ${messageOf(error)}`, {}, error);
}
