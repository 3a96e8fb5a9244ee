import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../make-folder.ts';
import type { RemovedBlob } from './redactions-contract.ts';
import { fileError } from './storage-error.ts';

/** Removes a blob's bytes in whatever form they lie there; gone from the disk once it returns. */
export async function removeBlob(folder: string, hash: string): Promise<void> {
  const shelf = join(folder, hash.slice(0, 2));
  try {
    const names = (await namesIn(shelf)).filter((name) => name.startsWith(hash));
    for (const name of names) await rm(join(shelf, name), { force: true });
    if (names.length > 0) syncFolder(shelf);
  } catch (error) {
    throw fileError(error, shelf);
  }
}

/** Whether bytes of it lie there in any form. */
export async function isThere(folder: string, hash: string): Promise<boolean> {
  const shelf = join(folder, hash.slice(0, 2));
  try {
    return (await namesIn(shelf)).some((name) => name.startsWith(hash));
  } catch (error) {
    throw fileError(error, shelf);
  }
}

/** What a rebuild or an import cut short left beside the database and the manifests: copies, which no takedown reaches. */
export async function copiesBeside(database: string, folder: string): Promise<string[]> {
  const name = basename(database);
  const own = new Set(['', '-wal', '-shm', '-journal', '-reserve'].map((end) => name + end));
  const files = (await namesIn(dirname(database))).filter((file) => file.startsWith(name) && !own.has(file));
  const manifests = (await namesIn(folder)).filter((file) => file.startsWith('manifests-'));
  return [
    ...files.map((file) => join(dirname(database), file)),
    ...manifests.map((file) => join(folder, file)),
  ].sort();
}

/** What a tombstone tells of a blob: how many bytes, and what they were by how they begin. */
export function describeBlob(hash: string, bytes: Uint8Array | null): RemovedBlob {
  if (bytes === null) return { hash, size: null, mediaType: null };
  return { hash, size: bytes.length, mediaType: mediaTypeOf(bytes) };
}

function mediaTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const known = beginnings.find(([, pattern]) => pattern.test(head));
  return known?.[0] ?? 'application/octet-stream';
}

const beginnings: readonly (readonly [mediaType: string, beginning: RegExp])[] = [
  ['image/png', /^\x89PNG/u],
  ['image/jpeg', /^\xff\xd8\xff/u],
  ['image/gif', /^GIF8/u],
  ['image/webp', /^RIFF....WEBP/su],
  ['image/avif', /^....ftypavi[fs]/su],
  ['video/mp4', /^....ftyp/su],
  ['video/webm', /^\x1a\x45\xdf\xa3/u],
  ['application/pdf', /^%PDF-/u],
  ['application/wacz', /^PK\x03\x04/u],
  ['text/html', /^\s*<(?:!doctype|html|\?xml|[a-z])/iu],
  ['application/json', /^\s*[[{"]/u],
];

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
