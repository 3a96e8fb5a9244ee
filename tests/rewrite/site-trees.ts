import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { readSite } from '../../src/articles/site-inputs.ts';
import { noImprint } from '../../src/fallback-view.ts';
import { matchPost } from '../../src/model/platform-of.ts';
import { platforms } from '../../src/platforms/index.ts';
import type { Published } from '../../src/publish.ts';
import {
  type PublishTools,
  type RestoreCounts,
  type RewriteCounts,
  type RewriteOptions,
  restoreSite,
  rewriteSite,
} from '../../src/rewrite-site.ts';
import {
  type FallbacksArchive,
  openFallbacksArchive,
  openImages,
  say,
} from '../exports/fallbacks-archive.ts';

export const loader = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>';

export function quote(id: string): string {
  return `<blockquote class="twitter-tweet"><p lang="en">Words of ${id}</p>&mdash; Frog (@frog) <a href="https://twitter.com/frog/status/${id}?ref_src=twsrc%5Etfw">May 1, 2020</a></blockquote>`;
}

export function page(...ids: readonly string[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pond</title></head><body>\n<p>Before it.</p>\n${ids.map(quote).join('\n')}\n${ids.length === 0 ? '' : loader}\n<p>After it.</p>\n</body></html>\n`;
}

export function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Every file below a folder, links as what they point to. */
export function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths
      .filter((path) => statSync(path).isFile())
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}

/** A site to be rewritten, its archive with two posts, and where it goes to: anew for each test. */
export interface TestSite {
  readonly folder: string;
  readonly site: string;
  readonly out: string;
  readonly archive: FallbacksArchive;
}

/** For the tests of one file. What it returns is of the test that runs. */
export function useTestSite(): () => TestSite {
  const images = openImages();
  let current: TestSite | null = null;
  const home = process.cwd();
  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-site-'));
    const archive = await openFallbacksArchive(join(folder, 'archive'), images);
    current = { folder, site: join(folder, 'site'), out: join(folder, 'out'), archive };
    await archive.tell('20', say('The tide turned.'));
    await archive.tell('21', say('It came back.'), { state: 'deleted' });
  });
  afterEach(async () => {
    process.chdir(home);
    await current?.archive.store.close();
    if (current !== null) rmSync(current.folder, { recursive: true, force: true });
    current = null;
  });
  afterAll(() => images.close());
  return () => {
    if (current === null) throw new Error('no test is running');
    return current;
  };
}

/** Without what is remembered for the next run. */
export function siteOf(folder: string): Record<string, string> {
  const { '.holdfast-rewrite.json': _memory, ...site } = treeOf(folder);
  return site;
}

export type Rewritten = Extract<Published<RewriteCounts>, RewriteCounts>;

export interface SiteRun<Counts> {
  readonly all: readonly Published<Counts>[];
  readonly articles: readonly Extract<Published<Counts>, Counts>[];
  readonly problems: readonly string[];
  readonly summary: unknown;
}

interface SiteTools extends PublishTools {
  readonly leftOut?: readonly string[];
}

export function siteTools({ store, tools }: FallbacksArchive, more: Partial<SiteTools> = {}): SiteTools {
  return {
    ...tools,
    store,
    imprint: noImprint,
    fetch: () => Promise.reject(new Error('nothing is fetched')),
    matchPost: (text) => matchPost(text, platforms),
    stdin: () => Promise.resolve(Buffer.from('')),
    code: 'this code',
    ...more,
  };
}

export async function rewriting(
  inputs: readonly string[],
  options: Omit<RewriteOptions, 'when'> & Partial<Pick<RewriteOptions, 'when'>>,
  tools: SiteTools,
): Promise<SiteRun<RewriteCounts>> {
  const takesLinked = options.copyLinks === true;
  const leftOut = { folders: [options.out, ...(tools.leftOut ?? [])], files: [], takesLinked };
  return collected(rewriteSite(readSite(inputs, leftOut, tools), { when: 'always', ...options }, tools));
}

export async function restoringSite(
  inputs: readonly string[],
  options: { readonly out: string; readonly root?: string; readonly onlyArticles?: boolean },
  tools: SiteTools,
): Promise<SiteRun<RestoreCounts>> {
  const leftOut = { folders: [options.out], files: [] };
  return collected(restoreSite(readSite(inputs, leftOut, tools), options, tools));
}

async function collected<Counts>(run: AsyncIterable<Published<Counts>>): Promise<SiteRun<Counts>> {
  const all: Published<Counts>[] = [];
  for await (const each of run) all.push(each);
  return {
    all,
    articles: all.filter((each): each is Extract<Published<Counts>, Counts> => 'path' in each),
    problems: all.flatMap((each) =>
      'error' in each ? [each.error] : 'warning' in each ? [each.warning] : [],
    ),
    summary: all.flatMap((each) => ('summary' in each ? [each.summary] : []))[0],
  };
}
