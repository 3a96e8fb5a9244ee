import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, type CDPSession, launch } from 'puppeteer';
import { HoldfastError, messageOf } from '../errors.ts';
import type { FoundBrowser } from './find-browser.ts';
import { containmentFlags, steadyFlags } from './flags.ts';
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
  readonly puppet: Browser;
  /** Speaks to the browser itself, above all pages. */
  readonly session: CDPSession;
  /** `HeadlessChrome/153.0.8010.0`. */
  readonly version: string;
  /** Name of the set of fonts it writes with. */
  readonly fonts: string;
  readonly pid: number;
  isRunning(): boolean;
  /** Ends every process of it at once, by force, and removes its profile. Idempotent; never waits for the browser. */
  kill(): Promise<void>;
}

/**
 * Starts a browser over a pipe (no debugging port; it ends with us even when we are killed) with a profile and an
 * environment of its own. Throws `browser-failed`.
 */
export async function launchBrowser(options: LaunchOptions): Promise<OpenBrowser> {
  const profile = await makeProfile(options.work);
  try {
    const puppet = await launch({
      executablePath: options.browser.path,
      pipe: true,
      // Every flag is named here: what a library adds or drops by itself is not relied on.
      ignoreDefaultArgs: true,
      args: argumentsFor(options, profile),
      env: environmentFor(options, profile),
      timeout: options.launchMs,
      protocolTimeout: 0,
      defaultViewport: null,
      networkEnabled: false,
      waitForInitialPage: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return await opened(puppet, profile, options.fonts);
  } catch (error) {
    await removeProfile(profile);
    throw launchFailed(error, options);
  }
}

function argumentsFor(options: LaunchOptions, profile: string): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    options.browser.kind === 'shell' ? '--headless' : '--headless=new',
    ...(options.containment ?? containmentFlags),
    ...steadyFlags,
    ...(options.noSandbox || process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
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
    TMPDIR: profile,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}

async function opened(puppet: Browser, profile: string, fonts: string): Promise<OpenBrowser> {
  const child = puppet.process();
  if (child?.pid === undefined) throw new Error('the browser has no process');
  const { pid } = child;
  let gone: Promise<void> | null = null;
  const kill = () => {
    gone ??= endGroup(child, pid).then(() => removeProfile(profile));
    return gone;
  };
  try {
    const session = await puppet.target().createCDPSession();
    const { product } = await session.send('Browser.getVersion');
    return {
      puppet,
      session,
      version: product,
      fonts,
      pid,
      isRunning: () => gone === null && isRunning(child),
      kill,
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Puppeteer starts it as the leader of a process group: renderers, zygotes and utilities go with it. */
async function endGroup(child: ChildProcess, pid: number): Promise<void> {
  const exit = isRunning(child) ? once(child, 'exit') : null;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await exit;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function launchFailed(error: unknown, options: LaunchOptions): HoldfastError {
  const said = messageOf(error);
  const mend = /sandbox/i.test(said)
    ? 'this system gives it no sandbox: allow unprivileged user namespaces, or say HOLDFAST_NO_SANDBOX=1'
    : /shared librar/i.test(said)
      ? 'it lacks system libraries: install chromium with the system’s package manager'
      : `try it by hand, or name another with HOLDFAST_CHROME`;
  return new HoldfastError('browser-failed', `the browser ${options.browser.path} did not start; ${mend}`, {
    retryable: true,
    cause: error,
    facts: { path: options.browser.path, said: said.slice(0, 2_000) },
  });
}
