import { type Browser, launch } from 'puppeteer';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { readConfig } from '../../src/config.ts';

const { cache, chrome } = readConfig({});

/** A browser to which no name leads anywhere. */
export async function openLoneBrowser(): Promise<Browser> {
  const found = await findBrowser({ chrome, cache });
  const libraries = found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries };
  return await launch({
    executablePath: found.path,
    headless: found.kind === 'shell' ? 'shell' : true,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'],
    pipe: true,
    env: { ...process.env, ...libraries },
  });
}
