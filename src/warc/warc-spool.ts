import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { CdxEntry } from './cdx.ts';
import type { Packed } from './pack-exchange.ts';
import { unwritable } from './unwritable.ts';
import type { PackedWarc } from './wacz-files.ts';

/** A WARC on disk, growing record by record, hashed and indexed as it grows. */
export interface WarcSpool {
  /** Resolves once the operating system has the bytes; a write that fails leaves whole records only. */
  append(packed: Packed): Promise<void>;
  sync(): Promise<void>;
  /** All of it so far, to be put into a package. */
  whole(): PackedWarc;
  close(): Promise<void>;
}

/** Begins an empty one; throws what the file system does. */
export async function openWarcSpool(path: string): Promise<WarcSpool> {
  const file: FileHandle = await open(path, emptyForAppending);
  const hash = createHash('sha256');
  const entries: CdxEntry[] = [];
  let size = 0;
  return {
    append: async (packed) => {
      const bytes = Buffer.concat(packed.bytes);
      try {
        await file.writeFile(bytes);
      } catch (error) {
        // Half a record would end the file for every reader.
        await file.truncate(size);
        throw unwritable(error, path);
      }
      hash.update(bytes);
      entries.push(...packed.keep(size));
      size += bytes.length;
    },
    sync: () => file.sync(),
    whole: () => {
      const end = size - 1;
      const stream = () => createReadStream(path, { fd: file, autoClose: false, start: 0, end });
      return { sha256: hash.copy().digest('hex'), size, stream, entries };
    },
    close: () => file.close(),
  };
}

/** Appending, so that what follows a write that failed and was cut off stands right behind the last record. */
const emptyForAppending = constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;
