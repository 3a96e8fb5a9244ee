import { resolve } from 'node:path';
import { type CDPSession, connect } from 'puppeteer';
import { HoldfastError, messageOf } from '../errors.ts';
import { type BrowserProcess, startProcess } from './browser-process.ts';
import { within } from './deadline.ts';
import type { FoundBrowser } from './find-browser.ts';
import { browserArguments } from './flags.ts';
import { makeProfile, removeProfile } from './janitor.ts';

export interface LaunchOptions {
  readonly browser: FoundBrowser;
  /** FONTCONFIG_FILE of our fonts. */
  readonly fontsConf: string;
  /** Name of that set of fonts. */
  readonly fonts: string;
  /** Folder the profile is made in. */
  readonly work: string;
  /** Run without Chromium's own sandbox: root must, others only when told so. */
  readonly noSandbox: boolean;
  /** Milliseconds until the browser must have answered. */
  readonly launchMs: number;
  /** For the test that drops one of them. */
  readonly containment?: readonly string[];
}

/** A running browser, used by one capture at a time. */
export interface OpenBrowser {
  /** Speaks to the browser itself, above all pages; hears of every target that comes and goes. */
  readonly session: CDPSession;
  /** What it calls itself to pages, unless told otherwise. */
  readonly userAgent: string;
  /** Resolves when nothing can be said to it any more. */
  readonly ended: Promise<void>;
  /** `HeadlessChrome/153.0.8010.0`. */
  readonly version: string;
  /** Name of the set of fonts it writes with. */
  readonly fonts: string;
  /** Of its first process, and of the group all of them belong to. */
  readonly pid: number;
  /** Folder of its own, which goes with it. */
  readonly profile: string;
  isRunning(): boolean;
  /** Ends every process of it at once, by force, and removes its profile. Idempotent; never waits for the browser. */
  kill(): Promise<void>;
}

/**
 * Starts a browser over a pipe (no debugging port; it ends with us even when we are killed) with a profile and an
 * environment of its own. Throws `browser-failed`.
 */
export async function launchBrowser(options: LaunchOptions): Promise<OpenBrowser> {
  const profile = resolve(await makeProfile(options.work));
  let process: BrowserProcess | null = null;
  try {
    const { path } = options.browser;
    const [args, env] = [argumentsFor(options, profile), environmentFor(options, profile)];
    process = await startProcess(path, args, env, profile);
    return await within(options.launchMs, 'start', opened(process, profile, options.fonts));
  } catch (error) {
    await process?.kill();
    await removeProfile(profile);
    throw launchFailed(error, process?.said() ?? '', options);
  }
}

function argumentsFor(options: LaunchOptions, profile: string): string[] {
  const { browser, noSandbox, containment } = options;
  return browserArguments({ kind: browser.kind, profile, noSandbox, uid: process.getuid?.(), containment });
}

/** An allow-list: nothing secret of ours is handed to a program that runs strangers' code. */
function environmentFor(options: LaunchOptions, profile: string): Record<string, string> {
  const passed = ['PATH', 'SystemRoot', 'LD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passed),
    ...(options.browser.libraries === null ? {} : { LD_LIBRARY_PATH: options.browser.libraries }),
    FONTCONFIG_FILE: options.fontsConf,
    HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_CACHE_HOME: profile,
    // The profile it is started in. A whole Chrome puts a socket there, whose path may have 107 bytes and no more.
    TMPDIR: '.',
    // It has nothing to say to other programs of this machine.
    DBUS_SYSTEM_BUS_ADDRESS: 'disabled:',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}

async function opened(process: BrowserProcess, profile: string, fonts: string): Promise<OpenBrowser> {
  const puppet = await connect({
    transport: process.transport,
    protocolTimeout: 0,
    defaultViewport: null,
    networkEnabled: false,
    targetFilter: () => false,
  });
  const ended = new Promise<void>((resolve) => {
    puppet.once('disconnected', () => resolve());
  });
  const session = await puppet.target().createCDPSession();
  // Its own bookkeeping of pages costs as much again as showing them does: they are spoken to directly.
  await session.connection()?.send('Target.setAutoAttach', {
    autoAttach: false,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  await session.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
  const { product, userAgent } = await session.send('Browser.getVersion');
  let gone: Promise<void> | null = null;
  return {
    session,
    userAgent,
    ended,
    version: product,
    fonts,
    pid: process.pid,
    profile,
    isRunning: () => gone === null && process.isRunning(),
    kill: () => {
      gone ??= process.kill().then(() => removeProfile(profile));
      return gone;
    },
  };
}

function launchFailed(error: unknown, wrote: string, options: LaunchOptions): HoldfastError {
  const said = `${messageOf(error)}\n${wrote.trim()}`;
  const mend = /sandbox/i.test(said)
    ? 'this system gives it no sandbox: allow unprivileged user namespaces, or say HOLDFAST_NO_SANDBOX=1'
    : /shared librar/i.test(said)
      ? 'it lacks system libraries: install chromium with the system’s package manager'
      : /\b(?:EMFILE|ENFILE|EAGAIN|ENOMEM)\b/.test(said)
        ? 'the system has no process, file or memory left for it: raise its limits, or have fewer browsers at once'
        : 'try it by hand, or name another with HOLDFAST_CHROME';
  return new HoldfastError('browser-failed', `the browser ${options.browser.path} did not start; ${mend}`, {
    retryable: true,
    cause: error,
    facts: { kind: 'start', path: options.browser.path, said: said.slice(0, 2_000) },
  });
}
