import type { CDPSession, Protocol } from 'puppeteer';
import { HoldfastError } from '../errors.ts';
import type { Theme } from '../model/capture.ts';
import { openWorlds } from './isolated-worlds.ts';
import type { OpenBrowser } from './launch.ts';

/** A page in a context of its own: no cookie, storage, cache or worker is shared with any other. */
export interface OpenPage {
  /** Speaks to the page; emulation holds on this session only, so pictures must be taken through it. */
  readonly session: CDPSession;
  readonly frame: string;
  /** Rejects with `browser-failed` when the page or its browser dies; never resolves. */
  readonly died: Promise<never>;
  /** Runs a function of `in-page-….ts` in an isolated world of the page's main frame. */
  run<Request, Result>(inPage: (request: Request) => Result, request: Request): Promise<Awaited<Result>>;
  /** The same in each frame below it, those of other sites too. A frame that goes meanwhile is left out. */
  runBelow<Request, Result>(
    inPage: (request: Request) => Result,
    request: Request,
  ): Promise<Awaited<Result>[]>;
  /** Shows what comes next as these options want it. */
  wear(options: PageOptions): Promise<void>;
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

export function isAlike(one: PageOptions, other: PageOptions): boolean {
  return (
    one.width === other.width &&
    one.theme === other.theme &&
    one.dpr === other.dpr &&
    one.scripts === other.scripts
  );
}

/** The same for every page, so that two captures differ only where the page does. */
export const locale = 'en-US';
export const timeZone = 'UTC';

/** Height of the window in CSS pixels. */
const windowHeight = 1_200;

export async function openPage(browser: OpenBrowser, options: PageOptions): Promise<OpenPage> {
  const root = browser.session;
  const { browserContextId } = await root.send('Target.createBrowserContext', { disposeOnDetach: true });
  const [{ targetId }] = await Promise.all([
    root.send('Target.createTarget', { url: 'about:blank', browserContextId, ...windowOf(options) }),
    // An empty list grants nothing and refuses what isn't in it.
    root.send('Browser.grantPermissions', { permissions: [], browserContextId }),
    root.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId }),
  ]);
  const session = await attach(root, targetId);
  const dying = Promise.withResolvers<never>();
  // Whoever waits for it hears of it; with nobody waiting it is no news.
  dying.promise.catch(() => undefined);
  const die = (why: string) => dying.reject(died(why, browser.version));
  const crashed = () => die('the page’s process ended');
  const onCrash = (event: Protocol.Target.TargetCrashedEvent) => {
    if (event.targetId === targetId) crashed();
  };
  const onTarget = ({ targetInfo }: Protocol.Target.TargetCreatedEvent) => {
    if (targetInfo.browserContextId !== browserContextId || targetInfo.targetId === targetId) return;
    // A popup. It may be gone already, or its opener.
    root.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
  };
  root.on('Target.targetCrashed', onCrash);
  root.on('Target.targetCreated', onTarget);
  session.on('Inspector.targetCrashed', crashed);
  session.on('Page.javascriptDialogOpening', () => {
    session.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined);
  });
  void browser.ended.then(() => die('the browser ended'));
  const below = new Map<string, CDPSession>();
  let worn = options;
  await Promise.all([emulate(session, browser, options), takeInFrames(session, below, browser, () => worn)]);
  const { frameTree } = await session.send('Page.getFrameTree');
  const worlds = openWorlds();
  return {
    session,
    frame: frameTree.frame.id,
    died: dying.promise,
    run: (inPage, request) => worlds.run(session, frameTree.frame.id, inPage, request),
    runBelow: (inPage, request) =>
      worlds.runBelow([session, ...below.values()], frameTree.frame.id, inPage, request),
    wear: async (next) => {
      worn = next;
      await emulate(session, browser, next);
    },
    close: async () => {
      root.off('Target.targetCrashed', onCrash);
      root.off('Target.targetCreated', onTarget);
      await root.send('Target.disposeBrowserContext', { browserContextId });
    },
  };
}

function windowOf({ width }: PageOptions) {
  return { width, height: windowHeight };
}

async function attach(root: CDPSession, targetId: string): Promise<CDPSession> {
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true });
  return sessionOf(root, sessionId);
}

function sessionOf(from: CDPSession, sessionId: string): CDPSession {
  const session = from.connection()?.session(sessionId);
  if (session) return session;
  throw new HoldfastError(
    'browser-failed',
    'a page ended before it could be spoken to; it will be tried again',
    {
      retryable: true,
    },
  );
}

function died(why: string, browser: string): HoldfastError {
  return new HoldfastError('browser-failed', `${why} while a page was captured; it will be tried again`, {
    retryable: true,
    facts: { browser },
  });
}

/**
 * Frames of other sites live in processes of their own, and are told by themselves what the page is told. Workers are
 * told who is asking; all of them wait until they are let go on.
 */
async function takeInFrames(
  session: CDPSession,
  below: Map<string, CDPSession>,
  browser: OpenBrowser,
  worn: () => PageOptions,
): Promise<void> {
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const child = session.connection()?.session(sessionId);
    if (!child) return;
    const isFrame = targetInfo.type === 'iframe';
    if (isFrame) below.set(sessionId, child);
    const told = [
      disguise(child, browser),
      ...(isFrame ? [...look(child, worn()), takeInFrames(child, below, browser, worn)] : []),
      child.send('Runtime.runIfWaitingForDebugger'),
    ];
    // What goes at once, or knows nothing of such things, needs to be told nothing.
    for (const each of told) each.catch(() => undefined);
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => below.delete(sessionId));
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{}],
  });
}

async function emulate(session: CDPSession, browser: OpenBrowser, options: PageOptions): Promise<void> {
  await Promise.all([
    session.send('Page.enable'),
    session.send('Inspector.enable'),
    session.send('Emulation.setDeviceMetricsOverride', {
      ...windowOf(options),
      deviceScaleFactor: options.dpr,
      mobile: false,
    }),
    disguise(session, browser),
    ...look(session, options),
  ]);
}

function look(session: CDPSession, options: PageOptions): readonly Promise<void>[] {
  return [
    session.send('Emulation.setEmulatedMedia', {
      // On paper, too, a page is to look as it did on the screen.
      media: 'screen',
      features: [
        { name: 'prefers-color-scheme', value: options.theme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    }),
    session.send('Emulation.setLocaleOverride', { locale }),
    session.send('Emulation.setTimezoneOverride', { timezoneId: timeZone }),
    ...(options.scripts ? [] : [session.send('Emulation.setScriptExecutionDisabled', { value: true })]),
  ];
}

/** Pages show others than they show readers to a browser that calls itself headless. */
function disguise(session: CDPSession, { userAgent }: OpenBrowser): Promise<void> {
  return session.send('Emulation.setUserAgentOverride', {
    userAgent: userAgent.replace('HeadlessChrome', 'Chrome'),
    acceptLanguage: `${locale},en`,
  });
}
