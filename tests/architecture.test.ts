import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Which shelf each part stands on; a file imports its own part and lower shelves. */
const shelves: Readonly<Record<string, number>> = {
  'errors.ts': 0,
  'log.ts': 0,
  'ref.ts': 0,
  model: 0,
  html: 0,
  net: 1.5,
  warc: 1,
  'config.ts': 1,
  'make-folder.ts': 0.5,
  'write-whole.ts': 0.5,
  articles: 2,
  detect: 2,
  platforms: 2,
  memento: 2,
  store: 2,
  capture: 2,
  media: 2,
  render: 2,
  evidence: 2,
  resolve: 3,
  queue: 3,
  rewrite: 3,
  'fallback-view.ts': 3,
  'picture-sizes.ts': 3,
  'fallback-assets.ts': 3.2,
  'recorded-net.ts': 3,
  'article-page.ts': 3,
  'shot-places.ts': 3,
  'past.ts': 3,
  'version-view.ts': 3.5,
  'archive.ts': 4,
  'archive-copies.ts': 4,
  'keep-manifests.ts': 4,
  'capture-post.ts': 4,
  'queue-captures.ts': 4,
  'ingest.ts': 4,
  'list-embeds.ts': 4,
  'find-posts.ts': 4.2,
  'rot.ts': 4,
  'list-articles.ts': 4.2,
  'show.ts': 4,
  'history.ts': 4,
  'diff.ts': 4,
  'post-page.ts': 4,
  'publish.ts': 4,
  'site-fallbacks.ts': 4,
  'rewrite-document.ts': 4.1,
  'rewrite-site.ts': 4.3,
  'verify.ts': 4,
  'verify-file.ts': 4,
  'doctor.ts': 4,
  'gallery.ts': 4,
  'redact.ts': 4,
  'render-view.ts': 3.6,
  'render-post.ts': 4,
  exports: 4.2,
  imports: 4.2,
  'holdfast-contract.ts': 4.5,
  'parts.ts': 4.8,
  'holdfast.ts': 5,
  cli: 6,
  server: 6,
  'index.ts': 6,
};

/** Plugins run in site builds: no database, browser or sharp may come along. */
const pluginsMayUse = [
  'rewrite',
  'detect',
  'platforms',
  'model',
  'html',
  'errors.ts',
  'log.ts',
  'ref.ts',
  'config.ts',
  'write-whole.ts',
];

/** The one part each heavy dependency lives in. */
const homes: Readonly<Record<string, string>> = {
  'better-sqlite3': 'store',
  puppeteer: 'capture',
  'puppeteer-core': 'capture',
  '@sparticuz/chromium': 'capture',
  '@duckduckgo/autoconsent': 'capture',
  wawoff2: 'capture',
  sharp: 'media',
  parse5: 'html',
  undici: 'net',
  'ipaddr.js': 'net',
  warcio: 'warc',
  yazl: 'warc',
  yauzl: 'warc',
  'p-queue': 'queue',
  diff: 'model',
  commander: 'cli',
  picocolors: 'cli',
};
/** p-queue also paces hosts. */
const alsoAllowed: Readonly<Record<string, readonly string[]>> = { 'p-queue': ['net'] };

const pureParts = ['model', 'html', 'detect', 'render', 'rewrite', 'ref.ts'];
const pureFiles = /(?:^|\/)(?:match|markup|flattened)\.ts$/;
const impureModules =
  /^(?:node:)?(?:fs|net|http|https|dns|tls|child_process|worker_threads|os|timers|process)(?:\/|$)/;
const clockOrRandom =
  /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.|randomUUID|randomBytes)/;
const mayOpenUsersFiles = ['articles', 'store', 'cli', 'config.ts', 'make-folder.ts', 'write-whole.ts'];
/** In site builds: the folder of fallbacks is read, its files are copied and served; built pages are changed. */
const filesThatMayToo = ['plugins/fallbacks.ts', 'plugins/folder.ts', 'plugins/serve-file.ts'];
/** Opens its own caches, profiles and packages, never a user's file. */
const ownFilesOnly = [
  'capture',
  'media',
  'net',
  'warc',
  'holdfast.ts',
  'parts.ts',
  'recorded-net.ts',
  'doctor.ts',
];

const files = listFiles(src);

describe('the shelves', () => {
  it('has a shelf for every part', () => {
    const parts = new Set(files.map(partOf));
    parts.delete('plugins');
    expect([...parts].filter((part) => !(part in shelves))).toEqual([]);
  });

  it('sees the imports at all', () => {
    expect(files.flatMap(importsOf).length).toBeGreaterThan(20);
  });

  for (const file of files) {
    const part = partOf(file);
    it(`${file} imports only its own part and lower shelves`, () => {
      const wrong = importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => partOf(relative(src, resolve(src, dirname(file), name))))
        .filter((other) => other !== part && !mayImport(part, other));
      expect(wrong).toEqual([]);
    });
  }
});

describe('homes', () => {
  it('keeps every heavy dependency in its one part', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .map(packageOf)
        .filter((name) => name in homes && homes[name] !== partOf(file))
        .filter((name) => !(alsoAllowed[name] ?? []).includes(partOf(file)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps pure parts pure', () => {
    const wrong = files.filter(isPure).flatMap((file) => {
      const impure = importsOf(file).filter((name) => impureModules.test(name));
      const clocks = clockOrRandom.exec(withoutComments(read(file)));
      return [...impure, ...(clocks === null ? [] : [clocks[0]])].map((what) => `${file}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });

  it('opens files only where files are opened', () => {
    const allowed = [...mayOpenUsersFiles, ...ownFilesOnly];
    const wrong = files.filter(
      (file) =>
        importsOf(file).some((name) => name.startsWith('node:fs')) &&
        !allowed.includes(partOf(file)) &&
        !filesThatMayToo.includes(file),
    );
    expect(wrong).toEqual([]);
  });

  it('names a platform only in its folder', () => {
    const wrong = files
      .filter((file) => partOf(file) !== 'platforms')
      .filter((file) =>
        /\b(?:twitter|twimg|bsky|bluesky|mastodon|tiktok|instagram)\b/i.test(withoutComments(read(file))),
      )
      .filter((file) => !file.startsWith('cli/'));
    expect(wrong).toEqual([]);
  });

  it('prints only in cli and the log', () => {
    const wrong = files.filter(
      (file) => !['cli', 'log.ts'].includes(partOf(file)) && /\bconsole\./.test(withoutComments(read(file))),
    );
    expect(wrong).toEqual([]);
  });

  it('has index.ts in three kinds of place only', () => {
    const wrong = files.filter(
      (file) => /(?:^|\/)index\.ts$/.test(file) && !/^(?:platforms\/(?:[a-z]+\/)?)?index\.ts$/.test(file),
    );
    expect(wrong).toEqual([]);
  });

  it('has no file over 300 lines and no vague name', () => {
    const long = files.filter((file) => read(file).split('\n').length > 300);
    const vague = files.filter((file) =>
      /(?:^|\/)(?:utils?|helpers?|common|lib|misc)(?:\/|\.ts$)/.test(file),
    );
    expect([...long, ...vague]).toEqual([]);
  });
});

function mayImport(part: string, other: string): boolean {
  if (part === 'plugins') return pluginsMayUse.includes(other);
  const own = shelves[part];
  const its = shelves[other];
  if (own === undefined || its === undefined) return false;
  const faces = 6;
  if (own === faces) return !['plugins'].includes(other) && (its <= 1.5 || its === 5 || part === 'index.ts');
  return its < own || (own === 0 && its === 0);
}

function isPure(file: string): boolean {
  return pureParts.includes(partOf(file)) || pureFiles.test(file);
}

/** Import, export-from, type and dynamic imports. */
function importsOf(file: string): string[] {
  const text = withoutComments(read(file));
  const patterns = [
    /\bfrom\s+['"]([^'"]+)['"]/g,
    /\bimport\s+['"]([^'"]+)['"]/g,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function packageOf(name: string): string {
  const parts = name.split('/');
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function partOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function read(file: string): string {
  return readFileSync(join(src, file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)))
    .sort();
}
