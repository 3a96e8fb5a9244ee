import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const cache = resolve(import.meta.dirname, '../node_modules/.cache/holdfast-packages');

/** The packages that a manifest names, by name, as pinned there. */
export function pinnedVersions(manifests: string): Readonly<Record<string, string>> {
  const { dependencies } = JSON.parse(readFileSync(join(manifests, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return dependencies;
}

export interface InstallOptions {
  /** Work on the packages before they are kept, such as a script of theirs that is wanted after all. */
  readonly finish?: (folder: string) => Promise<void>;
}

/**
 * A folder with the packages of `manifests` (a folder with `package.json` and its lock), installed without their
 * scripts at the first call and kept for the next. Throws where npm can't.
 */
export async function installPackages(manifests: string, { finish }: InstallOptions = {}): Promise<string> {
  const lock = readFileSync(join(manifests, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(cache, `${basename(manifests)}-${version}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(manifests, name), join(making, name));
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: making,
      env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' },
      timeout: 300_000,
    });
    await finish?.(making);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
