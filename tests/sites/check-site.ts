import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser } from 'puppeteer';
import type { FallbackCards, FallbackEntry, Fallbacks } from '../../src/model/fallbacks.ts';
import { entryIn } from '../../src/plugins/card-language.ts';
import { filesOf, openFallbacks } from '../../src/plugins/fallbacks.ts';
import { missingPost, type RunTool, type Site, type SitePost } from './contract.ts';
import { lookAtPage } from './look-at-page.ts';
import { validated } from './validate-pages.ts';

export interface SiteCheck {
  /** Of the first build. */
  readonly seconds: number;
  readonly cards: number;
  /** Paths of the pages that were looked at. */
  readonly pages: readonly string[];
  /** What is wrong, by what was looked at; nothing, where all is well. */
  readonly wrong: Readonly<Record<CheckName, readonly string[]>>;
}

export const checkNames = ['build', 'warns', 'cards', 'assets', 'html', 'again', 'strict', 'fresh'] as const;
export type CheckName = (typeof checkNames)[number];

export interface CheckTools {
  readonly run: RunTool;
  readonly browser: Browser;
  /** Their written refs. */
  readonly names: Readonly<Record<SitePost, string>>;
}

function languageOfPage(path: string): string {
  const lang = /<html[^>]*\slang="?([\w-]+)/u.exec(readFileSync(path, 'utf8'))?.[1];
  if (lang === undefined) throw new Error(`${path} has no language`);
  return lang;
}

/** Builds a prepared site as its user does and looks at what came of it. */
export async function checkSite(site: Site, folder: string, tools: CheckTools): Promise<SiteCheck> {
  const { run, browser, names } = tools;
  const fallbacks = openFallbacks(join(folder, 'fallbacks'));
  const begun = performance.now();
  const first = await site.build(folder, run, { strict: false });
  const seconds = (performance.now() - begun) / 1000;
  const out = join(folder, first.out);
  const pages = site.pages.map(({ path }) => join(out, path));
  const wrong: Record<CheckName, readonly string[]> = emptyChecks();
  const cards = site.pages.reduce((sum, { shows }) => sum + shows.length, 0);
  if (first.code !== 0) {
    wrong.build = [`it ended with ${first.code}:\n${first.printed.slice(-4000)}`];
    return { seconds, cards, pages: [], wrong };
  }
  const lost = pages.filter((path) => !existsSync(path));
  if (lost.length > 0) {
    wrong.build = lost.map((path) => `no page ${relative(folder, path)}:\n${first.printed.slice(-2000)}`);
    return { seconds, cards, pages: [], wrong };
  }
  if (!first.printed.includes(missingPost))
    wrong.warns = [`nothing was said of ${missingPost}:\n${first.printed}`];
  wrong.cards = (
    await Promise.all(
      site.pages.map(async ({ path, shows, keeps, speaks }) => {
        const lang = speaks === undefined ? languageOfPage(join(out, path)) : speaks;
        const entries = shows.flatMap((post) => {
          const entry = fallbacks.find(names[post])?.entry;
          return entry === undefined ? [] : [entryIn(entry, lang)];
        });
        const found = await lookAtPage(browser, out, path, {
          entries,
          stylesheet: fallbacks.stylesheet.href,
          ...(keeps === undefined ? {} : { keeps }),
          ...(site.ownScripts === undefined ? {} : { ownScripts: site.ownScripts }),
        });
        return found.map((text) => `${path}: ${text}`);
      }),
    )
  ).flat();
  wrong.assets = filesOf(fallbacks).flatMap((file) => {
    const built = join(out, fallbacks.base, file);
    if (!existsSync(built)) return [`${file} isn't in the site`];
    const isSame = readFileSync(built).equals(readFileSync(join(fallbacks.folder, file)));
    return isSame ? [] : [`${file} has other bytes in the site`];
  });
  wrong.html = await validated(pages);
  // Later builds write over the pages that were looked at.
  const kept = `${folder}-built`;
  cpSync(out, kept, { recursive: true });
  rmSync(out, { recursive: true });
  await site.build(folder, run, { strict: false });
  wrong.again = differences(hashesBelow(kept), hashesBelow(out));
  wrong.strict = await checkStrict(site, folder, run);
  wrong.fresh = await checkFresh(site, folder, tools);
  return { seconds, cards, pages: site.pages.map(({ path }) => join(kept, path)), wrong };
}

async function checkStrict(site: Site, folder: string, run: RunTool): Promise<readonly string[]> {
  if (site.notStrict !== undefined) return [];
  const strict = await site.build(
    folder,
    (place, command, env) => run(place, command, { ...env, STRICT: '1' }),
    { strict: true },
  );
  if (strict.code === 0) return ['it did not fail'];
  return strict.printed.includes(missingPost)
    ? []
    : [`it failed without a word of ${missingPost}:\n${strict.printed}`];
}

/** Tools keep what they made of a page from build to build, and don't know that fallbacks come into it. */
async function checkFresh(
  site: Site,
  folder: string,
  { run, names }: CheckTools,
): Promise<readonly string[]> {
  const path = join(folder, 'fallbacks/fallbacks.json');
  const fallbacks = JSON.parse(readFileSync(path, 'utf8')) as Fallbacks;
  const words = 'said by newer fallbacks';
  const entry = fallbacks.posts[names.deleted];
  if (entry === undefined) throw new Error(`no fallback of ${names.deleted}`);
  const newer = <Cards extends FallbackCards>(cards: Cards): Cards => ({
    ...cards,
    html: cards.html.replace('</blockquote>', `<p>${words}</p>$&`),
  });
  const languages = Object.entries(entry.languages ?? {}).map(([lang, cards]) => [lang, newer(cards)]);
  const told = { ...newer(entry), languages: Object.fromEntries(languages) as FallbackEntry['languages'] };
  const posts = { ...fallbacks.posts, [names.deleted]: told };
  writeFileSync(path, JSON.stringify({ ...fallbacks, posts }));
  const { out } = await site.build(folder, run, { strict: false });
  return site.pages
    .filter(({ shows }) => shows.includes('deleted'))
    .filter((page) => !readFileSync(join(folder, out, page.path), 'utf8').includes(words))
    .map((page) => `${page.path} still shows the card of older fallbacks`);
}

function hashesBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => {
      if (!after.has(path)) return `${path} was not built again`;
      return before.has(path) ? `${path} has other bytes` : `${path} is new`;
    });
}

function emptyChecks(): Record<CheckName, readonly string[]> {
  return { build: [], warns: [], cards: [], assets: [], html: [], again: [], strict: [], fresh: [] };
}
