import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { readRecords } from '../warc/read-file.ts';
import type { Input } from './inputs.ts';
import { readPages } from './web-archive.ts';

/** The pages of a WACZ that came by the network or a pipe. A zip is read from its end, so it is put on disk meanwhile. */
export async function* readWaczBytes(name: string, bytes: Uint8Array): AsyncIterable<Input> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-wacz-'));
  const path = join(folder, 'input.wacz');
  try {
    await writeFile(path, bytes);
    yield* readPages(name, readRecords(path));
  } catch (cause) {
    if (!(cause instanceof HoldfastError)) throw cause;
    const message = cause.message.replaceAll(path, name);
    throw new HoldfastError(cause.name, message, { cause, facts: { input: name } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
