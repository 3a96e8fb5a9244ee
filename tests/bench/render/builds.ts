import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '../../../src/errors.ts';
import type { RunTool } from '../../sites/contract.ts';
import { exportFallbacks } from '../../sites/export-fallbacks.ts';
import { makePackage } from '../../sites/holdfast-package.ts';
import { prepareSite, type SiteParts } from '../../sites/prepare-site.ts';
import { canShutNetwork, toolRunner } from '../../sites/run-tool.ts';
import { makeArchive } from '../rewrite/make-site.ts';
import { type BuildPage, makeBuildPages, postsIn } from './build-pages.ts';
import { type BuildTool, buildTools } from './build-tools.ts';

const checkout = resolve(import.meta.dirname, '../../..');
const count = 1_000;

/** No tool begins another round after that. */
const longestMs = 30_000;

/**
 * Builds of the same site with each tool, with the plugin and without, in turns. The processor's time is that of all
 * processes of a build. A tool that isn't there is told as missing.
 */
export async function benchBuilds(only: readonly string[] = []): Promise<readonly string[]> {
  const work = mkdtempSync(join(tmpdir(), 'holdfast-builds-'));
  const load = (loadavg()[0] ?? 0).toFixed(2);
  try {
    const run = toolRunner(await canShutNetwork());
    const posts = await makeArchive(join(work, 'archive'), postsIn(count));
    const parts = { fallbacks: join(work, 'fallbacks'), holdfast: join(work, 'holdfast') };
    await exportFallbacks(join(work, 'archive'), parts.fallbacks, run);
    await makePackage(parts.holdfast);
    const pages = makeBuildPages(count, posts);
    const lines: string[] = [];
    for (const tool of buildTools.filter(({ tool }) => only.length === 0 || only.includes(tool)))
      lines.push(await benchTool(tool, join(work, tool.tool), pages, { parts, run }));
    return [
      `a site of ${count.toLocaleString('en')} pages, ${posts.length} posts in one of ten, all shown as cards; load at the start ${load}`,
      ...lines,
    ];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Bench {
  readonly parts: SiteParts;
  readonly run: RunTool;
}

async function benchTool(
  tool: BuildTool,
  work: string,
  pages: readonly BuildPage[],
  { parts, run }: Bench,
): Promise<string> {
  const name = `${tool.tool}${tool.note === undefined ? '' : `, ${tool.note}`}`.padEnd(30);
  const sites = { without: join(work, 'without'), with: join(work, 'with') };
  try {
    for (const [way, folder] of Object.entries(sites)) {
      await prepare(tool, folder, parts);
      tool.write(folder, pages, way === 'with');
    }
  } catch (error) {
    return `${name}missing: its packages can't be installed: ${messageOf(error)}`;
  }
  const took: Record<keyof typeof sites, Took[]> = { without: [], with: [] };
  const begun = performance.now();
  for (let round = 0; round <= tool.rounds && performance.now() - begun < longestMs; round += 1) {
    const ways = ['without', 'with'] as const;
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const built = await build(tool, sites[way], run);
      if (typeof built === 'string') return `${name}${built}`;
      took[way].push(built);
      if (round === 0) checkPage(tool, sites[way], pages, way === 'with');
    }
  }
  // The first build of all reads what the machine hasn't in memory yet.
  if (took.with.length > 1) for (const way of [took.with, took.without]) way.shift();
  const rounds = took.with.length;
  rmSync(work, { recursive: true, force: true });
  const row = [
    costOf(took, ({ cpuMs }) => cpuMs),
    'CPU;',
    costOf(took, ({ ms }) => ms),
    'wall clock;',
    `${rounds} rounds`,
  ];
  return `${name}${row.join(' ')}`;
}

async function prepare(tool: BuildTool, folder: string, parts: SiteParts): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(import.meta.dirname, '../../sites', tool.tool))) {
    await prepareSite(tool.tool, folder, parts);
    rmSync(join(folder, tool.content), { recursive: true, force: true });
    return;
  }
  cpSync(parts.fallbacks, join(folder, 'fallbacks'), { recursive: true });
  // As npm does it: what both need is there once.
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'holdfast'), { recursive: true });
  for (const name of readdirSync(join(checkout, 'node_modules')))
    if (/^[a-z@]/u.test(name)) symlinkSync(join(checkout, 'node_modules', name), join(modules, name));
  for (const name of ['dist', 'package.json'])
    cpSync(join(parts.holdfast, name), join(modules, 'holdfast', name), { recursive: true });
}

/** Wall clock, and the processor's time of all processes, in milliseconds. */
interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A text that says so where the tool isn't there or fails. */
async function build(tool: BuildTool, folder: string, run: RunTool): Promise<Took | string> {
  for (const path of tool.made) rmSync(join(folder, path), { recursive: true, force: true });
  const [program] = tool.command;
  const times = join(folder, 'times.txt');
  const script = '"$@"; code=$?; times > "$0"; exit $code';
  const begun = performance.now();
  const { code, printed } = await run(folder, ['sh', '-c', script, times, ...tool.command], tool.env);
  const ms = performance.now() - begun;
  if (code === 127) return `missing: no ${program} on this machine`;
  if (code !== 0) return `FAILED with ${code}: ${printed.slice(-600)}`;
  return { ms, cpuMs: childrenMs(readFileSync(times, 'utf8')) };
}

/** What POSIX `times` prints: a line of the shell's own, and one of all its children that ended; each user and system. */
function childrenMs(times: string): number {
  const line = times.trim().split('\n')[1] ?? '';
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/gu)];
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
}

/** Throws unless the first page shows its post as it should. */
function checkPage(tool: BuildTool, folder: string, [page]: readonly BuildPage[], plugin: boolean): void {
  const html = readFileSync(join(folder, tool.page(page?.slug ?? '')), 'utf8');
  const isCard = html.includes('<article class="holdfast"');
  if (isCard !== plugin || html.includes('twitter-tweet') === plugin)
    throw new Error(`${tool.tool}: a page built ${plugin ? 'with' : 'without'} the plugin is wrong`);
}

/** What the plugin adds to the fastest build, as all else the machine does only adds time; with the range of the rounds. */
function costOf(
  took: Readonly<Record<'with' | 'without', readonly Took[]>>,
  of: (took: Took) => number,
): string {
  const cost = (ratio: number) => `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`;
  const bare = Math.min(...took.without.map(of));
  const plugin = Math.min(...took.with.map(of));
  const rounds = took.with.map((each, at) => of(each) / of(took.without[at] ?? each));
  const range = `[${cost(Math.min(...rounds))} to ${cost(Math.max(...rounds))}]`;
  return `${cost(plugin / bare)} ${range}, ${(bare / 1000).toFixed(2)} → ${(plugin / 1000).toFixed(2)} s`;
}
