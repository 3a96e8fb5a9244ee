import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { HoldfastError, isHoldfastError, messageOf } from '../errors.ts';
import { sha256 } from '../model/canonical.ts';

/**
 * Writes an article's bytes below `outDir` under the path its name has (`posts/a.html` → `outDir/posts/a.html`),
 * whole or not at all, and gives the path written. Never leaves `outDir`, by `..` or by links, and never writes over
 * the article itself. Throws `usage` where it may not write there, `disk-full`.
 */
export async function writeArticle(outDir: string, name: string, bytes: Uint8Array): Promise<string> {
  const target = join(outDir, outputPathOf(name));
  if (resolve(name) === resolve(target)) {
    throw new HoldfastError('usage', `${name} would be written over: choose another folder for --out`, {
      facts: { path: target },
    });
  }
  try {
    await mkdir(dirname(target), { recursive: true });
    await refuseEscape(outDir, dirname(target));
    await writeWhole(target, bytes);
  } catch (cause) {
    throw isHoldfastError(cause) ? cause : failure(target, cause);
  }
  return target;
}

/**
 * The path below the output folder an article's name has: paths lose their root and every `..`, a path inside the
 * current folder stays as it is from there; an address becomes `host/path`, `.html` added where it has no extension.
 */
export function outputPathOf(name: string): string {
  if (/^https?:\/\//iu.test(name)) return pathOfAddress(new URL(name));
  if (name === '-') return 'stdin.txt';
  const inside = isAbsolute(name) ? relative(process.cwd(), name) : name;
  const path = inside.startsWith('..') ? name : inside;
  const parts = path
    .split(/[/\\]/u)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/iu.test(part));
  return join(...parts);
}

function pathOfAddress(url: URL): string {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(plainPart);
  const last = parts.pop() ?? 'index';
  const named = /\.[a-z0-9]{1,8}$/iu.test(last) ? last : `${last}.html`;
  const file =
    url.search === '' ? named : named.replace(/(?=\.[^.]+$)/u, `-${sha256(url.search).slice(0, 8)}`);
  return join(plainPart(url.host), ...parts, file);
}

/** A stranger's address never becomes a hidden file, a parent folder or a name no disk takes. */
function plainPart(part: string): string {
  const plain = part
    .replace(/[^\w.~@+=,-]+/gu, '-')
    .replace(/^\.+/u, '')
    .slice(0, 100);
  return plain === '' ? '-' : plain;
}

/** A link inside the output folder may lead out of it. */
async function refuseEscape(outDir: string, folder: string): Promise<void> {
  const [root, real] = [await realpath(outDir), await realpath(folder)];
  if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  throw new HoldfastError(
    'usage',
    `${folder} leads out of ${outDir}: remove that link or choose another folder`,
    {
      facts: { path: real },
    },
  );
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const draft = join(
    dirname(target),
    `.${basename(target).slice(0, 80)}.${randomBytes(6).toString('hex')}.part`,
  );
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function failure(path: string, cause: unknown): HoldfastError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HoldfastError('disk-full', `no room to write ${path}: free some space and run it again`, {
      cause,
    });
  }
  const message = `${path} can't be written (${code ?? messageOf(cause)}): choose another folder for --out`;
  return new HoldfastError('usage', message, { cause, facts: { path, code } });
}
