import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import { makeFolder, syncFolder } from '../make-folder.ts';
import type { BackupOptions, BackupPlaces, BackupReport, Backups } from './backup-contract.ts';
import { copyBlobs, syncFile } from './blob-copies.ts';
import { openBlobs } from './blobs.ts';
import type { Blobs } from './contract.ts';
import { replaceFile } from './manifest-files.ts';
import { removeBlob } from './redaction-blobs.ts';
import { type Connection, openConnection } from './sqlite-connection.ts';
import { isHeldElsewhere } from './sqlite-held.ts';
import { manifestsOf, renewManifests } from './sqlite-manifests.ts';
import { migrate } from './sqlite-migrations.ts';
import { removedBlobs } from './sqlite-redaction-blobs.ts';
import { blobsNamed } from './sqlite-verify.ts';

export interface BackupSource {
  readonly connection: Connection;
  readonly database: string;
  readonly folder: string;
  readonly blobs: Blobs;
  readonly log: Log;
  readonly now: () => Date;
}

interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

export function backupsOf(source: BackupSource): Backups {
  return { make: async (to, options) => make(source, to, options) };
}

async function make(source: BackupSource, to: BackupPlaces, options: BackupOptions): Promise<BackupReport> {
  assertFree(source, to);
  makeFolder(dirname(to.marker));
  makeFolder(dirname(to.database));
  const { log, now } = source;
  replaceFile(to.marker, `${JSON.stringify({ of: source.database, begun: now().toISOString() })}\n`);
  const draft = `${to.database}-part`;
  await copyDatabase(source.connection, draft);
  const copy = openConnection(draft);
  let named: Set<string>;
  let removed: readonly string[];
  let head: Head | null;
  try {
    named = await namesIn(copy);
    removed = removedBlobs(copy);
    head = headOf(copy);
  } finally {
    copy.close();
  }
  const totals = await copyBlobs(named, {
    from: source,
    to: to.blobs,
    mayLink: !options.copy,
    onCopied: (done) => options.onProgress?.(done, named.size),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  await syncFile(draft);
  renameSync(draft, to.database);
  syncFolder(dirname(to.database));
  // An earlier backup into the same folder may have kept what was taken out since.
  for (const hash of removed) await removeBlob(to.blobs, hash);
  await writeManifests(to, source);
  const unnamed = await unnamedIn(to.blobs, named, options.prune, log);
  rmSync(to.marker);
  syncFolder(dirname(to.marker));
  return {
    ...totals,
    entries: head?.seq ?? 0,
    hash: head?.hash.toString('hex') ?? null,
    unnamed: options.prune ? 0 : unnamed,
    pruned: options.prune ? unnamed : 0,
  };
}

/** As of one moment, without free pages; others may write meanwhile. */
async function copyDatabase(connection: Connection, path: string): Promise<void> {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(path + part, { force: true });
  connection.run('VACUUM INTO @path', { path });
  await syncFile(path);
}

async function namesIn(connection: Connection): Promise<Set<string>> {
  const named = new Set<string>();
  for await (const hash of blobsNamed(connection)) named.add(hash);
  return named;
}

function headOf(connection: Connection): Head | null {
  return connection.get<Head>('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1') ?? null;
}

/** Neither the archive itself nor another one, nor one that somebody has open. */
function assertFree({ connection, database }: BackupSource, to: BackupPlaces): void {
  const { database: target } = to;
  if (resolve(target) === resolve(database))
    throw new HoldfastError('usage', `${dirname(to.marker)} is the archive itself: choose another folder`);
  if (!existsSync(target)) return;
  if (isHeldElsewhere(target))
    throw new HoldfastError(
      'archive-unavailable',
      `another process has ${target} open: end it, then start again; nothing was changed`,
      { facts: { path: target } },
    );
  const former = openConnection(target);
  try {
    migrate(former, target, 0);
    const head = headOf(former);
    if (head !== null && !isOurs(connection, head))
      throw new HoldfastError(
        'usage',
        `${target} is no backup of this archive, or a later one than this: choose another folder`,
        { facts: { path: target } },
      );
  } finally {
    former.close();
  }
}

function isOurs(connection: Connection, { seq, hash }: Head): boolean {
  const ours = connection.get<Pick<Head, 'hash'>>('SELECT hash FROM ledger WHERE seq = @seq', { seq });
  return ours?.hash.equals(hash) ?? false;
}

async function writeManifests(to: BackupPlaces, { log, now }: BackupSource): Promise<void> {
  const connection = openConnection(to.database);
  try {
    // What the copied database says of them is true of the archive's.
    renewManifests(connection);
    await manifestsOf(connection, `${to.blobs}/manifests`, now, log).flush();
  } finally {
    connection.close();
  }
}

async function unnamedIn(
  folder: string,
  named: ReadonlySet<string>,
  prune: boolean,
  log: Log,
): Promise<number> {
  const blobs = await openBlobs(folder, log);
  let unnamed = 0;
  for await (const hash of blobs.list()) {
    if (named.has(hash)) continue;
    unnamed += 1;
    if (prune) for (const end of ['', '.zst']) rmSync(blobs.pathOf(hash) + end, { force: true });
  }
  return unnamed;
}
