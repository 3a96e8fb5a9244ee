import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHoldfastError } from '../errors.ts';
import { holdsWords } from '../model/redaction-words.ts';
import type { Blobs } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { blobsNamed } from './sqlite-verify.ts';

/** Hex digits by which a blob is told from a million others. */
const telling = 16;
/** Whoever puts a blob names it in a row long before that; milliseconds. */
const longUnnamed = 60 * 60_000;

export interface StrayTools {
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly folder: string;
}

/**
 * Blobs that no row names and that may hold what is taken out: what a killed process put and never told of. Answers that
 * hold these words; and while no job is in work anywhere, all that are no text, since nobody can tell what they show.
 * Pieces of articles that were put aside when those were rewritten go with the articles only.
 */
export async function straysToGo(
  { connection, blobs, folder }: StrayTools,
  words: readonly string[],
  withArticles: boolean,
): Promise<string[]> {
  const named = new Set<string>();
  for await (const hash of blobsNamed(connection)) named.add(hash.slice(0, telling));
  const isQuiet = connection.get(`SELECT 1 FROM jobs WHERE state = 'leased' LIMIT 1`) === undefined;
  const strays: string[] = [];
  for await (const hash of blobs.list()) {
    if (named.has(hash.slice(0, telling))) continue;
    const bytes = await bytesOf(hash, blobs);
    if (bytes === null) continue;
    const kind = kindOf(bytes);
    const isIt = kind === 'other' ? isQuiet && (await isOld(folder, hash)) : holdsWords(bytes, words);
    if (isIt && (kind !== 'piece' || withArticles)) strays.push(hash);
  }
  return strays;
}

/** An answer is data or a whole page; a piece of an article begins with the embed's own markup. */
function kindOf(bytes: Uint8Array): 'answer' | 'piece' | 'other' {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('utf8');
  if (/[\0\ufffd]/u.test(head) || head.startsWith('%PDF')) return 'other';
  return /^\s*(?:[{[]\s*["{[\]}]|<!doctype|<html|<\?xml)/iu.test(head) ? 'answer' : 'piece';
}

async function isOld(folder: string, hash: string): Promise<boolean> {
  const shelf = join(folder, hash.slice(0, 2));
  const names = (await readdir(shelf)).filter((name) => name.startsWith(hash));
  const found = await Promise.all(names.map((name) => stat(join(shelf, name))));
  return found.every(({ mtimeMs }) => Date.now() - mtimeMs > longUnnamed);
}

async function bytesOf(hash: string, blobs: Blobs): Promise<Uint8Array | null> {
  try {
    return await blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted')) return null;
    throw error;
  }
}
