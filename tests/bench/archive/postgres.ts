import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Peers, postgresPackage } from './peers.ts';

/** A Postgres of our own, with the settings it comes with: every commit is synced to the disk. */
export interface Postgres {
  /** The folder of its socket; who connects there needs no password. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** Postgres refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export async function startPostgres(peers: Peers): Promise<Postgres> {
  const programs = (await peers.load(postgresPackage)) as Programs;
  const host = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  if (nobody.uid !== undefined) chownSync(host, nobody.uid, nobody.gid);
  const data = join(host, 'data');
  const remove = () => rmSync(host, { recursive: true, force: true });
  try {
    const options = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--locale', 'C'];
    await promisify(execFile)(programs.initdb, [...options, '--encoding', 'UTF8'], { ...nobody, cwd: host });
  } catch (error) {
    remove();
    throw error;
  }
  const child = spawn(programs.postgres, ['-D', data, '-k', host, '-c', 'listen_addresses='], {
    ...nobody,
    cwd: host,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    remove();
  };
  const isReady = await Promise.race([
    (async () => {
      for await (const line of child.stderr) if (String(line).includes('ready to accept')) return true;
      return false;
    })(),
    sleep(30_000, false),
  ]);
  if (isReady) {
    child.stderr.resume();
    return { host, close };
  }
  await close();
  throw new Error('Postgres did not start');
}
