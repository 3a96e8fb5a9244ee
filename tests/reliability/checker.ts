/**
 * Looks at an archive from outside: its own SQL, its own hashing, nothing of Holdfast's. So a bug of Holdfast's can't
 * hide itself.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { tornManifests } from './manifests-checker.ts';

export interface Findings {
  /** Results that were acknowledged. */
  readonly acknowledged: number;
  /** Acknowledged results that aren't in the archive. */
  readonly lost: number;
  /** Archive jobs that had an effect more than once. */
  readonly twice: number;
  /** Blobs named by rows that are missing or have other bytes. */
  readonly badBlobs: number;
  /** Jobs that aren't done. */
  readonly undone: number;
  /** Posts without exactly one done job of each kind. */
  readonly notOnce: number;
  /** Entries of the ledger that don't follow, and rows without one. */
  readonly badLedger: number;
  readonly unfinishedFiles: number;
  /** What the manifests beside the blobs should tell and don't. */
  readonly tornManifests: readonly string[];
  readonly integrity: string;
  readonly posts: number;
}

/** `acks`: lines that begin with `name nonce`. `posts`: names that were acknowledged as recorded. */
export function check(folder: string, acks: string, posts: readonly string[]): Findings {
  const database = new Database(join(folder, 'data', 'holdfast.db'), { readonly: true });
  const count = (sql: string, ...values: unknown[]) =>
    Number(
      database
        .prepare(sql)
        .pluck()
        .get(...values),
    );
  const kept = database.prepare(
    'SELECT count(*) FROM snapshots s JOIN posts p ON p.id = s.post WHERE p.name = ? AND instr(s.content, ?) > 0',
  );
  const acknowledged = linesOf(acks).map((line) => line.split(' '));
  const lostResults = acknowledged.filter(([name, nonce]) => kept.pluck().get(name, nonce) !== 1);
  const recorded = database
    .prepare('SELECT count(*) FROM jobs j JOIN posts p ON p.id = j.post WHERE p.name = ?')
    .pluck();
  const lostPosts = posts.filter((name) => Number(recorded.get(name)) === 0);
  const wires = database
    .prepare('SELECT DISTINCT lower(hex(wire)) FROM observations')
    .pluck()
    .all()
    .map(String);
  const tmp = join(folder, 'snapshots', 'tmp');
  const findings = {
    acknowledged: acknowledged.length,
    lost: lostResults.length + lostPosts.length,
    twice:
      count('SELECT count(*) FROM (SELECT post FROM snapshots GROUP BY post HAVING count(*) > 1)') +
      count(
        `SELECT count(*) FROM (SELECT o.post FROM observations o JOIN tellings t ON t.id = o.telling
         WHERE t.rank <> 'article' GROUP BY o.post HAVING count(*) > 1)`,
      ),
    badBlobs: wires.filter((hash) => hashOfFile(join(folder, 'snapshots', hash.slice(0, 2), hash)) !== hash)
      .length,
    undone: count("SELECT count(*) FROM jobs WHERE state <> 'done'"),
    notOnce: count(
      `SELECT count(*) FROM posts p WHERE
         (SELECT count(*) FROM jobs j WHERE j.post = p.id AND j.kind = 'archive' AND j.state = 'done') <> 1 OR
         (SELECT count(*) FROM jobs j WHERE j.post = p.id AND j.kind = 'capture' AND j.state = 'done') <> 1`,
    ),
    badLedger: badLedger(database),
    unfinishedFiles: existsSync(tmp) ? readdirSync(tmp).length : 0,
    tornManifests: tornManifests(folder, database),
    integrity: String(database.pragma('integrity_check', { simple: true })),
    posts: count('SELECT count(*) FROM posts'),
  };
  database.close();
  return findings;
}

/** What a run of nothing but success leaves, whatever happened on the way. */
export const clean = {
  lost: 0,
  twice: 0,
  badBlobs: 0,
  undone: 0,
  notOnce: 0,
  badLedger: 0,
  unfinishedFiles: 0,
  tornManifests: [],
  integrity: 'ok',
};

export function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

function hashOfFile(path: string): string | null {
  const bytes = existsSync(path) ? readFileSync(path) : unpackedAt(`${path}.zst`);
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

function unpackedAt(path: string): Buffer | null {
  try {
    return zstdDecompressSync(readFileSync(path));
  } catch {
    return null;
  }
}

interface Entry {
  readonly seq: number;
  readonly rows: string;
  readonly marks: Buffer;
  readonly hash: Buffer;
}

function badLedger(database: Database.Database): number {
  let before: string | null = null;
  let bad = 0;
  let entered = 0;
  const entries = database.prepare('SELECT * FROM ledger ORDER BY seq').all() as Entry[];
  for (const [index, { seq, rows, marks, hash }] of entries.entries()) {
    const told = rowsIn(rows).map(([kind, row]) => [kind, row, hashOfRow(database, kind, row)] as const);
    const text: string = JSON.stringify([before, seq, told]);
    const begins = told.map(([, , rowHash]) => rowHash.slice(0, 4)).join('');
    before = hash.toString('hex');
    entered += told.length;
    if (seq !== index + 1 || begins !== marks.toString('hex') || sha256(text) !== before) bad += 1;
  }
  const evidence = Object.values(evidenceTables).map((table) => `SELECT count(*) FROM ${table}`);
  const there = evidence.reduce((sum, sql) => sum + Number(database.prepare(sql).pluck().get()), 0);
  return bad + Math.abs(entered - there);
}

const evidenceTables = {
  observation: 'observations',
  snapshot: 'snapshots',
  capture: 'captures',
  alias: 'aliases',
};

type Kind = keyof typeof evidenceTables;

function rowsIn(text: string): (readonly [Kind, number])[] {
  return text.split(' ').flatMap((run) => {
    const kind = (['observation', 'snapshot', 'capture', 'alias'] as const).find(
      (name) => name[0] === run[0],
    );
    const [first = 0, more = 0] = run.slice(1).split('+').map(Number);
    if (kind === undefined) return [];
    return Array.from({ length: more + 1 }, (_, step) => [kind, first + step] as const);
  });
}

/** What a row says, as it was written before it was made short. */
const rowTexts: Readonly<Record<Kind, string>> = {
  observation: `SELECT p.name AS post, t.source, t.rank, t.outcome, t.reason, t.url, t.status, o.at, o.as_of, o.wire
    FROM observations o JOIN tellings t ON t.id = o.telling JOIN posts p ON p.id = o.post WHERE o.id = ?`,
  snapshot: `SELECT p.name AS post, s.taken_at, s.cause, s.meaning, s.state, s.known, s.content
    FROM snapshots s JOIN posts p ON p.id = s.post WHERE s.id = ?`,
  capture: `SELECT p.name AS post, c.*, c.kind AS capture, NULL AS id, NULL AS kind
    FROM captures c JOIN snapshots s ON s.id = c.snapshot JOIN posts p ON p.id = s.post WHERE c.id = ?`,
  alias: `SELECT p.name AS post, a.alias, a.reason, a.observation
    FROM aliases a JOIN posts p ON p.id = a.post WHERE a.id = ?`,
};

/** Absent where they say nothing, for they came later. */
const late = ['as_of', 'parts', 'avif', 'thumb', 'pdf', 'wacz', 'cut_from', 'settings'];

function hashOfRow(database: Database.Database, kind: Kind, row: number): string {
  const found = (database.prepare(rowTexts[kind]).get(row) ?? {}) as Record<string, unknown>;
  const told = Object.entries(found)
    .filter(([column, value]) => value !== null || !late.includes(column))
    .filter(([column]) => !['id', 'kind'].includes(column))
    .map(([column, value]) => [column, spelledOut(column, value)] as const);
  const sorted = [...told, ['kind', kind] as const, ['row', row] as const].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return sha256(JSON.stringify(Object.fromEntries(sorted)));
}

function spelledOut(column: string, value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return ['at', 'as_of'].includes(column) && typeof value === 'number'
    ? new Date(value).toISOString()
    : value;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
