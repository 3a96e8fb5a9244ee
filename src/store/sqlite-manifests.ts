import type { Log } from '../log.ts';
import { type ManifestFiles, manifestsIn } from './manifest-files.ts';
import { type EntryLine, type ManifestLine, writeLine } from './manifest-lines.ts';
import type { Manifests } from './manifests-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import {
  articleLine,
  derivativeLine,
  entryLine,
  postLine,
  sinceLine,
  versionLine,
} from './sqlite-manifest-lines.ts';
import { currentFormat } from './sqlite-migrations.ts';

/** Where the manifests stand; see sqlite-schema-manifests.ts. */
export interface ManifestState {
  readonly format: number;
  readonly entry: number;
  readonly first: number;
  readonly segment: number;
  readonly bytes: number;
  readonly differs: number;
  readonly since: number;
}

/** Values of `differs`: what was written holds; it has changed since; it is being written anew beside the old. */
const holds = 0;
const changed = 1;
const renewing = 2;

/** Lines and rows of entries written in one transaction: other writers wait for no longer than that takes. */
const atOnce = 500;
/** Bytes after which another file is begun. */
const segmentSize = 4 * 1024 * 1024;

/**
 * The manifests beside the blobs. They are written from the database, in one transaction with the note of how far they
 * tell: several processes may flush, and what was cut short is written over.
 */
export function manifestsOf(connection: Connection, folder: string, now: () => Date, log: Log): Manifests {
  const files = manifestsIn(folder);
  return {
    flush: async () => {
      let lines = 0;
      // Looking is free, writing is not.
      while (isBehind(connection)) {
        lines += connection.write(() => writeOn(connection, files, now(), log));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return lines;
    },
  };
}

export function manifestState(connection: Connection): ManifestState {
  const state = connection.get<ManifestState>('SELECT * FROM manifests');
  if (state === undefined) throw new Error('nothing is known of the manifests');
  return state;
}

/** Makes the next flush write everything anew: what was written tells something that may not stay. */
export function renewManifests(connection: Connection): void {
  connection.run(`UPDATE manifests SET differs = ${changed}`);
}

const countSince = '(SELECT count(*) FROM redacted_since) + (SELECT count(*) FROM forgotten_since)';

export function isBehind(connection: Connection): boolean {
  const behind = connection.get<{ yes: number }>(
    `SELECT differs <> ${holds} OR EXISTS (SELECT 1 FROM behind)
       OR entry < (SELECT coalesce(max(seq), 0) FROM ledger) OR (format <> @format AND segment > 0)
       OR since <> ${countSince} AS yes
     FROM manifests`,
    { format: currentFormat },
  );
  return behind?.yes === 1;
}

function writeOn(connection: Connection, files: ManifestFiles, now: Date, log: Log): number {
  let state = manifestState(connection);
  if (isOfAnotherHistory(connection, files)) {
    const aside = files.setAside(now.toISOString());
    log('warn', 'the manifests tell of another history than the database: they were moved aside', { aside });
    state = beginAnew(connection, files);
  } else if (state.differs === changed || state.format !== currentFormat || isCutShort(state, files))
    state = beginAnew(connection, files);
  else packFull(files, state);
  const { lines, entry, isAll } = nextLines(connection, state.entry);
  const since = connection.get<{ rows: number }>(`SELECT ${countSince} AS rows`)?.rows ?? 0;
  const late = since === state.since ? [] : [sinceLine(connection)];
  if (lines.length + late.length > 0) state = append(files, state, [...lines, ...late], entry);
  state = { ...state, since };
  writeHead(connection, files, state, now);
  if (isAll && state.differs === renewing) state = dropOld(files, state);
  connection.run(
    `UPDATE manifests SET format = @format, entry = @entry, first = @first, segment = @segment, bytes = @bytes,
       differs = @differs, since = @since`,
    { ...state },
  );
  return lines.length;
}

/** The last that was written is an entry that this database doesn't have: an older one was put in its place. */
export function isOfAnotherHistory(connection: Connection, files: ManifestFiles): boolean {
  const head = files.head();
  if (head === null || head.entry === 0) return false;
  const entry = connection.get<{ hash: Buffer }>('SELECT hash FROM ledger WHERE seq = @seq', {
    seq: head.entry,
  });
  return entry?.hash.toString('hex') !== head.hash;
}

/** Somebody removed a file, or the disk lost some of it. */
export function isCutShort(state: ManifestState, files: ManifestFiles): boolean {
  if (state.segment === 0) return false;
  const there = new Set(files.segments());
  for (let segment = state.first; segment < state.segment; segment += 1) if (!there.has(segment)) return true;
  return (files.sizeOf(state.segment) ?? 0) < state.bytes;
}

/** The file before the one written to, once that is on record as full. */
function packFull(files: ManifestFiles, { first, segment }: ManifestState): void {
  const full = segment - 1;
  if (full >= first && files.sizeOf(full) !== null) files.pack(full);
}

/** In new files; the old ones stay until these tell everything. */
function beginAnew(connection: Connection, files: ManifestFiles): ManifestState {
  connection.script(`INSERT OR IGNORE INTO behind SELECT 'post', id FROM posts;
    INSERT OR IGNORE INTO behind SELECT 'version', id FROM versions;
    INSERT OR IGNORE INTO behind SELECT 'article', name FROM articles;
    INSERT OR IGNORE INTO behind SELECT 'derivative', id FROM derivatives`);
  const segment = Math.max(0, manifestState(connection).segment, ...files.segments()) + 1;
  return { format: currentFormat, entry: 0, first: segment, segment, bytes: 0, differs: renewing, since: 0 };
}

interface NextLines {
  readonly lines: readonly ManifestLine[];
  /** The last entry of the ledger that is written then. */
  readonly entry: number;
  /** Nothing is left to be written after them. */
  readonly isAll: boolean;
}

/** Posts before what names them by number, entries last. */
function nextLines(connection: Connection, after: number): NextLines {
  const behind = connection.all<{
    kind: 'post' | 'version' | 'article' | 'derivative';
    key: number | string;
  }>(`SELECT kind, key FROM behind ORDER BY kind = 'post' DESC, kind = 'version' DESC, key LIMIT ${atOnce}`);
  for (const { kind, key } of behind)
    connection.run('DELETE FROM behind WHERE kind = @kind AND key = @key', { kind, key });
  const lines: (ManifestLine | null)[] = behind.map(({ kind, key }) => {
    if (kind === 'article') return articleLine(connection, String(key));
    if (kind === 'derivative') return derivativeLine(connection, Number(key));
    return kind === 'post' ? postLine(connection, Number(key)) : versionLine(connection, Number(key));
  });
  const entries: EntryLine[] = [];
  let entry = after;
  let isAll = false;
  // An entry may be over hundreds of rows.
  for (let rows = behind.length; rows < atOnce && !isAll; ) {
    const next = entryLine(connection, entry);
    isAll = next === null;
    if (next === null) continue;
    entries.push(next);
    entry = next.seq;
    rows += next.of.length;
  }
  return { lines: [...lines.filter((line) => line !== null), ...entries], entry, isAll };
}

function append(
  files: ManifestFiles,
  state: ManifestState,
  lines: readonly ManifestLine[],
  entry: number,
): ManifestState {
  const isNew = state.bytes === 0 || state.bytes >= segmentSize;
  const segment = state.bytes >= segmentSize ? state.segment + 1 : state.segment;
  const at = isNew ? 0 : state.bytes;
  const heading: ManifestLine[] = isNew ? [{ kind: 'manifest', version: 1, format: currentFormat }] : [];
  const text = [...heading, ...lines].map(writeLine).join('');
  files.append(segment, at, text);
  return { ...state, segment, entry, bytes: at + Buffer.byteLength(text) };
}

function writeHead(connection: Connection, files: ManifestFiles, state: ManifestState, now: Date): void {
  const { entry, segment, bytes } = state;
  const last = connection.get<{ hash: Buffer }>('SELECT hash FROM ledger WHERE seq = @entry', { entry });
  const hash = last?.hash.toString('hex') ?? null;
  files.writeHead({ entry, hash, segment, bytes, at: now.toISOString() });
}

/** Called before the note of it lasts: what is removed twice is removed. */
function dropOld(files: ManifestFiles, state: ManifestState): ManifestState {
  for (const segment of files.segments()) if (segment < state.first) files.remove(segment);
  return { ...state, differs: holds };
}
