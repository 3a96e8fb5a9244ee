import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { packagedBrowser, unpackBrowser } from './packaged-browser.ts';

/** A browser on this machine. */
export interface FoundBrowser {
  readonly path: string;
  /** The small shell made for headless work, or a whole Chrome. */
  readonly kind: 'shell' | 'chrome';
  readonly place: BrowserPlace;
  /** Folder of libraries it needs beside the system's; null when the system has them. */
  readonly libraries: string | null;
}

export type BrowserPlace = 'configured' | 'puppeteer' | 'system' | 'packaged';

/** One place that was looked at, for `doctor`. */
export interface LookedAt {
  readonly place: BrowserPlace;
  readonly where: string;
  readonly found: boolean;
}

export interface BrowserSearch {
  /** A browser to use before any other; when it can't be run nothing else is tried. */
  readonly chrome: string | null;
  /** Folder the packaged browser is unpacked into. */
  readonly cache: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The browser to use: the configured one, else puppeteer's own download, else the system's, else the packaged one,
 * which is unpacked on first use (5 s). In each place a headless shell goes before a whole Chrome.
 * Throws `browser-missing`; `config` when the cache isn't ours alone.
 */
export async function findBrowser(search: BrowserSearch): Promise<FoundBrowser> {
  const { hit, looked } = await lookForBrowser(search);
  if (hit !== null) return describe(hit.path, hit.place, search.cache);
  if (search.chrome !== null)
    throw new HoldfastError(
      'browser-missing',
      `the browser set as HOLDFAST_CHROME, ${search.chrome}, is not a program that can be run: correct it, or unset it to let one be found`,
      { facts: { path: search.chrome } },
    );
  throw new HoldfastError(
    'browser-missing',
    'there is no Chromium on this machine: install chromium-headless-shell or chromium with the system’s package manager, or @sparticuz/chromium with npm (Linux x64), or set HOLDFAST_CHROME to one',
    { facts: { looked: looked.map(({ where }) => where).join(' ') } },
  );
}

/** Where a browser was looked for, up to the first one; nothing is unpacked or started. */
export async function lookForBrowser(search: BrowserSearch): Promise<BrowserLook> {
  const looked: LookedAt[] = [];
  for (const { place, where, look } of candidates(search)) {
    const path = await look();
    looked.push({ place, where, found: path !== null });
    if (path !== null) return { hit: { path, place }, looked };
  }
  return { hit: null, looked };
}

export interface BrowserLook {
  readonly hit: { readonly path: string; readonly place: BrowserPlace } | null;
  readonly looked: readonly LookedAt[];
}

interface Candidate {
  readonly place: BrowserPlace;
  readonly where: string;
  readonly look: () => Promise<string | null>;
}

function candidates(search: BrowserSearch): readonly Candidate[] {
  const env = search.env ?? process.env;
  if (search.chrome !== null) return [fileAt('configured', search.chrome)];
  const downloads = env['PUPPETEER_CACHE_DIR'] ?? join(homedir(), '.cache', 'puppeteer');
  return [
    newestDownload(join(downloads, 'chrome-headless-shell')),
    newestDownload(join(downloads, 'chrome')),
    ...shellNames.flatMap((name) => onPath(name, env)),
    ...shellPaths.map((path) => fileAt('system', path)),
    ...chromeNames.flatMap((name) => onPath(name, env)),
    ...chromePaths.map((path) => fileAt('system', path)),
    { place: 'packaged', where: '@sparticuz/chromium', look: packagedBrowser },
  ];
}

const shellNames = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell'];
const shellPaths = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/lib/chromium/headless_shell',
  '/usr/lib64/chromium-browser/headless_shell',
];
/** Not `chromium-browser`: where it isn't `chromium` too, it is a stub that asks for a snap. */
const chromeNames = ['chromium', 'google-chrome-stable', 'google-chrome', 'chrome'];
const chromePaths = [
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function fileAt(place: BrowserPlace, where: string): Candidate {
  return { place, where, look: async () => ((await isExecutable(where)) ? where : null) };
}

function onPath(name: string, env: Readonly<Record<string, string | undefined>>): readonly Candidate[] {
  // A snap can't read profiles outside its own folder.
  const folders = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.startsWith('/snap/'));
  return [...new Set(folders)].map((folder) => fileAt('system', join(folder, name)));
}

/** `<folder>/<platform>-<version>/<archive's own folder>/<program>`, as @puppeteer/browsers lays them out. */
function newestDownload(folder: string): Candidate {
  return {
    place: 'puppeteer',
    where: folder,
    look: async () => {
      const programs = ['chrome-headless-shell', 'chrome', 'chrome-headless-shell.exe', 'chrome.exe'];
      for (const version of (await namesIn(folder)).sort(newestFirst))
        for (const inner of await namesIn(join(folder, version)))
          for (const program of programs)
            if (await isExecutable(join(folder, version, inner, program)))
              return join(folder, version, inner, program);
      return null;
    },
  };
}

async function describe(path: string, place: BrowserPlace, cache: string): Promise<FoundBrowser> {
  if (place === 'packaged') return { place, kind: 'shell', ...(await unpackBrowser(cache)) };
  const kind = /headless[-_]shell[^/\\]*$/i.test(path) ? 'shell' : 'chrome';
  return { path, kind, place, libraries: null };
}

const newestFirst = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  });
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
