import type { OpenBrowser } from './launch.ts';
import { isAlike, type OpenPage, openPage, type PageOptions } from './open-page.ts';
import type { PageSupply } from './stage.ts';

/**
 * One page for each browser that is used again and again: only for pages of our own, which run no script and ask for
 * nothing, so that there is nothing one could leave to the next. Opening a page takes longer than drawing a card. It goes
 * with its browser.
 */
export function openWarmPages(): PageSupply {
  const warm = new WeakMap<OpenBrowser, { readonly page: OpenPage; worn: PageOptions }>();
  return {
    open: async (browser, options) => {
      const kept = warm.get(browser);
      if (kept === undefined) {
        const page = await openPage(browser, options);
        warm.set(browser, { page, worn: options });
        return page;
      }
      if (!isAlike(kept.worn, options)) await kept.page.wear(options);
      kept.worn = options;
      return kept.page;
    },
    close: async () => undefined,
  };
}
