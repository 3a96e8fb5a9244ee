import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { messageOf } from '../../src/errors.ts';
import { pinnedVersions } from '../install-packages.ts';
import { openLoneBrowser } from '../render/lone-browser.ts';
import { type CheckTools, checkSite } from './check-site.ts';
import type { Site } from './contract.ts';
import { exportFallbacks, writeGallery } from './export-fallbacks.ts';
import { makePackage } from './holdfast-package.ts';
import { prepareSite, type SiteParts } from './prepare-site.ts';
import { type Checked, isWell, report } from './report.ts';
import { canShutNetwork, toolRunner } from './run-tool.ts';
import { makeSiteArchive } from './site-archive.ts';
import { checkedByVnu, validated } from './validate-pages.ts';

/**
 * `npm run test:sites [-- [tool…] [--keep]]`: builds a tiny site with each tool, the fallbacks' plugin in it and no network,
 * and looks at what came of it. A tool that isn't there is told as missing; one that is there and fails ends it with 1.
 */
const tools = ['eleventy', 'astro', 'vite', 'next', 'hugo', 'jekyll'] as const;

const wanted = process.argv.slice(2).filter((argument) => argument !== '--keep');
const unknown = wanted.filter((name) => !(tools as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`there is no site of ${unknown.join(', ')}; there is ${tools.join(', ')}`);
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'holdfast-sites-'));
const browser = await openLoneBrowser();
try {
  process.exitCode = (await runSites(work, browser)) ? 0 : 1;
} finally {
  await browser.close();
  if (process.argv.includes('--keep')) console.log(`\nall of it is kept in ${work}`);
  else rmSync(work, { recursive: true, force: true });
}

async function runSites(work: string, browser: Browser): Promise<boolean> {
  const shut = await canShutNetwork();
  console.log(
    shut
      ? 'Tools run without network.'
      : 'missing: "unshare -n" (needs root): tools run with the network open',
  );
  const names = await makeSiteArchive(join(work, 'archive'));
  const parts = { fallbacks: join(work, 'fallbacks'), holdfast: join(work, 'holdfast') };
  const run = toolRunner(shut);
  await exportFallbacks(join(work, 'archive'), parts.fallbacks, run);
  await makePackage(parts.holdfast);
  const checks: Checked[] = [];
  for (const tool of tools.filter((each) => wanted.length === 0 || wanted.includes(each)))
    checks.push(await runSite(tool, join(work, tool), parts, { browser, names, run }));
  const gallery = join(work, 'gallery.html');
  await writeGallery(gallery, work, run);
  const cards = await validated([gallery]);
  const pages = [gallery, ...checks.flatMap(({ check }) => check?.pages ?? [])];
  const vnu = await checkedByVnu(pages);
  const validity = { cards, vnu, pages: pages.length };
  report(checks, validity);
  return isWell(checks, validity);
}

async function runSite(
  tool: string,
  folder: string,
  parts: SiteParts,
  checkTools: CheckTools,
): Promise<Checked> {
  const absent = (missing: string): Checked => ({ tool, version: '', check: null, missing, site: null });
  mkdirSync(folder);
  let site: Site;
  try {
    ({ site } = (await import(`./${tool}/site.ts`)) as { readonly site: Site });
  } catch (error) {
    return absent(`no site: ${messageOf(error)}`);
  }
  try {
    await prepareSite(tool, folder, parts);
  } catch (error) {
    return absent(`its packages can't be installed: ${messageOf(error)}`);
  }
  const version = await versionOf(site, folder, checkTools);
  if (version === null) return absent(`no ${site.program?.[0]} on this machine`);
  const check = await checkSite(site, folder, checkTools);
  return { tool, version, check, missing: null, site };
}

/** Null where the machine has no such program. */
async function versionOf(
  { tool, program }: Site,
  folder: string,
  { run }: CheckTools,
): Promise<string | null> {
  if (program === null) {
    const versions = Object.entries(pinnedVersions(join(import.meta.dirname, tool)));
    return (
      versions.find(([name]) => name.includes(tool))?.[1] ?? versions.map(([, version]) => version).join(', ')
    );
  }
  try {
    const { code, printed } = await run(folder, program);
    return code === 0 ? (/\d+\.\d+(?:\.\d+)?/u.exec(printed)?.[0] ?? printed.trim()) : null;
  } catch {
    return null;
  }
}
