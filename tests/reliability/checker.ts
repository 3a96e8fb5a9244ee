/**
 * Looks at an archive from outside: its own SQL, its own hashing, nothing of Holdfast's. So a bug of Holdfast's can't
 * hide itself.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface Findings {
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
  readonly integrity: string;
  readonly posts: number;
}

/** `acks`: lines of `name nonce`. `posts`: names that were acknowledged as recorded. */
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
  const wires = database.prepare('SELECT DISTINCT wire FROM observations').pluck().all().map(String);
  const tmp = join(folder, 'snapshots', 'tmp');
  const findings = {
    lost: lostResults.length + lostPosts.length,
    twice:
      count('SELECT count(*) FROM (SELECT post FROM snapshots GROUP BY post HAVING count(*) > 1)') +
      count(
        "SELECT count(*) FROM (SELECT post FROM observations WHERE rank <> 'article' GROUP BY post HAVING count(*) > 1)",
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
  integrity: 'ok',
};

export function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

function hashOfFile(path: string): string | null {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null;
}

interface Entry {
  readonly seq: number;
  readonly kind: string;
  readonly row: number;
  readonly row_hash: Buffer;
  readonly hash: Buffer;
}

function badLedger(database: Database.Database): number {
  let before: string | null = null;
  let bad = 0;
  const entries = database.prepare('SELECT * FROM ledger ORDER BY seq').all() as Entry[];
  for (const [index, { seq, kind, row, row_hash: rowHash, hash }] of entries.entries()) {
    const text: string = JSON.stringify([before, seq, kind, row, rowHash.toString('hex')]);
    before = hash.toString('hex');
    if (seq !== index + 1 || createHash('sha256').update(text).digest('hex') !== before) bad += 1;
  }
  const rows = ['observations', 'snapshots', 'captures', 'aliases'].map(
    (table) => `SELECT count(*) FROM ${table}`,
  );
  const evidence = rows.reduce((sum, sql) => sum + Number(database.prepare(sql).pluck().get()), 0);
  return bad + Math.abs(entries.length - evidence);
}
