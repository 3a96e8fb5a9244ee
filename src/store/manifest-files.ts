import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { makeFolder, syncFolder } from '../make-folder.ts';
import { type ManifestLine, readLine } from './manifest-lines.ts';
import { fileError } from './storage-error.ts';

/** How far the manifests tell, in a file of its own: so that a file cut short or gone is missed. */
export interface ManifestHead {
  /** The last entry of the ledger, and its hash in hex; 0 and null before any. */
  readonly entry: number;
  readonly hash: string | null;
  /** The file written last, and how long it was. */
  readonly segment: number;
  readonly bytes: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * The folder of manifests: `000001.jsonl` and so on, those that are full packed as `000001.jsonl.zst`, and `head.json`.
 * Throws `archive-unavailable` and `disk-full`.
 */
export interface ManifestFiles {
  readonly folder: string;
  segments(): number[];
  pathOf(segment: number): string;
  /** Null when it isn't there. */
  sizeOf(segment: number): number | null;
  /** Puts text behind the first `at` bytes, which are all that is left of what was there; on disk once it returns. */
  append(segment: number, at: number, text: string): void;
  /** Makes a file that nothing is added to any more small. */
  pack(segment: number): void;
  /** The lines of a file as far as they are whole; a damaged one is null. */
  read(segment: number): PlacedLine[];
  remove(segment: number): void;
  /** Null when it isn't there or is damaged. */
  head(): ManifestHead | null;
  writeHead(head: ManifestHead): void;
  /** Out of the way under another name, for people to look at; that name. */
  setAside(mark: string): string;
}

export interface PlacedLine {
  /** Of its first byte. */
  readonly offset: number;
  readonly line: ManifestLine | null;
}

export function manifestsIn(folder: string): ManifestFiles {
  const pathOf = (segment: number) => join(folder, `${String(segment).padStart(6, '0')}.jsonl`);
  const headPath = join(folder, 'head.json');
  return {
    folder,
    segments: () => guarded(folder, () => segmentsIn(folder)),
    pathOf,
    sizeOf: (segment) => statSync(pathOf(segment), { throwIfNoEntry: false })?.size ?? null,
    append: (segment, at, text) => guarded(folder, () => append(pathOf(segment), at, text)),
    pack: (segment) => guarded(folder, () => pack(pathOf(segment))),
    read: (segment) => guarded(folder, () => readLines(pathOf(segment))),
    remove: (segment) =>
      guarded(folder, () => {
        for (const end of ['', packedEnd, `${packedEnd}${draftEnd}`])
          rmSync(pathOf(segment) + end, { force: true });
      }),
    head: () => guarded(folder, () => readHead(headPath)),
    writeHead: (head) =>
      guarded(folder, () => {
        makeFolder(folder);
        replaceFile(headPath, `${JSON.stringify(head)}\n`);
      }),
    setAside: (mark) =>
      guarded(folder, () => {
        const name = `${folder}-${mark.replaceAll(/[^0-9TZ]/gu, '')}`;
        renameSync(folder, name);
        syncFolder(dirname(folder));
        return name;
      }),
  };
}

function segmentsIn(folder: string): number[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  const segments = readdirSync(folder).flatMap(
    (name) => /^(\d{6,})\.jsonl(?:\.zst)?$/u.exec(name)?.[1] ?? [],
  );
  return [...new Set(segments.map(Number))].sort((a, b) => a - b);
}

function append(path: string, at: number, text: string): void {
  makeFolder(dirname(path));
  const isNew = statSync(path, { throwIfNoEntry: false }) === undefined;
  const file = openSync(path, isNew ? 'wx' : 'r+', 0o644);
  try {
    ftruncateSync(file, at);
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, at + done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
}

const packedEnd = '.zst';
const draftEnd = '.new';

/** Killed halfway it leaves both, of which the plain one counts. */
function pack(path: string): void {
  replaceFile(path + packedEnd, zstdCompressSync(readFileSync(path)));
  rmSync(path);
}

/** Null for a packed file that can't be unpacked. */
function readWhole(path: string): Buffer | null {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return readFileSync(path);
  try {
    return zstdDecompressSync(readFileSync(path + packedEnd), { maxOutputLength: 2 ** 30 });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    return null;
  }
}

function readLines(path: string): PlacedLine[] {
  const bytes = readWhole(path);
  if (bytes === null) return [{ offset: 0, line: null }];
  const lines: PlacedLine[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(0x0a, offset);
    const line = end === -1 ? null : readLine(bytes.toString('utf8', offset, end));
    lines.push({ offset, line });
    offset = end === -1 ? bytes.length : end + 1;
  }
  return lines;
}

function readHead(path: string): ManifestHead | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  try {
    const head = JSON.parse(readFileSync(path, 'utf8')) as ManifestHead;
    return Number.isInteger(head.entry) && Number.isInteger(head.segment) ? head : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Old or new, never between. */
export function replaceFile(path: string, text: string | Uint8Array): void {
  const draft = `${path}${draftEnd}`;
  writeFileSync(draft, text, { flush: true });
  renameSync(draft, path);
  syncFolder(dirname(path));
}

function guarded<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fileError(error, folder);
  }
}
