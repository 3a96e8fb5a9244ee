import { join, resolve } from 'node:path';
import { blobsPath, type Config, databasePath } from './config.ts';
import type { Log } from './log.ts';
import type { BackupOptions, BackupReport } from './store/backup-contract.ts';
import type { Store } from './store/contract.ts';
import type { RebuildReport } from './store/rebuild-contract.ts';
import { openStore } from './store/sqlite.ts';
import { rebuild } from './store/sqlite-rebuild.ts';

/** See `Backups.make`; `out` becomes the home of the copy. */
export async function backUp(
  store: Pick<Store, 'backups'>,
  out: string,
  options: BackupOptions,
): Promise<BackupReport> {
  const home = { archive: resolve(out) };
  const marker = join(home.archive, 'unfinished-backup.json');
  return store.backups.make({ database: databasePath(home), blobs: blobsPath(home), marker }, options);
}

export interface RebuildWishes {
  /** Home of an archive made beside this one; null to make this one's database. */
  readonly out: string | null;
  /** Move a database aside that is there. */
  readonly force: boolean;
  readonly onLines?: (lines: number) => void;
  readonly signal?: AbortSignal;
}

/** See `rebuild`. What is derived from the evidence is made, too: search index and manifests. */
export async function rebuildArchive(
  config: Pick<Config, 'archive'>,
  { log, now = () => new Date() }: { readonly log: Log; readonly now?: () => Date },
  { out, force, ...watched }: RebuildWishes,
): Promise<RebuildReport> {
  const home = { archive: out === null ? config.archive : resolve(out) };
  const isElsewhere = home.archive !== config.archive;
  const report = await rebuild({
    database: databasePath(home),
    blobs: blobsPath(config),
    log,
    now: now(),
    ...watched,
    force,
    blobsTo: isElsewhere ? blobsPath(home) : null,
  });
  const store = await openStore({ database: databasePath(home), blobs: blobsPath(home), log, now });
  try {
    await store.manifests.flush();
  } finally {
    await store.close();
  }
  return report;
}
