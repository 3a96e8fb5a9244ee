import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file to be put into a zip: bytes at hand, or a stream of known size. */
export type ZipInput =
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly size: number; readonly stream: () => Readable };

/** A zip as a stream, nothing compressed, in the order given. The same input gives the same bytes. */
export function zipStored(inputs: readonly ZipInput[], at: Date): AsyncIterable<Buffer> {
  const zip = new ZipFile();
  zip.on('error', (error) => {
    (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error)));
  });
  // Zip times are local ones: moved so that every time zone writes what the clock says in UTC.
  const mtime = new Date(at.getTime() + at.getTimezoneOffset() * 60_000);
  const options = { compress: false, mtime, forceDosTimestamp: true, mode: 0o100644 };
  for (const input of inputs) {
    if ('bytes' in input) zip.addBuffer(input.bytes, input.path, options);
    else
      zip.addReadStreamLazy(input.path, { ...options, size: input.size }, (done) => {
        done(null, input.stream());
      });
  }
  zip.end();
  return zip.outputStream as Readable;
}

/** The same, written to a file and synced to disk. */
export async function writeStoredZip(path: string, inputs: readonly ZipInput[], at: Date): Promise<void> {
  const file = await open(path, 'w');
  try {
    await writeAll(file, zipStored(inputs, at));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) await file.writeFile(chunk);
}
