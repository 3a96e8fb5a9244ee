import { PuppeteerError } from 'puppeteer';
import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Theme } from '../model/capture.ts';
import type { EmbedPage } from '../model/platform.ts';
import type { Fetch } from '../model/wire.ts';
import { createPool } from './browser-pool.ts';
import { type Deadlines, usualDeadlines, within } from './deadline.ts';
import { findBrowser } from './find-browser.ts';
import { readyFonts } from './fonts.ts';
import { readSource } from './in-page.ts';
import { sweepProfiles } from './janitor.ts';
import { launchBrowser, type OpenBrowser } from './launch.ts';
import { type OpenPage, openPage, type PageOptions } from './open-page.ts';
import { openPageNetwork, type PageNetwork } from './page-network.ts';
import { checkPost, type Picture, shootElement, waitForPost } from './shoot.ts';
import type { Expected } from './verify-page.ts';

/** Takes pictures of pages in a browser that has no network of its own. */
export interface Capturer {
  /**
   * The post's own embed page, opened through `fetch`, verified and shot. Throws `capture-unverified` (facts.kind:
   * `wall`, `empty`, `mismatch`, `covered`, `status`), `browser-missing`, `browser-failed`, `timeout`, and what
   * `fetch` threw for the page itself.
   */
  page(request: PageRequest): Promise<PageShot>;
  /** A card of ours: everything in it is inline, its scripts don't run, nothing is asked for. Throws as above. */
  card(request: CardRequest): Promise<Shot>;
  /** Ends every browser. Captures under way fail with `browser-failed`. */
  close(): Promise<void>;
}

export interface CapturerOptions {
  /** Answers the pages' requests. */
  readonly fetch: Fetch;
  /** Folder for what can be made again: the unpacked browser, fonts. */
  readonly cache: string;
  /** Folder for what lives as long as a run: profiles. */
  readonly work: string;
  /** A browser to use before any other; null to look for one. */
  readonly chrome: string | null;
  readonly noSandbox: boolean;
  readonly log: Log;
  readonly now?: () => Date;
  /** Captures at the same time, a browser for each. */
  readonly atOnce?: number;
  readonly deadlines?: Partial<Deadlines>;
}

export interface PageRequest {
  readonly url: string;
  readonly page: EmbedPage;
  readonly expect: Expected;
  readonly theme: Theme;
}

export interface CardRequest {
  /** A whole page. */
  readonly html: string;
  /** CSS selector of the element to shoot. */
  readonly selector: string;
  readonly theme: Theme;
  /** Of the page, in CSS pixels. */
  readonly width: number;
  readonly dpr: number;
}

export interface Shot extends Picture {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Name and version of the browser. */
  readonly browser: string;
  /** Requests that were not answered. */
  readonly missing: readonly string[];
}

export interface PageShot extends Shot {
  /** The address that was shot. */
  readonly url: string;
  /** When its hosts told what it shows, ISO 8601 in UTC: on replay, when that was recorded. */
  readonly toldAt: string;
  /** Markup of the element that was shot, as the page's scripts made it: a stranger's words. */
  readonly source: string | null;
}

/** Evidence is shot at two pixels to a CSS pixel. */
const evidenceDpr = 2;

/** Nothing starts until the first picture is asked for. */
export function openCapturer(options: CapturerOptions): Capturer {
  const deadlines = { ...usualDeadlines, ...options.deadlines };
  const now = options.now ?? (() => new Date());
  let equipment: ReturnType<typeof equip> | null = null;
  const launch = async () => {
    equipment ??= equip(options);
    // What could not be had now may be there at the next try.
    equipment.catch(() => {
      equipment = null;
    });
    const { browser, fonts } = await equipment;
    return launchBrowser({ ...options, browser, fontsConf: fonts.conf, launchMs: deadlines.launch });
  };
  const pool = createPool(launch, options.atOnce ?? 2);

  const shoot = <Taken extends Picture>(
    fetch: Fetch | null,
    page: PageOptions,
    work: (stage: Stage) => Promise<Taken>,
  ) =>
    pool.lend((browser) =>
      onStage(browser, { fetch, page, deadlines, log: options.log }, async (stage) => ({
        ...(await work(stage)),
        at: now().toISOString(),
        browser: browser.version,
        missing: stage.network.traffic().missing,
        toldAt: stage.network.traffic().answeredAt ?? now().toISOString(),
      })),
    );

  return {
    page: async (request) => {
      const page = { width: request.page.width, theme: request.theme, dpr: evidenceDpr, scripts: true };
      const shot = await shoot(options.fetch, page, (stage) => shootPost(stage, request, deadlines));
      return { ...shot, url: request.url };
    },
    card: (request) =>
      shoot(null, { ...request, scripts: false }, async ({ page }) => {
        await within(deadlines.goto, 'be laid out', show(page, request.html));
        const target = { element: request.selector, index: 0, dpr: request.dpr };
        return within(deadlines.shot, 'be drawn', shootElement(page, target));
      }),
    close: () => pool.close(),
  };
}

async function equip(options: CapturerOptions) {
  await sweepProfiles(options.work, options.log);
  const browser = await findBrowser({ chrome: options.chrome, cache: options.cache });
  const fonts = await readyFonts(options.cache);
  options.log('debug', 'found a browser', { path: browser.path, place: browser.place });
  return { browser, fonts };
}

interface Stage {
  readonly page: OpenPage;
  readonly network: PageNetwork;
}

interface StageOptions {
  readonly fetch: Fetch | null;
  readonly page: PageOptions;
  readonly deadlines: Deadlines;
  readonly log: Log;
}

/**
 * Sets up a page and its network, works on it, clears it away. Whatever the page does, this is over within the total
 * deadline: a page that took too long, or can't be closed, takes its browser with it.
 */
async function onStage<T>(
  browser: OpenBrowser,
  options: StageOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const run = async (): Promise<T> => {
    const page = await openPage(browser, options.page);
    const network = await openPageNetwork(browser.session, { ...options, frame: page.frame });
    try {
      return await Promise.race([work({ page, network }), page.died]);
    } finally {
      network.refuse();
      await within(1_000, 'be closed', page.close()).catch(() => browser.kill());
      network.close();
    }
  };
  const running = run();
  try {
    return await within(options.deadlines.total, 'be captured', running);
  } catch (error) {
    const isSound = isHoldfastError(error) && !isHoldfastError(error, 'timeout', 'browser-failed');
    if (isSound) throw error;
    await browser.kill();
    // Ends now that its browser has; how is of no interest any more.
    await running.catch(() => undefined);
    throw error instanceof PuppeteerError ? lostBrowser(browser, error) : error;
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

async function shootPost(
  { page, network }: Stage,
  request: PageRequest,
  deadlines: Deadlines,
): Promise<Picture & Pick<PageShot, 'source'>> {
  await within(deadlines.goto, 'answer', navigate(page, network, request.url));
  const what = { page: request.page, expect: request.expect };
  const index = await within(
    deadlines.settle + 1_000,
    'come to rest',
    waitForPost(page, network, what, deadlines),
  );
  const target = { element: request.page.element, index, dpr: evidenceDpr };
  const picture = await within(deadlines.shot, 'be drawn', shootElement(page, target));
  // The page might have changed between the look at it and the picture.
  await within(deadlines.shot, 'be read again', checkPost(page, what, index));
  const where = { element: request.page.element, index };
  const source = await within(deadlines.shot, 'give its source', page.run(readSource, where));
  return { ...picture, source };
}

async function navigate(page: OpenPage, network: PageNetwork, url: string): Promise<void> {
  const { errorText } = await page.session.send('Page.navigate', { url });
  const { document, failure } = network.traffic();
  if (failure !== null) throw failure;
  if (document !== null && document.status >= 400) throw refused(document);
  if (errorText === undefined) return;
  throw new HoldfastError(
    'capture-unverified',
    `there is no page at ${url} (${errorText}); the card we draw stands in for it`,
    {
      facts: { kind: 'empty', detail: errorText },
    },
  );
}

function refused({ url, status }: { readonly url: string; readonly status: number }): HoldfastError {
  const facts = { url, status };
  if (status === 429)
    return new HoldfastError('rate-limited', `${url} wants to be left alone for now`, {
      retryable: true,
      facts,
    });
  if (status >= 500)
    return new HoldfastError('server-error', `${url} answered ${status}; it will be tried again`, {
      retryable: true,
      facts,
    });
  return new HoldfastError(
    'capture-unverified',
    `the page answered ${status}; the card we draw stands in for it`,
    {
      facts: { ...facts, kind: 'status', detail: String(status) },
    },
  );
}

async function show(page: OpenPage, html: string): Promise<void> {
  await page.session.send('Page.setDocumentContent', { frameId: page.frame, html });
}
