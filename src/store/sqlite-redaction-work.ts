import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isHoldfastError } from '../errors.ts';
import type { Manifests } from './manifests-contract.ts';
import { isThere, removeBlob } from './redaction-blobs.ts';
import type { Connection } from './sqlite-connection.ts';
import { blobsNamed } from './sqlite-verify.ts';

/** What it takes to make bytes go that no row speaks of any more. */
export interface Erasing {
  readonly connection: Connection;
  /** The database's file. */
  readonly database: string;
  /** The folder of the blobs. */
  readonly folder: string;
  readonly manifests: Manifests;
  /** Called at each step that may be the last; tests end the process there. */
  readonly atStep: (step: string) => void;
}

/** Anything left to be done, by whichever process. */
export function hasWork(connection: Connection): boolean {
  return connection.get('SELECT 1 FROM redaction_work UNION ALL SELECT 1 FROM doomed LIMIT 1') !== undefined;
}

export function postsToRedactAgain(connection: Connection): number[] {
  return connection
    .all<{ what: string }>(`SELECT what FROM redaction_work WHERE step = 'again'`)
    .map(({ what }) => Number(what));
}

/**
 * Makes the bytes go: blobs, manifests, the database's log and what lies free in its file. Each step can be done again,
 * and is noted as done only once all are; `said` is what the rows said, null where nobody knows any more. False when
 * another process keeps the log from being emptied.
 */
export async function erase(parts: Erasing, said: readonly string[] | null): Promise<boolean> {
  const { connection, manifests, atStep } = parts;
  await removeDoomed(parts);
  atStep('blobs gone');
  await manifests.flush();
  atStep('manifests written');
  const works = connection.all<{ what: string }>(`SELECT what FROM redaction_work WHERE step = 'bytes'`);
  if (works.length === 0) return true;
  if (!(await emptyLog(connection))) return false;
  atStep('log emptied');
  if ((said === null || (await holdsAny(parts.database, said))) && !(await writeAnew(connection)))
    return false;
  atStep('file clean');
  connection.write(() => {
    for (const { what } of works)
      connection.run(`DELETE FROM redaction_work WHERE step = 'bytes' AND what = @what`, { what });
  });
  atStep('done');
  return true;
}

/** Blobs of a takedown go whatever else names them; those of an answer that came too late only if nothing does. */
async function removeDoomed({ connection, folder, atStep }: Erasing): Promise<void> {
  const doomed = connection.all<{ hash: string; isForced: number }>(
    `SELECT hash, EXISTS (SELECT 1 FROM redacted_blobs WHERE redacted_blobs.hash = doomed.hash) AS isForced
     FROM doomed ORDER BY hash`,
  );
  if (doomed.length === 0) return;
  const loose = new Set<string>();
  for (const { hash, isForced } of doomed)
    if (isForced === 0 && (await isThere(folder, hash))) loose.add(hash);
  if (loose.size > 0) for await (const named of blobsNamed(connection)) loose.delete(named);
  for (const [index, { hash, isForced }] of doomed.entries()) {
    if (isForced === 1 || loose.has(hash)) await removeBlob(folder, hash);
    if (index === 0) atStep('first blob gone');
  }
  connection.write(() => {
    for (const { hash } of doomed) connection.run('DELETE FROM doomed WHERE hash = @hash', { hash });
  });
}

/** Readers of a moment ago are waited for. */
const patience = { tries: 20, ms: 100 } as const;

async function emptyLog(connection: Connection): Promise<boolean> {
  for (let tries = 0; tries < patience.tries; tries++) {
    const done = connection.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    if (done?.busy === 0) return true;
    await sleep(patience.ms);
  }
  return false;
}

/** SQLite zeroes what it frees, but pages that were put in order may keep copies in their gaps. */
async function writeAnew(connection: Connection): Promise<boolean> {
  try {
    connection.script('VACUUM');
  } catch (error) {
    if (isHoldfastError(error, 'archive-unavailable')) return false;
    throw error;
  }
  return emptyLog(connection);
}

async function holdsAny(path: string, said: readonly string[]): Promise<boolean> {
  const needles = said.map((text) => Buffer.from(text.slice(0, 200)));
  const overlap = Math.max(0, ...needles.map(({ length }) => length));
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([before, chunk as Buffer]);
    if (needles.some((needle) => bytes.includes(needle))) return true;
    before = bytes.subarray(Math.max(0, bytes.length - overlap));
  }
  return false;
}
