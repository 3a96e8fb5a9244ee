/** Looks at the manifests beside the blobs from outside, with nothing of Holdfast's. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';

interface Head {
  readonly entry: number;
  readonly hash: string | null;
  readonly segment: number;
  readonly bytes: number;
}

interface Line {
  readonly kind: string;
  readonly seq?: number;
}

/**
 * What is torn: manifests may tell less than the database, but what `head.json` says they tell has to be there, line by
 * line, and be of this database's history. Behind that a line may be cut short.
 */
export function tornManifests(folder: string, database: Database.Database): string[] {
  const place = join(folder, 'snapshots', 'manifests');
  if (!existsSync(join(place, 'head.json'))) return [];
  const head = parsed(readFileSync(join(place, 'head.json'), 'utf8')) as Head | null;
  if (head === null) return ['head.json is cut short'];
  const torn: string[] = [];
  const entry = database.prepare('SELECT lower(hex(hash)) FROM ledger WHERE seq = ?').pluck().get(head.entry);
  if (head.entry > 0 && entry !== head.hash)
    torn.push(`the database has no entry ${head.entry} of that hash`);
  const seen = new Set<number>();
  for (const name of readdirSync(place).filter((file) => /\.jsonl(?:\.zst)?$/u.test(file))) {
    const bytes = bytesOf(join(place, name));
    if (bytes === null) {
      torn.push(`${name} can't be unpacked`);
      continue;
    }
    const isLast = Number.parseInt(name, 10) === head.segment;
    if (isLast && bytes.length < head.bytes) torn.push(`${name} has ${bytes.length} of ${head.bytes} bytes`);
    const text = bytes.toString('utf8', 0, isLast ? head.bytes : bytes.length);
    for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
      const told = wholeLine(line);
      if (told === null) torn.push(`${name} line ${index + 1} is not as it was written`);
      else if (told.kind === 'entry') seen.add(told.seq ?? 0);
    }
    if (isLast && !text.endsWith('\n')) torn.push(`${name} ends within a line`);
  }
  const missing = Array.from({ length: head.entry }, (_, index) => index + 1).filter((seq) => !seen.has(seq));
  return missing.length === 0 ? torn : [...torn, `${missing.length} entries of the ledger are missing`];
}

/** Those that are full are packed. */
function bytesOf(path: string): Buffer | null {
  const bytes = readFileSync(path);
  if (!path.endsWith('.zst')) return bytes;
  try {
    return zstdDecompressSync(bytes);
  } catch {
    return null;
  }
}

function wholeLine(line: string): Line | null {
  const [, text = '', sum] = /^(.*),"sum":"([0-9a-f]{16})"\}$/u.exec(line) ?? [];
  if (createHash('sha256').update(`${text}}`).digest('hex').slice(0, 16) !== sum) return null;
  return parsed(line) as Line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
