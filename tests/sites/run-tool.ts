import { execFile, spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { RunTool } from './contract.ts';

/** Longer than any of them takes on a slow machine. */
const longest = 240_000;

/** Whether programs can be run in a network name space of their own, which leads nowhere. */
export async function canShutNetwork(): Promise<boolean> {
  try {
    await promisify(execFile)('unshare', ['-n', 'true']);
    return true;
  } catch {
    return false;
  }
}

/** Runs programs with the network shut, where `shut` says that it can be. Nothing they print is coloured. */
export function toolRunner(shut: boolean): RunTool {
  return async (folder, command, env = {}) => {
    // Some tools listen on loopback while they build.
    const within = [
      'unshare',
      '-n',
      'sh',
      '-c',
      'ip link set lo up 2>/dev/null; exec "$@"',
      'sh',
      ...command,
    ];
    const [program, ...args] = shut ? (within as [string, ...string[]]) : command;
    const path = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH'] ?? ''];
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', CI: '1', ...env, PATH: path.join(delimiter) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let printed = '';
    const hear = (bytes: Buffer) => {
      printed += bytes.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      printed += `\nstopped after ${longest / 1000} s`;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, longest);
    try {
      const code = await new Promise<number | null>((done, fail) => {
        child.on('error', fail);
        child.on('close', done);
      });
      return { code, printed };
    } finally {
      clearTimeout(timer);
    }
  };
}
