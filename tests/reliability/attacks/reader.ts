import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, launch } from 'puppeteer';
import { findBrowser } from '../../../src/capture/find-browser.ts';
import { cache, chrome } from '../../capture/world.ts';

/** An archive that a person is logged in to, and that shows what it has kept. */
export interface ArchiveSite {
  readonly origin: string;
  /** Pages by path, to be set before they are read. */
  readonly pages: Map<string, string>;
  /** What was asked for, `POST /account/delete`, beside the pages and the icon. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openArchiveSite(): Promise<ArchiveSite> {
  const pages = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const page = pages.get(path);
    if (page === undefined) {
      if (path !== '/favicon.ico') asked.push(`${request.method} ${path}`);
      response.writeHead(200, { 'content-type': 'text/html' }).end('done');
    } else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A reader's browser: no guard of ours, scripts run; only names lead nowhere. */
export async function openReader(): Promise<Browser> {
  const found = await findBrowser({ chrome, cache });
  const libraries = found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries };
  return launch({
    executablePath: found.path,
    headless: found.kind === 'shell' ? 'shell' : true,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    pipe: true,
    env: { ...process.env, ...libraries },
  });
}

/** What a page did to its reader. */
export interface Reading {
  /** Requests to the archive that nobody made. */
  readonly asked: readonly string[];
  readonly cookie: string;
  /** Whether any script of the page's ran. */
  readonly ran: boolean;
  readonly address: string;
  readonly text: string;
}

/** Logs in, opens the page, waits, hovers, focuses and submits whatever it has. */
export async function read(browser: Browser, site: ArchiveSite, path: string): Promise<Reading> {
  site.asked.length = 0;
  const page = await browser.newPage();
  page.on('dialog', (dialog) => {
    site.asked.push(`dialog ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.goto(`${site.origin}/login`);
  site.asked.length = 0;
  await page.evaluate('cookieStore.set("session", "of-the-reader")');
  await page.goto(`${site.origin}${path}`, { waitUntil: 'load' });
  // A page that goes elsewhere takes with it what is under way in it.
  await page.evaluate(touchEverything).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 300));
  const reading = await page.evaluate(() => ({
    cookie: document.cookie,
    ran: 'pwned' in globalThis,
    address: location.pathname,
    text: document.body.innerText,
  }));
  await page.close();
  return { ...reading, asked: [...site.asked] };
}

/** Runs in the page. */
function touchEverything(): void {
  for (const element of document.querySelectorAll<HTMLElement>('*')) {
    for (const kind of ['mouseover', 'focus', 'toggle', 'animationstart', 'pointerenter'])
      element.dispatchEvent(new Event(kind));
    if (element instanceof HTMLDetailsElement) element.open = true;
    if (element instanceof HTMLFormElement) element.requestSubmit();
  }
}
