import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBrowser } from '../../../src/capture/find-browser.ts';
import { readyFonts } from '../../../src/capture/fonts.ts';
import { readConfig } from '../../../src/config.ts';
import type { Surroundings } from './way-process.ts';

export interface OpenSurroundings extends Omit<Surroundings, 'peers' | 'atOnce'> {
  /** Of the browser, as it says itself. */
  readonly version: string;
  /** Bytes. */
  readonly meanPhoto: number;
  close(): Promise<void>;
}

/** The pages, and one browser and set of fonts for all ways. */
export async function openSurroundings(): Promise<OpenSurroundings> {
  const { cache, chrome } = readConfig({});
  const [browser, fonts] = await Promise.all([findBrowser({ chrome, cache }), readyFonts(cache)]);
  const env = {
    FONTCONFIG_FILE: fonts.conf,
    ...(browser.libraries === null ? {} : { LD_LIBRARY_PATH: browser.libraries }),
  };
  const { stdout } = await promisify(execFile)(browser.path, ['--version'], {
    env: { ...process.env, ...env },
  });
  const work = mkdtempSync(join(tmpdir(), 'holdfast-bench-capture-'));
  const server = fork(join(import.meta.dirname, 'page-server.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const clear = () => rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  // Broken off, it leaves nothing behind either: the ways end with their channel.
  const breakOff = () => {
    clear();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, breakOff);
  const [told] = (await once(server, 'message')) as [{ readonly port: number; readonly meanPhoto: number }];
  return {
    ...told,
    work,
    browser: browser.path,
    env,
    version: `${stdout.trim()}, ${browser.kind === 'shell' ? 'headless shell' : 'whole'},`,
    close: async () => {
      await end(server);
      for (const signal of signals) process.off(signal, breakOff);
      clear();
    },
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;

async function end(server: ChildProcess): Promise<void> {
  const exit = once(server, 'exit');
  server.disconnect();
  await exit;
}
