import { type Browser, launch } from 'puppeteer';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { readConfig } from '../../src/config.ts';

const { cache, chrome } = readConfig({});

/** A browser to which no name leads anywhere but 127.0.0.1 to itself, and that writes with our fonts on every machine. */
export async function openLoneBrowser(): Promise<Browser> {
  const [found, fonts] = [await findBrowser({ chrome, cache }), await readyFonts(cache)];
  const libraries = found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries };
  return await launch({
    executablePath: found.path,
    headless: found.kind === 'shell' ? 'shell' : true,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    pipe: true,
    env: { ...process.env, FONTCONFIG_FILE: fonts.conf, ...libraries },
  });
}
