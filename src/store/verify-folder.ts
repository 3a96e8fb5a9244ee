import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { fallbackFiles } from '../model/fallbacks.ts';
import { fileError } from './storage-error.ts';
import type { Damage } from './verify-contract.ts';
import { verifyFallbacks } from './verify-fallbacks.ts';

/** SHA-256 or another hash in hex of each file, by path with slashes. */
type Listed = ReadonlyMap<string, string>;

interface ListedFiles {
  readonly algorithm: string;
  readonly files: Listed;
  /** Files below that path must all be listed; null where none must. */
  readonly all: string | null;
  /** Not expected to be listed. */
  readonly except: readonly string[];
}

/**
 * An exported folder against what it says of its own files: a bag (RFC 8493), an export as JSON or of fallbacks. Throws
 * `unreadable-input` for anything else.
 */
export async function* verifyFolder(folder: string): AsyncIterable<Damage> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  if (names.includes(fallbackFiles.fallbacks) || names.includes(fallbackFiles.lock)) {
    yield* verifyFallbacks(folder);
    return;
  }
  const lists = names.includes('bagit.txt')
    ? await listsOfBag(folder, names)
    : await listsOfJson(folder, names);
  for (const list of lists) yield* verifyList(folder, list);
}

async function listsOfBag(folder: string, names: readonly string[]): Promise<ListedFiles[]> {
  const manifests = names.flatMap((name) => {
    const [, tag, algorithm] = /^(tag)?manifest-(md5|sha1|sha256|sha512)\.txt$/u.exec(name) ?? [];
    return algorithm === undefined ? [] : [{ name, algorithm, isTag: tag !== undefined }];
  });
  if (!manifests.some(({ isTag }) => !isTag))
    throw new HoldfastError(
      'unreadable-input',
      `${folder} is a bag without a manifest: nothing tells what its files should be`,
    );
  return Promise.all(
    manifests.map(async ({ name, algorithm, isTag }) => ({
      algorithm,
      files: bagLines(await readFile(join(folder, name), 'utf8')),
      all: isTag ? null : 'data/',
      except: [],
    })),
  );
}

/** RFC 8493 §2.1.3. */
function bagLines(text: string): Listed {
  const lines = text.split(/\r\n|\r|\n/u).flatMap((line) => {
    const [, hash, path] = /^([0-9a-fA-F]+)\s+\*?(.+)$/u.exec(line) ?? [];
    return hash === undefined || path === undefined
      ? []
      : [
          [
            path.replaceAll(/%(0a|0d|25)/giu, (code) => decodeURIComponent(code)),
            hash.toLowerCase(),
          ] as const,
        ];
  });
  return new Map(lines);
}

async function listsOfJson(folder: string, names: readonly string[]): Promise<ListedFiles[]> {
  const manifest = names.includes('manifest.json')
    ? (JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
        readonly format?: unknown;
        readonly files?: readonly { readonly path: string; readonly sha256: string }[];
      })
    : null;
  if (manifest?.format !== 'holdfast-export-1' || !Array.isArray(manifest.files))
    throw new HoldfastError(
      'unreadable-input',
      `${folder} is no export: "verify FILE" takes what "export" makes; an archive is checked with --archive ${folder}`,
    );
  const files = manifest.files.map(({ path, sha256 }) => [path, sha256] as const);
  return [{ algorithm: 'sha256', files: new Map(files), all: '', except: ['manifest.json'] }];
}

async function* verifyList(
  folder: string,
  { algorithm, files, all, except }: ListedFiles,
): AsyncIterable<Damage> {
  for (const [path, wanted] of files) {
    const damaged = (detail: string): Damage => ({ kind: 'file-damaged', what: path, detail });
    if (path.split('/').includes('..') || path.startsWith('/'))
      yield damaged('its path leads out of the folder');
    else if (!(await isFile(join(folder, path)))) yield damaged('it is missing');
    else if ((await hashFile(join(folder, path), algorithm)) !== wanted)
      yield damaged('it is not what the manifest says');
  }
  if (all === null) return;
  for await (const path of filesIn(join(folder, all))) {
    const name = relative(folder, path).split(sep).join('/');
    if (!files.has(name) && !except.includes(name))
      yield { kind: 'file-damaged', what: name, detail: 'the manifest says nothing of it' };
  }
}

async function* filesIn(folder: string): AsyncIterable<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) yield* filesIn(join(folder, entry.name));
    else yield join(folder, entry.name);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function hashFile(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
