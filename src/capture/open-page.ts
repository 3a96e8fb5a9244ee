import { type CDPSession, TargetType } from 'puppeteer';
import { HoldfastError } from '../errors.ts';
import type { Theme } from '../model/capture.ts';
import type { OpenBrowser } from './launch.ts';

/** A page in a context of its own: no cookie, storage, cache or worker is shared with any other. */
export interface OpenPage {
  /** Speaks to the page; emulation holds on this session only, so pictures must be taken through it. */
  readonly session: CDPSession;
  readonly frame: string;
  /** Rejects with `browser-failed` when the page or its browser dies; never resolves. */
  readonly died: Promise<never>;
  /** Runs a function of `in-page-….ts` in an isolated world. */
  run<Request, Result>(inPage: (request: Request) => Result, request: Request): Promise<Awaited<Result>>;
  close(): Promise<void>;
}

export interface PageOptions {
  /** CSS pixels. */
  readonly width: number;
  readonly theme: Theme;
  /** Device pixels to a CSS pixel. */
  readonly dpr: number;
  /** Whether the page's own scripts may run. */
  readonly scripts: boolean;
}

/** The same for every page, so that two captures differ only where the page does. */
export const locale = 'en-US';
export const timeZone = 'UTC';

export async function openPage(browser: OpenBrowser, options: PageOptions): Promise<OpenPage> {
  const context = await browser.puppet.createBrowserContext({ downloadBehavior: { policy: 'deny' } });
  // An empty list grants nothing and refuses what isn't in it.
  await browser.session.send('Browser.grantPermissions', {
    permissions: [],
    ...(context.id === undefined ? {} : { browserContextId: context.id }),
  });
  const page = await context.newPage();
  const session = await page.createCDPSession();
  const dying = Promise.withResolvers<never>();
  // Whoever waits for it hears of it; with nobody waiting it is no news.
  dying.promise.catch(() => undefined);
  const die = (why: string) => {
    dying.reject(
      new HoldfastError('browser-failed', `${why} while a page was captured; it will be tried again`, {
        retryable: true,
        facts: { browser: browser.version },
      }),
    );
  };
  session.on('Inspector.targetCrashed', () => die('the page’s process ended'));
  browser.puppet.on('disconnected', () => die('the browser ended'));
  page.on('error', () => die('the page’s process ended'));
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  context.on('targetcreated', (target) => {
    if (target === page.target() || target.type() !== TargetType.PAGE) return;
    target
      .page()
      .then((popup) => popup?.close())
      .catch(() => undefined);
  });
  await emulate(session, browser, options);
  const { frameTree } = await session.send('Page.getFrameTree');
  return {
    session,
    frame: frameTree.frame.id,
    died: dying.promise,
    run: (inPage, request) => runIsolated(session, frameTree.frame.id, inPage, request),
    close: () => context.close(),
  };
}

async function emulate(session: CDPSession, browser: OpenBrowser, options: PageOptions): Promise<void> {
  await Promise.all([
    session.send('Page.enable'),
    session.send('Inspector.enable'),
    session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 }),
    session.send('Network.setBypassServiceWorker', { bypass: true }),
    session.send('Emulation.setDeviceMetricsOverride', {
      width: options.width,
      height: 1_200,
      deviceScaleFactor: options.dpr,
      mobile: false,
    }),
    session.send('Emulation.setEmulatedMedia', {
      // On paper, too, a page is to look as it did on the screen.
      media: 'screen',
      features: [
        { name: 'prefers-color-scheme', value: options.theme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    }),
    session.send('Emulation.setUserAgentOverride', {
      // Pages show others than they show readers to a browser that calls itself headless.
      userAgent: (await browser.puppet.userAgent()).replace('HeadlessChrome', 'Chrome'),
      acceptLanguage: `${locale},en`,
    }),
    session.send('Emulation.setLocaleOverride', { locale }),
    session.send('Emulation.setTimezoneOverride', { timezoneId: timeZone }),
    ...(options.scripts ? [] : [session.send('Emulation.setScriptExecutionDisabled', { value: true })]),
  ]);
}

async function runIsolated<Request, Result>(
  session: CDPSession,
  frameId: string,
  inPage: (request: Request) => Result,
  request: Request,
): Promise<Awaited<Result>> {
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId,
    worldName: 'holdfast',
  });
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    functionDeclaration: String(inPage),
    executionContextId,
    arguments: [{ value: request }],
    returnByValue: true,
    awaitPromise: true,
  });
  if (exceptionDetails !== undefined)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Awaited<Result>;
}
