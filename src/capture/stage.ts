import { PuppeteerError } from 'puppeteer';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Fetch } from '../model/wire.ts';
import { type Ceilings, watchCeilings } from './ceilings.ts';
import { type Deadlines, within } from './deadline.ts';
import type { OpenBrowser } from './launch.ts';
import { type OpenPage, openPage, type PageOptions } from './open-page.ts';
import { openPageNetwork, type PageNetwork } from './page-network.ts';

/** A page and its network, for as long as it is worked on. */
export interface Stage {
  readonly page: OpenPage;
  readonly network: PageNetwork;
  /** To be called once while the page is waited for: what comes next may be made ready. */
  meanwhile(): void;
}

export interface StageOptions {
  /** Answers the page's requests; null refuses them all. */
  readonly fetch: Fetch | null;
  readonly page: PageOptions;
  /** A page for each use, without. */
  readonly pages?: PageSupply;
  readonly deadlines: Deadlines;
  readonly ceilings: Ceilings;
  readonly log: Log;
}

/** Where pages come from and go to. */
export interface PageSupply {
  open(browser: OpenBrowser, options: PageOptions): Promise<OpenPage>;
  /** Told at a moment when the next page may well be opened. */
  prepare?(browser: OpenBrowser, options: PageOptions): void;
  close(page: OpenPage): Promise<void>;
}

const freshPages: PageSupply = { open: openPage, close: (page) => page.close() };

/**
 * Sets up a page and its network, works on it, clears it away. Whatever the page does, this is over within the total
 * deadline: a page that took too long, or can't be closed, takes its browser with it.
 */
export async function onStage<T>(
  browser: OpenBrowser,
  options: StageOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { pages = freshPages } = options;
  const watch = watchCeilings(browser, options.ceilings, options.log);
  const run = async (): Promise<T> => {
    const page = await pages.open(browser, options.page);
    const network = await openPageNetwork(browser.session, { ...options, frame: page.frame });
    try {
      const meanwhile = () => pages.prepare?.(browser, options.page);
      return await Promise.race([work({ page, network, meanwhile }), page.died]);
    } finally {
      network.refuse();
      await within(1_000, 'be closed', pages.close(page)).catch(() => browser.kill());
      network.close();
    }
  };
  const running = run();
  try {
    return await within(options.deadlines.total, 'be captured', Promise.race([running, watch.broken]));
  } catch (error) {
    const isSound = isHoldfastError(error) && !isHoldfastError(error, 'timeout', 'browser-failed');
    if (isSound) throw error;
    await browser.kill();
    // Ends now that its browser has; how is of no interest any more.
    await within(500, 'end', running).catch(() => undefined);
    throw error instanceof PuppeteerError ? lostBrowser(browser, error) : error;
  } finally {
    watch.stop();
  }
}

function lostBrowser(browser: OpenBrowser, cause: unknown): HoldfastError {
  return new HoldfastError(
    'browser-failed',
    'the browser was lost while a page was captured; it will be tried again',
    {
      retryable: true,
      cause,
      facts: { browser: browser.version },
    },
  );
}
