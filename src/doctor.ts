import { access, constants, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserDescription } from './capture/describe.ts';
import type { HoldfastError } from './errors.ts';
import type { Net } from './net/net.ts';

/** One thing that was looked at. */
export interface Check {
  readonly what: 'node' | 'archive' | 'disk' | 'browser' | 'sandbox' | 'fonts' | 'network';
  readonly verdict: 'ok' | 'warning' | 'bad';
  readonly found: string;
  /** What to do about it; null when nothing need be done. */
  readonly mend: string | null;
}

export interface Examination {
  readonly checks: readonly Check[];
  /** A line in every script our fonts must show, as PNG; null without a browser. */
  readonly picture: Uint8Array | null;
}

/** Free space under which a run may end in the middle, in bytes. */
const littleSpace = 500 * 1024 * 1024;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 22 || (major === 22 && minor < 19);
  return isOld
    ? { what: 'node', verdict: 'bad', found: version, mend: 'install Node 24' }
    : { what: 'node', verdict: 'ok', found: version, mend: null };
}

/** Whether the archive's home can be written, or made; `readOnly` tells why an archive that is there can't be. */
export async function checkArchive(home: string, readOnly: HoldfastError | null): Promise<Check> {
  if (readOnly !== null)
    return { what: 'archive', verdict: 'warning', found: `${home}, only to be read`, mend: readOnly.message };
  const place = await nearestFolder(home);
  try {
    await access(place, constants.W_OK);
    return { what: 'archive', verdict: 'ok', found: home, mend: null };
  } catch {
    const mend = `give this user the right to write ${place}, or choose another folder with --archive`;
    return { what: 'archive', verdict: 'bad', found: `${home} can't be written`, mend };
  }
}

export async function checkDisk(home: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestFolder(home));
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < littleSpace
    ? { what: 'disk', verdict: 'warning', found, mend: 'free some space: a post takes about 2 MB' }
    : { what: 'disk', verdict: 'ok', found, mend: null };
}

export function checksOfBrowser(browser: BrowserDescription, noSandbox: boolean): readonly Check[] {
  const { found, version, problem, fontsMissing } = browser;
  const where = found === null ? 'none found' : `${found.path} (${found.place})`;
  const started: Check =
    problem === null
      ? { what: 'browser', verdict: 'ok', found: `${version ?? 'unknown version'} at ${where}`, mend: null }
      : { what: 'browser', verdict: 'bad', found: where, mend: problem.message };
  const fonts = fontsMissing === null ? [] : [checkFonts(fontsMissing)];
  return [started, checkSandbox(noSandbox), ...fonts];
}

function checkSandbox(noSandbox: boolean): Check {
  return noSandbox
    ? {
        what: 'sandbox',
        verdict: 'warning',
        found: 'off',
        mend: 'run as a user other than root, without --no-sandbox',
      }
    : { what: 'sandbox', verdict: 'ok', found: 'on', mend: null };
}

function checkFonts(missing: readonly string[]): Check {
  return missing.length === 0
    ? { what: 'fonts', verdict: 'ok', found: 'all scripts', mend: null }
    : {
        what: 'fonts',
        verdict: 'warning',
        found: `${missing.length} packages missing`,
        mend: `npm install ${missing.join(' ')}`,
      };
}

export async function checkNetwork(net: Net, hosts: readonly string[]): Promise<Check> {
  return (await net.reachable(hosts))
    ? { what: 'network', verdict: 'ok', found: `${hosts[0] ?? 'hosts'} can be found`, mend: null }
    : {
        what: 'network',
        verdict: 'warning',
        found: 'no platform can be found',
        mend: 'check the connection and the name server; until then posts are kept as articles quote them',
      };
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  try {
    await access(path);
    return path;
  } catch {
    return dirname(path) === path ? path : nearestFolder(dirname(path));
  }
}
