import type { OpenBrowser } from './launch.ts';
import { isAlike, type OpenPage, openPage, type PageOptions } from './open-page.ts';
import type { PageSupply } from './stage.ts';

/**
 * A page for each use, opened while the one before it is waited for: that takes time, and a page at rest leaves some.
 * It has a context of its own like any other, has shown nothing and is used once; one nobody wants goes with its browser.
 */
export function openSparePages(isWanted: () => boolean): PageSupply {
  const spares = new WeakMap<OpenBrowser, Spare>();

  const take = async (browser: OpenBrowser, options: PageOptions): Promise<OpenPage | null> => {
    const spare = spares.get(browser);
    spares.delete(browser);
    const page = await spare?.page;
    if (!spare || !page) return null;
    if (await isDead(page)) {
      await page.close();
      return null;
    }
    if (!isAlike(spare.worn, options)) await page.wear(options);
    return page;
  };

  return {
    open: async (browser, options) => (await take(browser, options)) ?? openPage(browser, options),
    prepare: (browser, options) => {
      if (!isWanted() || spares.has(browser)) return;
      // What goes wrong with it goes wrong again for who needs one, and is told then.
      spares.set(browser, { page: openPage(browser, options).catch(() => null), worn: options });
    },
    close: (page) => page.close(),
  };
}

interface Spare {
  /** Null when it could not be opened. */
  readonly page: Promise<OpenPage | null>;
  readonly worn: PageOptions;
}

/** Pages die at any time, and a spare one has nobody who waits for that. */
function isDead({ died }: OpenPage): Promise<boolean> {
  return Promise.race([died, Promise.resolve(null)]).then(
    () => false,
    () => true,
  );
}
