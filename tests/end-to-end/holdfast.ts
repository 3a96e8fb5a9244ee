import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

export const checkout = resolve(import.meta.dirname, '../..');
const bin = join(checkout, 'src/cli/bin.ts');

/** Unpacked browser and fonts: the same for all tests, made on first use. */
const cache = join(tmpdir(), `holdfast-tests-${process.getuid?.() ?? 'user'}`);

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** An archive's home that is removed afterwards. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));

  in(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** Runs the command line as a process of its own, in this folder. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}, stdin = ''): Promise<Ended> {
    const begun = performance.now();
    const child = this.start(args, env);
    child.stdin?.end(stdin);
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('the child has no streams');
    const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
    return { code: child.exitCode, stdout: out, stderr: err, ms: performance.now() - begun };
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    return spawn(process.execPath, [bin, ...args], {
      cwd: this.path,
      env: { ...process.env, HOLDFAST_CACHE: cache, HOLDFAST_ARCHIVE: '', NO_COLOR: '1', ...env },
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The objects of a JSON Lines output. */
export function records<T = Record<string, unknown>>(ended: Ended): T[] {
  return ended.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Flags under which every host refuses at once, so that no test can reach past loopback. */
export const nowhere = ['--connect-to', '::127.0.0.1:1'] as const;
