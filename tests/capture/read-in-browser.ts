import { findBrowser } from '../../src/capture/find-browser.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { type PageReading, readPage } from '../../src/capture/in-page-reading.ts';
import { launchBrowser } from '../../src/capture/launch.ts';
import { openPage } from '../../src/capture/open-page.ts';
import { type Expected, judgePage, type Verdict } from '../../src/capture/verify-page.ts';
import { wallSigns } from '../../src/capture/walls.ts';
import type { EmbedPage } from '../../src/model/platform.ts';
import { cache, chrome, makeRoom } from './world.ts';

/** One page of one browser, in which documents are laid out one after the other, read closely and judged. */
export interface Reader {
  read(html: string, page: EmbedPage, id: string): Promise<PageReading>;
  judge(html: string, page: EmbedPage, expected: Expected): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openReader(): Promise<Reader> {
  const room = makeRoom();
  const [browser, fonts] = [await findBrowser({ chrome, cache }), await readyFonts(cache)];
  const open = await launchBrowser({
    browser,
    fontsConf: fonts.conf,
    fonts: fonts.name,
    work: room.work,
    noSandbox: false,
    launchMs: 30_000,
  });
  const page = await openPage(open, { width: 550, theme: 'light', dpr: 1, scripts: true });
  const read = async (html: string, { element, text, author, permalink }: EmbedPage, id: string) => {
    await page.session.send('Page.setDocumentContent', { frameId: page.frame, html });
    return page.run(readPage, { element, text, author, permalink, id, signs: wallSigns });
  };
  return {
    read,
    judge: async (html, of, { id, ...known }) => {
      const expected = { ...known, id: of.idOnPage?.(id) ?? id };
      return judgePage(await read(html, of, expected.id), expected, of);
    },
    close: async () => {
      await open.kill();
      room.clear();
    },
  };
}
