import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { measure } from './measure.ts';

const blobs = 30;
const size = 900 * 1024;

/** Keeping blobs, beside the bare write, fsync, rename and fsync of the folder. */
export async function benchStore(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const store = await openStore({
    database: join(folder, 'a.db'),
    blobs: join(folder, 'blobs'),
    log: silentLog,
  });
  try {
    const times = await measure([
      {
        name: 'put',
        run: async () => {
          for (let n = 0; n < blobs; n++) await store.blobs.put(randomBytes(size));
        },
      },
      {
        name: 'bare',
        run: () => {
          for (let n = 0; n < blobs; n++) writeBare(folder, randomBytes(size));
        },
      },
    ]);
    const each = (name: string) => (times.get(name) ?? Number.NaN) / blobs;
    return [
      `a blob of ${size / 1024} KiB: ${each('put').toFixed(1)} ms kept, ${each('bare').toFixed(1)} ms written bare`,
      `→ ${(each('bare') / each('put')).toFixed(2)} × the bare rate`,
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeBare(folder: string, bytes: Uint8Array): void {
  const path = join(folder, randomBytes(8).toString('hex'));
  const file = openSync(`${path}.tmp`, 'w');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.tmp`, path);
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
