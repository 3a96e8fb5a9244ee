import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { makeFolder, syncFolder } from '../make-folder.ts';
import { copyBlobs } from './blob-copies.ts';
import { readOnlyBlobs } from './blobs.ts';
import { type ManifestFiles, manifestsIn } from './manifest-files.ts';
import { readOnlyError } from './read-only.ts';
import type { RebuildReport } from './rebuild-contract.ts';
import { type Connection, openConnection } from './sqlite-connection.ts';
import { restoreDerivative } from './sqlite-derivatives.ts';
import { isHeldElsewhere } from './sqlite-held.ts';
import { currentFormat, migrate } from './sqlite-migrations.ts';
import { lookUp } from './sqlite-redaction-rows.ts';
import { type Restored, restore, restoreRow, restoreSince } from './sqlite-restore.ts';
import { laneOf } from './sqlite-schema-lanes.ts';
import { blobsNamed } from './sqlite-verify.ts';
import { checkLedger } from './sqlite-verify-ledger.ts';
import type { Damage } from './verify-contract.ts';

export interface RebuildOptions {
  /** Where the database is to be. */
  readonly database: string;
  /** The folder of the blobs, with their manifests. */
  readonly blobs: string;
  readonly log: Log;
  readonly now: Date;
  /** A database that is there already is moved aside; else that is refused. */
  readonly force: boolean;
  /** Where blobs are brought to, for an archive of its own; null where they stay. */
  readonly blobsTo: string | null;
  readonly onLines?: (lines: number) => void;
  /** Breaks off, with its reason as error, and leaves all as it was. */
  readonly signal?: AbortSignal;
}

/** The format that brought the evidence as manifests tell it; all that came later is reckoned from that by its own step. */
const evidenceFormat = 6;

/**
 * Makes the database again from the manifests beside the blobs, and proves it by the ledger's chain. Whatever can be
 * had is; what can't is named. The database that was there, if any, is moved aside, never deleted. Killed at any point
 * it can be run again. Throws `usage` where there is a database and no `force`, `archive-unavailable` where there are no
 * manifests or another process has the archive open.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const { database, force, log, now } = options;
  const files = manifestsIn(join(options.blobs, 'manifests'));
  if (files.segments().length === 0) throw noManifests(files.folder);
  if (existsSync(database)) {
    if (!force) throw alreadyThere(database);
    const readOnly = readOnlyError(database, options.blobs);
    if (readOnly !== null) throw readOnly;
    if (isHeldElsewhere(database)) throw inUse(database);
  }
  const draft = `${database}-rebuild`;
  removeDatabase(draft);
  const made = await makeDatabase(draft, files, options).catch((error: unknown) => {
    removeDatabase(draft);
    throw error;
  });
  const { blobsTo } = options;
  const losses = blobsTo === null ? made.losses : [...made.losses, ...(await bringBlobs(options, blobsTo))];
  const mark = now.toISOString().replaceAll(/[^0-9TZ]/gu, '');
  const isDamaged = made.losses.length > 0 && blobsTo === null;
  const formerDatabase = existsSync(database) ? moveDatabase(database, `${database}-before-${mark}`) : null;
  moveDatabase(draft, database);
  syncFolder(dirname(database));
  // They may tell more to people, or to a later Holdfast, than they did now.
  const formerManifests = isDamaged ? files.setAside(now.toISOString()) : null;
  log('debug', 'the database was made again', { database, entries: made.entries });
  return { ...made, losses, database, formerDatabase, formerManifests };
}

type Made = Omit<RebuildReport, 'database' | 'formerDatabase' | 'formerManifests'>;

async function makeDatabase(path: string, files: ManifestFiles, options: RebuildOptions): Promise<Made> {
  const connection = openConnection(path);
  try {
    migrate(connection, path, evidenceFormat);
    // A row whose parent is lost is evidence still.
    connection.script('PRAGMA foreign_keys = OFF');
    const restored = await restore(connection, files, (lines) => {
      options.signal?.throwIfAborted();
      options.onLines?.(lines);
    });
    migrate(connection, path, currentFormat);
    connection.write(() => {
      for (const row of restored.later) restoreRow(connection, row);
      for (const { id } of connection.all<{ id: number }>('SELECT id FROM redactions ORDER BY id'))
        lookUp(connection, id);
      if (restored.since !== null) restoreSince(connection, restored.since);
      for (const line of restored.derivatives) restoreDerivative(connection, line);
    });
    connection.script('PRAGMA foreign_keys = ON');
    const jobs = connection.write(() => queueJobs(connection, options.now.getTime()));
    const last = connection.get<{ seq: number; hash: Buffer }>(
      'SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1',
    );
    const losses = await lossesOf(connection, restored, last?.hash.toString('hex') ?? null);
    return {
      ...countRows(connection),
      entries: last?.seq ?? 0,
      hash: last?.hash.toString('hex') ?? null,
      isProven: losses.length === 0,
      losses,
      jobs,
      unnamedBlobs: await countUnnamed(connection, options),
    };
  } finally {
    connection.close();
  }
}

async function lossesOf(connection: Connection, restored: Restored, hash: string | null): Promise<string[]> {
  const { head, damaged } = restored;
  const losses = damaged.map((place) => `a line of the manifests is damaged: ${place}`);
  if (head === null)
    losses.push('head.json is missing or damaged, so nothing tells how far the manifests went');
  const last = connection.get<{ seq: number }>('SELECT max(seq) AS seq FROM ledger')?.seq ?? 0;
  if (head !== null && head.entry > last)
    losses.push(
      `entries ${last + 1} to ${head.entry} of the ledger are missing: the manifests end before them`,
    );
  if (head !== null && head.entry === last && head.hash !== hash)
    losses.push(`the ledger ends with ${hash ?? 'nothing'}, the manifests said ${head.hash ?? 'nothing'}`);
  for await (const found of checkLedger(connection))
    if (found.kind !== 'checked') losses.push(inWords(found));
  losses.push(...dropUnreadArticles(connection));
  for (const { table, parent } of connection.all<{ table: string; parent: string }>(
    'PRAGMA foreign_key_check',
  ))
    losses.push(`a row of ${table} speaks of one of ${parent} that is missing`);
  return [...new Set(losses)];
}

/** Of articles whose line is damaged nothing is known but their bytes and that they embed a post. */
function dropUnreadArticles(connection: Connection): string[] {
  const lost = connection.all<{ name: string }>(
    `SELECT DISTINCT url AS name FROM heard WHERE rank = 'article'
       AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.article = heard.url AND versions.blob = heard.wire)`,
  );
  connection.run('DELETE FROM articles WHERE version NOT IN (SELECT id FROM versions)');
  return lost.map(({ name }) => `what was found in ${name}: "holdfast archive" of it reads it again`);
}

function inWords({ what, detail }: Damage): string {
  return `${what}: ${detail}`;
}

/** What it still lacks: an answer, or a picture. */
function queueJobs(connection: Connection, now: number): number {
  const stands = 'NOT EXISTS (SELECT 1 FROM aliases WHERE aliases.alias = posts.name)';
  const pictured = `EXISTS (SELECT 1 FROM captures JOIN snapshots ON snapshots.id = captures.snapshot
    WHERE snapshots.post = posts.id)`;
  const told = 'EXISTS (SELECT 1 FROM snapshots WHERE snapshots.post = posts.id)';
  return connection.run(
    `INSERT INTO jobs (kind, post, state, priority, run_at, lane)
     SELECT iif(${told}, 'capture', 'archive'), id, 'queued', 0, @now, ${laneOf} FROM posts
     WHERE ${stands} AND NOT (${told} AND ${pictured})
       AND NOT EXISTS (SELECT 1 FROM redacted_posts WHERE redacted_posts.post = posts.id)
     ORDER BY id`,
    { now },
  ).changes;
}

function countRows(connection: Connection) {
  const count = (table: string) =>
    connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  return {
    articles: count('articles'),
    posts: count('posts'),
    snapshots: count('snapshots'),
    captures: count('captures'),
    observations: count('observations'),
  };
}

async function bringBlobs({ blobs }: RebuildOptions, to: string): Promise<readonly string[]> {
  const opened = readOnlyBlobs(blobs);
  const hashes: string[] = [];
  for await (const hash of opened.list()) hashes.push(hash);
  return (await copyBlobs(hashes, { from: { folder: blobs, blobs: opened }, to, mayLink: true })).problems;
}

async function countUnnamed(connection: Connection, options: RebuildOptions): Promise<number> {
  const named = new Set<string>();
  for await (const hash of blobsNamed(connection)) named.add(hash);
  const blobs = readOnlyBlobs(options.blobs);
  let unnamed = 0;
  for await (const hash of blobs.list()) if (!named.has(hash)) unnamed += 1;
  return unnamed;
}

const parts = ['', '-wal', '-shm'] as const;

function moveDatabase(from: string, to: string): string {
  makeFolder(dirname(to));
  for (const part of parts) if (existsSync(from + part)) renameSync(from + part, to + part);
  return to;
}

function removeDatabase(path: string): void {
  for (const part of parts) rmSync(path + part, { force: true });
}

function noManifests(folder: string): HoldfastError {
  return new HoldfastError(
    'archive-unavailable',
    `there are no manifests in ${folder} to make a database from: bring them back from a backup, or the database itself`,
    { facts: { path: folder } },
  );
}

function alreadyThere(database: string): HoldfastError {
  return new HoldfastError(
    'usage',
    `there is a database at ${database}: --force moves it aside and makes it anew, --out DIR makes the new one elsewhere`,
    { facts: { path: database } },
  );
}

function inUse(database: string): HoldfastError {
  return new HoldfastError(
    'archive-unavailable',
    `another process has ${database} open: end it, then start again; nothing was changed`,
    { facts: { path: database } },
  );
}
