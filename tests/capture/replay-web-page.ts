import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, type Frame, launch } from 'puppeteer';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { cache, chrome } from './world.ts';

/** A WACZ opened in a real ReplayWeb.page. */
export interface Replay {
  /** Opens a page of the file; the frame it is shown in. */
  show(url: string): Promise<Frame>;
  /** PNG of the whole player. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** AGPL: only ever run beside us, by one test. */
const player = join(import.meta.dirname, '../../node_modules/replaywebpage');

export const isPlayerInstalled = existsSync(join(player, 'ui.js'));

/** Serves the player and the file from loopback, and opens the player in a browser. */
export async function openInPlayer(wacz: Uint8Array): Promise<Replay> {
  const server = createServer((request, response) => answer(request, response, wacz));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setViewport({ width: 1_000, height: 700 });
  return {
    show: async (url) => {
      const source = encodeURIComponent(`${home}/post.wacz`);
      await page.goto(`${home}/?source=${source}#view=replay&url=${encodeURIComponent(url)}`);
      return await page.waitForFrame((frame) => frame.url().endsWith(`mp_/${url}`), { timeout: 20_000 });
    },
    screenshot: () => page.screenshot(),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** It may reach this machine, unlike those that take our pictures, and nothing else. */
async function openBrowser(): Promise<Browser> {
  const found = await findBrowser({ chrome, cache });
  return await launch({
    executablePath: found.path,
    headless: found.kind === 'shell' ? 'shell' : true,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    pipe: true,
    env: {
      ...process.env,
      ...(found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries }),
      // The player fails on the language a browser takes from the locale of POSIX.
      LANGUAGE: 'en_US',
      LC_ALL: 'en_US.UTF-8',
    },
  });
}

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['index.html', 'text/html'],
  '/ui.js': ['ui.js', 'text/javascript'],
  '/sw.js': ['sw.js', 'text/javascript'],
};

/** The player's own files, and the WACZ by ranges, as it is read from any server. */
function answer(request: IncomingMessage, response: ServerResponse, wacz: Uint8Array): void {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [name, type] = files[pathname] ?? [];
  if (name !== undefined && type !== undefined) {
    response.writeHead(200, { 'content-type': type }).end(readFileSync(join(player, name)));
    return;
  }
  if (pathname !== '/post.wacz') {
    response.writeHead(404).end();
    return;
  }
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = from === '' ? Math.max(0, wacz.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? wacz.length : Math.min(wacz.length, Number(to) + 1);
  const part = wacz.subarray(start, end);
  response.writeHead(206, {
    'accept-ranges': 'bytes',
    'content-length': part.length,
    'content-range': `bytes ${start}-${end - 1}/${wacz.length}`,
  });
  response.end(request.method === 'HEAD' ? undefined : part);
}
