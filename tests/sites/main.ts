import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { messageOf } from '../../src/errors.ts';
import { pinnedVersions } from '../install-packages.ts';
import { openLoneBrowser } from '../render/lone-browser.ts';
import { type CheckTools, checkNames, checkSite, type SiteCheck } from './check-site.ts';
import type { Site } from './contract.ts';
import { exportFallbacks } from './export-fallbacks.ts';
import { makePackage } from './holdfast-package.ts';
import { prepareSite, type SiteParts } from './prepare-site.ts';
import { canShutNetwork, toolRunner } from './run-tool.ts';
import { makeSiteArchive } from './site-archive.ts';
import { checkedByVnu } from './validate-pages.ts';

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
  await exportFallbacks(join(work, 'archive'), parts.fallbacks, Object.values(names));
  await makePackage(parts.holdfast);
  const checks: Checked[] = [];
  for (const tool of tools.filter((each) => wanted.length === 0 || wanted.includes(each)))
    checks.push(await runSite(tool, join(work, tool), parts, { browser, names, run: toolRunner(shut) }));
  const pages = checks.flatMap(({ check }) => check?.pages ?? []);
  const vnu = pages.length === 0 ? [] : await checkedByVnu(pages);
  report(checks, vnu, pages.length);
  const isWell = checks.every(
    ({ check }) => check === null || Object.values(check.wrong).flat().length === 0,
  );
  return isWell && vnu.every((line) => line.startsWith('missing:'));
}

interface Checked {
  readonly tool: string;
  readonly version: string;
  /** Null for one that isn't there. */
  readonly check: SiteCheck | null;
  readonly missing: string | null;
  readonly site: Site | null;
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

function report(checks: readonly Checked[], vnu: readonly string[], pages: number): void {
  for (const { tool, check } of checks)
    for (const [name, lines] of Object.entries(check?.wrong ?? {}))
      for (const line of lines) console.log(`\n${tool}, ${name}: ${line}`);
  for (const line of vnu) console.log(`\nvnu: ${line}`);
  const rows = [
    ['TOOL', 'VERSION', 'BUILD', 'CARDS', ...checkNames.slice(1).map((name) => name.toUpperCase())],
  ];
  for (const { tool, version, check, site } of checks) {
    if (check === null) continue;
    const failed = check.wrong.build.length > 0;
    const cells = checkNames.slice(1).map((name) => {
      if (failed) return '-';
      if (name === 'strict' && site?.notStrict !== undefined) return 'n/a';
      return check.wrong[name].length === 0 ? 'ok' : 'WRONG';
    });
    rows.push([
      tool,
      version,
      failed ? 'FAILED' : `${check.seconds.toFixed(1)} s`,
      String(check.cards),
      ...cells,
    ]);
  }
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  console.log();
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  for (const { tool, missing } of checks) if (missing !== null) console.log(`missing: ${tool}: ${missing}`);
  for (const { tool, site } of checks)
    if (site?.notStrict) console.log(`${tool} is not strict: ${site.notStrict}`);
  if (!vnu.some((line) => line.startsWith('missing:')))
    console.log(`W3C's checker: ${vnu.length === 0 ? `nothing wrong with ${pages} pages` : 'see above'}`);
}
