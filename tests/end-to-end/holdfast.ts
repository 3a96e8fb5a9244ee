import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../src/cli/main.ts';

export const checkout = resolve(import.meta.dirname, '../..');
const bin = join(checkout, 'src/cli/bin.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An archive's home that is removed afterwards. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), 'holdfast-e2e-'));

  in(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** Runs the command line in this folder and this process. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}, stdin = ''): Promise<Ended> {
    return runIn(this.path, args, env, stdin);
  }

  /** Starts the command line as a process of its own, in this folder. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [bin, ...args], {
      cwd: this.path,
      env: envOf(env),
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a command line in that folder and this process. */
export async function runIn(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdin = '',
): Promise<Ended> {
  const before = process.cwd();
  const written = { out: '', err: '' };
  process.chdir(folder);
  try {
    const code = await run(args, {
      out: (text) => {
        written.out += text;
      },
      err: (text) => {
        written.err += text;
      },
      outBytes: () => {},
      stdin: () => Promise.resolve(Buffer.from(stdin)),
      env: envOf(env),
      colour: false,
      signal: new AbortController().signal,
      signalNow: new AbortController().signal,
    });
    return { code, stdout: written.out, stderr: written.err };
  } finally {
    process.chdir(before);
  }
}

/** No web archive is asked unless a test plays one: it would be a real one. */
function envOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, HOLDFAST_ARCHIVE: '', HOLDFAST_WEB_ARCHIVES: '0', NO_COLOR: '1', ...env };
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
