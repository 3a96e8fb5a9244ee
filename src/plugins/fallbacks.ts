import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HoldfastError, messageOf } from '../errors.ts';
import { type FallbackEntry, type Fallbacks, fallbackFiles } from '../model/fallbacks.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import { writeRef } from '../ref.ts';
import { writeWhole } from '../write-whole.ts';

/** The folder that `export fallbacks` writes, as a site build reads it. Nothing else reads it. */
export interface OpenFallbacks extends Pick<Fallbacks, 'base' | 'posts'> {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Where the site serves the style sheet. */
  readonly stylesheet: { readonly href: string; readonly integrity: string };
  /** A post by its written ref, another name of it, or any of its addresses; null for one that isn't there. */
  find(post: string): FoundFallback | null;
  /** The style sheet's text. */
  css(): string;
}

export interface FoundFallback {
  /** The post's written ref. */
  readonly name: string;
  readonly entry: FallbackEntry;
}

/**
 * Reads a folder of fallbacks; once, and again only when its file has changed. Throws `unreadable-input` for what
 * `export fallbacks` didn't write.
 */
export function openFallbacks(folder: string): OpenFallbacks {
  const path = resolve(folder, fallbackFiles.fallbacks);
  const stamp = stampOf(path);
  const known = opened.get(path);
  if (known !== undefined && known.stamp === stamp) return known.fallbacks;
  const fallbacks = lookUp(readFallbacks(path), resolve(folder));
  opened.set(path, { stamp, fallbacks });
  return fallbacks;
}

/** Tells one export from another by what it says, not by when it was written. */
export function hashOf({ folder }: OpenFallbacks): string {
  const bytes = readFileSync(join(folder, fallbackFiles.fallbacks));
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

export interface Copied {
  /** Paths that were written, below the output folder. */
  readonly written: readonly string[];
  /** Files that the fallbacks show and the folder hasn't got. */
  readonly absent: readonly string[];
}

/**
 * Copies the style sheet and what the cards show to where the site serves them: below `out`, which is served at
 * `sitePath`. Only what isn't there yet is written. Fallbacks whose `base` is another site's are served there: nothing
 * is copied.
 */
export function copyAssets(fallbacks: OpenFallbacks, out: string, sitePath = '/'): Copied {
  const below = folderBelow(fallbacks.base, sitePath);
  if (below === null) return { written: [], absent: [] };
  const written: string[] = [];
  const absent: string[] = [];
  for (const file of filesOf(fallbacks)) {
    const from = join(fallbacks.folder, file);
    const to = join(out, below, file);
    if (!existsSync(from)) absent.push(file);
    else if (!isSame(from, to)) {
      mkdirSync(dirname(to), { recursive: true });
      writeWhole(to, (draft) => copyFileSync(from, draft));
      written.push(below + file);
    }
  }
  return { written, absent };
}

/** The style sheet and everything the cards show, as paths below the folder; in order, each once. */
export function filesOf({ posts }: Pick<OpenFallbacks, 'posts'>): readonly string[] {
  const assets = new Set(Object.values(posts).flatMap((entry) => entry.assets));
  return [fallbackFiles.stylesheet, ...[...assets].filter((path) => assetPath.test(path)).sort()];
}

/** The bytes of one of its files; null for any other path. */
export function readFileOf(fallbacks: OpenFallbacks, file: string): Uint8Array | null {
  const path = pathOf(fallbacks, file);
  return path === null ? null : readFileSync(path);
}

/** Where one of its files lies; null for any other path. */
export function pathOf({ folder }: OpenFallbacks, file: string): string | null {
  const path = join(folder, file);
  const isIts = file === fallbackFiles.stylesheet || assetPath.test(file);
  return isIts && existsSync(path) ? path : null;
}

/** The part of `base` below the address the site is served at: `holdfast/`; null where that is elsewhere. */
export function folderBelow(base: string, sitePath = '/'): string | null {
  const root = sitePath.endsWith('/') ? sitePath : `${sitePath}/`;
  const path = base.startsWith(root) ? base.slice(root.length) : null;
  return path === null || path.startsWith('/') || path.split('/').includes('..') ? null : path;
}

/** A picture or film: `assets/` and a name made of a hash. Nothing else is taken for a path. */
const assetPath = /^assets\/[0-9a-z]+\.[0-9a-z]+$/u;

const opened = new Map<string, { readonly stamp: string; readonly fallbacks: OpenFallbacks }>();

const howTo = 'run "holdfast export fallbacks --out DIR" and give its DIR';

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw unreadable(path, `there is no ${path}: ${howTo}`);
  return `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
}

function readFallbacks(path: string): Fallbacks {
  const given = parse(path);
  if (!isRecord(given))
    throw unreadable(path, `${path} is not what "holdfast export fallbacks" writes: ${howTo}`);
  const { holdfast: format } = given;
  if (format !== 1) {
    const found = typeof format === 'number' ? `is of format ${format}` : 'names no format';
    throw unreadable(path, `${path} ${found}, and this Holdfast reads format 1: ${howTo}`);
  }
  const wrong = whatIsWrong(given);
  if (wrong !== null) throw unreadable(path, `${path} is damaged (${wrong}): ${howTo}`);
  return given as unknown as Fallbacks;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(path, `${path} can't be read (${messageOf(error)}): ${howTo}`, error);
  }
}

/** The path of the first thing that isn't as the format has it. */
function whatIsWrong({ base, stylesheet, posts, aliases }: Readonly<Record<string, unknown>>): string | null {
  if (typeof base !== 'string' || !base.endsWith('/')) return 'base';
  if (!isRecord(stylesheet) || !isText(stylesheet['path'])) return 'stylesheet';
  if (typeof stylesheet['integrity'] !== 'string') return 'stylesheet.integrity';
  if (!isRecord(aliases)) return 'aliases';
  if (!isRecord(posts)) return 'posts';
  for (const [name, entry] of Object.entries(posts)) {
    if (!isRecord(entry)) return `posts.${name}`;
    const texts = ['html', 'amp', 'text', 'state'].find((key) => typeof entry[key] !== 'string');
    if (texts !== undefined) return `posts.${name}.${texts}`;
    if (typeof entry['gone'] !== 'boolean') return `posts.${name}.gone`;
    if (!Array.isArray(entry['assets'])) return `posts.${name}.assets`;
  }
  return null;
}

function lookUp({ base, stylesheet, posts, aliases }: Fallbacks, folder: string): OpenFallbacks {
  const named = (name: string | undefined): FoundFallback | null => {
    const entry = name === undefined || !Object.hasOwn(posts, name) ? undefined : posts[name];
    return name === undefined || entry === undefined ? null : { name, entry };
  };
  const known = (key: string) => named(key) ?? named(Object.hasOwn(aliases, key) ? aliases[key] : undefined);
  return {
    folder,
    base,
    posts,
    stylesheet: { href: base + stylesheet.path, integrity: stylesheet.integrity },
    find: (post) =>
      known(post) ?? namesOf(post).reduce<FoundFallback | null>((found, name) => found ?? known(name), null),
    css: () => readFileSync(join(folder, fallbackFiles.stylesheet), 'utf8'),
  };
}

/** Written refs of the post at an address. */
function namesOf(address: string): readonly string[] {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/u.test(url.protocol)) return [];
  return platformsInArticles.flatMap((platform) => platform.match(url, 'markup') ?? []).map(writeRef);
}

/** Named by its content, so of the same size means the same; the style sheet alone may change under its name. */
function isSame(from: string, to: string): boolean {
  if (statSync(to, { throwIfNoEntry: false })?.size !== statSync(from).size) return false;
  return !from.endsWith(fallbackFiles.stylesheet) || readFileSync(from).equals(readFileSync(to));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function unreadable(path: string, message: string, cause?: unknown): HoldfastError {
  return new HoldfastError('unreadable-input', message, { facts: { path }, cause });
}
