import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import * as cheerio from 'cheerio';
import { type MadeSite, makeSite, type SiteShape } from './rewrite/make-site.ts';
import type { Watched } from './rewrite/opened-files.ts';

const bin = resolve(import.meta.dirname, '../../src/cli/bin.ts');
const watcher = resolve(import.meta.dirname, 'rewrite/opened-files.ts');

/** As newspapers' are: long pages, and a post in one of four. Beside that the hardest one: small pages, a post in each. */
const sites = {
  'a newspaper': { pages: 10_000, length: 40_000, every: 4 },
  'the hardest': { pages: 10_000, length: 20_000, every: 1 },
} as const satisfies Record<string, SiteShape>;

/** Sites rewritten by the command line, start-up included, beside cheerio and beside copying. `--quick`: a tenth. */
export async function benchRewrite(flags: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, shape] of Object.entries(sites)) {
    const pages = flags.includes('--quick') ? shape.pages / 10 : shape.pages;
    lines.push(...(await benchSite(name, { ...shape, pages })));
  }
  return lines;
}

async function benchSite(name: string, shape: SiteShape): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const load = (loadavg()[0] ?? 0).toFixed(2);
  try {
    const made = await makeSite(folder, shape);
    const first = rewrite(made, join(folder, 'first'));
    const fallbacks = fallbacksIn(made, join(folder, 'first'));
    const ours: Took[] = [];
    const copying: Took[] = [];
    for (const round of [1, 2, 3]) {
      const [out, copies] = [join(folder, `out-${round}`), join(folder, `copies-${round}`)];
      copying.push(await timed(() => copyEach(made, copies)));
      ours.push(rewrite(made, out));
      if (round === 3) break;
      for (const path of [out, copies]) rmSync(path, { recursive: true, force: true });
    }
    const byCheerio = await timed(() => rewriteByCheerio(made, join(folder, 'cheerio'), fallbacks));
    const again = [1, 2, 3].map(() => rewrite(made, join(folder, 'out-3')));
    const [us, copy, unchanged] = [ours, copying, again].map(middle) as [Took, Took, Took];
    const opened = again.reduce((sum, run) => sum + run.opened, 0);
    const ratio = (a: Took, b: Took) =>
      `${(a.ms / b.ms).toFixed(1)} × (${(a.cpuMs / b.cpuMs).toFixed(1)} × the CPU)`;
    return [
      `${name}: ${shape.pages.toLocaleString('en')} pages, ${(made.bytes / 1e6).toFixed(0)} MB, a deleted post in one of ${shape.every}; load at the start ${load}`,
      `  first run, what stood there kept: ${seconds(first)}; with a warm archive: ${seconds(us)}; by cheerio: ${seconds(byCheerio)}; copied file by file: ${seconds(copy)}`,
      `  → cheerio takes ${ratio(byCheerio, us)} as long (aim 10)`,
      `  → we take ${ratio(us, copy)} as long as copying (aim below 2)`,
      `  → again, nothing changed: ${seconds(unchanged)} with start-up (aim below 1.5 s), ${opened} inputs opened (aim 0)`,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Wall clock and the processor's, in milliseconds. */
interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

/** By the command line, start-up included. */
function rewrite({ archive, site }: MadeSite, out: string): Took & { readonly opened: number } {
  const report = `${out}.json`;
  const options = ['--root', site, '--out', out, '--when', 'always', '--css', 'link', '--archive', archive];
  const begun = performance.now();
  const ended = spawnSync(
    process.execPath,
    ['--import', watcher, bin, 'rewrite', site, ...options, '--quiet'],
    {
      env: { ...process.env, HOLDFAST_WATCHED: site, HOLDFAST_REPORT: report },
      encoding: 'utf8',
    },
  );
  const ms = performance.now() - begun;
  if (ended.status !== 0) throw new Error(`rewrite ended with ${ended.status}: ${ended.stderr}`);
  const { opened, cpuMs } = JSON.parse(readFileSync(report, 'utf8')) as Watched;
  return { ms, cpuMs, opened: opened.length };
}

/** The very fallbacks, so that both write the same; without what only we write: the marks. */
function fallbacksIn({ pages, site }: MadeSite, out: string): ReadonlyMap<string, string> {
  return new Map(
    pages.flatMap((page) => {
      if (!readFileSync(page, 'utf8').includes('twitter-tweet')) return [];
      const source = readFileSync(join(out, relative(site, page)), 'utf8');
      const fallback = /<!--holdfast ref="[^"]*" sha256="[0-9a-f]*"-->(.*?)<!--\/holdfast-->/su.exec(
        source,
      )?.[1];
      if (fallback === undefined || source.includes('<blockquote class="twitter-tweet">'))
        throw new Error(`${page} was not rewritten`);
      return [[page, fallback] as const];
    }),
  );
}

async function rewriteByCheerio(
  { pages, site }: MadeSite,
  out: string,
  fallbacks: ReadonlyMap<string, string>,
): Promise<void> {
  for (const page of pages) {
    const document = cheerio.load(await readFile(page, 'utf8'));
    document('blockquote.twitter-tweet').replaceWith(fallbacks.get(page) ?? '');
    document('script[src*="platform.twitter.com/widgets.js"]').remove();
    const target = join(out, relative(site, page));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, document.html());
  }
}

async function copyEach({ pages, site }: MadeSite, out: string): Promise<void> {
  for (const page of pages) {
    const target = join(out, relative(site, page));
    mkdirSync(dirname(target), { recursive: true });
    await cp(page, target);
  }
}

async function timed(work: () => Promise<void>): Promise<Took> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - begun, cpuMs: (user + system) / 1000 };
}

function middle(times: readonly Took[]): Took | undefined {
  return times.toSorted((a, b) => a.ms - b.ms)[Math.floor(times.length / 2)];
}

function seconds({ ms, cpuMs }: Took): string {
  return `${(ms / 1000).toFixed(2)} s (CPU ${(cpuMs / 1000).toFixed(2)} s)`;
}
