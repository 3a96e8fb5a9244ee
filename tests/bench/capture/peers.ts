import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const manifests = resolve(import.meta.dirname, '../capture-peers');
const cache = resolve(import.meta.dirname, '../../../node_modules/.cache/holdfast-bench');

/** Their versions as pinned, by name. */
export function peerVersions(): Readonly<Record<string, string>> {
  const { dependencies } = JSON.parse(readFileSync(join(manifests, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return dependencies;
}

/** The folder with the peers' packages, installed at the first call and kept for the next; throws where npm can't. */
export async function installPeers(): Promise<string> {
  const lock = readFileSync(join(manifests, 'package-lock.json'));
  const folder = join(cache, `peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(manifests, name), join(making, name));
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: making,
      env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' },
      timeout: 180_000,
    });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
