import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';
import { readyFolder } from './ready-folder.ts';

/** Folder of the packaged browser's compressed parts; null where the package isn't installed or has none to run here. */
export async function packagedBrowser(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const parts = partsFolder();
  if (parts === null) return null;
  return access(join(parts, 'chromium.br')).then(
    () => parts,
    () => null,
  );
}

/**
 * Unpacks the packaged browser into `<cache>/chromium-<version>/`, once. The package's own way is not taken: it
 * unpacks into the shared temporary folder and runs whatever lies there already.
 */
export async function unpackBrowser(
  cache: string,
): Promise<{ readonly path: string; readonly libraries: string | null }> {
  const parts = partsFolder() ?? '';
  const folder = await readyFolder(join(cache, `chromium-${await packageVersion(parts)}`), async (into) => {
    await pipeline(
      createReadStream(join(parts, 'chromium.br')),
      createBrotliDecompress({ chunkSize: 1 << 20 }),
      createWriteStream(join(into, 'chromium'), { mode: 0o700 }),
    );
    if (!(await runs(join(into, 'chromium'), null))) await unpackLibraries(parts, into);
    await writeFile(
      join(into, 'README'),
      'The browser of @sparticuz/chromium, unpacked. It can be removed at any time.\n',
    );
  });
  const libraries = join(folder, 'libraries');
  const needed = await access(libraries).then(
    () => true,
    () => false,
  );
  return { path: join(folder, 'chromium'), libraries: needed ? libraries : null };
}

/** NSS and its kin for systems without them; kept only when the browser runs with them and not without. */
async function unpackLibraries(parts: string, into: string): Promise<void> {
  const folder = join(into, 'libraries');
  await mkdir(folder, { mode: 0o700 });
  const tar = await promisify(brotliDecompress)(await readFile(join(parts, 'al2023.tar.br')));
  for (const { name, bytes } of filesInTar(tar)) await writeFile(join(folder, basename(name)), bytes);
  if (!(await runs(join(into, 'chromium'), folder))) await rm(folder, { recursive: true });
}

async function runs(program: string, libraries: string | null): Promise<boolean> {
  const env = libraries === null ? {} : { LD_LIBRARY_PATH: libraries };
  return promisify(execFile)(program, ['--version'], { env, timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/** Regular files of a ustar archive: 512-byte headers, name at 0, size in octal at 124, type at 156. */
function* filesInTar(tar: Buffer): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8) || 0;
    const isFile = text(156, 1) === '0' || text(156, 1) === '';
    if (isFile) yield { name: text(0, 100), bytes: tar.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function partsFolder(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return join(dirname(entry), '..', 'bin');
  } catch {
    // An optional dependency: a machine may well be without it.
    return null;
  }
}

async function packageVersion(parts: string): Promise<string> {
  const text = await readFile(join(parts, '..', 'package.json'), 'utf8');
  return String((JSON.parse(text) as { version?: unknown }).version);
}
