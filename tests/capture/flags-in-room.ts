import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from 'puppeteer';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { browserArguments, containmentFlags } from '../../src/capture/flags.ts';
import { answerFrom } from '../reliability/containment/room.ts';
import { makeCertificates } from '../stand-in/certificates.ts';
import { type Canaries, type Hit, openCanaries } from './canary.ts';
import { type ContainmentFlag, flagProbes, isLeak, type Leak } from './flag-probes.ts';
import { cache } from './world.ts';

export interface FlagRuns {
  /** A browser's program; null for the one that is found. */
  readonly chrome: string | null;
}

/** What was seen of a flag. */
export interface FlagFinding {
  readonly flag: ContainmentFlag;
  /** Hits with the flag and without those beside it; should hold no leak. */
  readonly held: readonly Hit[];
  /** Hits without any of them; should hold the leak. */
  readonly leaked: readonly Hit[];
}

await answerFrom<FlagRuns, readonly FlagFinding[]>(async ({ input }) => {
  const browser = await findBrowser({ chrome: input.chrome, cache });
  const canaries = await openCanaries({
    address: '::',
    perches: [
      { port: 9, speaks: 'bytes' },
      { port: 80, speaks: 'http' },
      { port: 443, speaks: 'https' },
      { port: 53, speaks: 'dns' },
      { port: 443, speaks: 'udp' },
      { port: 3478, speaks: 'udp' },
    ],
    certificates: makeCertificates(['localhost']),
  });
  const findings: FlagFinding[] = [];
  for (const flag of containmentFlags) {
    const { beside, kinds, extra = [], page, leak, withinMs } = flagProbes[flag];
    if (!kinds.includes(browser.kind)) continue;
    const reach = (dropped: readonly string[], ms: number) =>
      hitsOf(canaries, {
        path: browser.path,
        args: (profile) =>
          browserArguments({
            kind: browser.kind,
            profile,
            noSandbox: true,
            uid: 0,
            containment: [...containmentFlags.filter((one) => !dropped.includes(one)), ...extra],
          }),
        page,
        leak,
        ms,
      });
    findings.push({
      flag,
      held: await reach(beside, withinMs),
      leaked: await reach([...beside, flag], withinMs + 15_000),
    });
  }
  await canaries.close();
  return findings;
});

interface Reach {
  readonly path: string;
  readonly args: (profile: string) => string[];
  readonly page: string;
  readonly leak: Leak;
  /** Waits so long for the leak. */
  readonly ms: number;
}

/** Shows a browser a page, and answers nothing else for it: what hit the canaries until the leak was seen or time was up. */
async function hitsOf(canaries: Canaries, { path, args, page, leak, ms }: Reach): Promise<Hit[]> {
  canaries.hits.length = 0;
  const profile = mkdtempSync(join(tmpdir(), 'holdfast-flags-'));
  const browser = await launch({
    executablePath: path,
    pipe: true,
    ignoreDefaultArgs: true,
    args: args(profile),
    env: { PATH: process.env['PATH'], HOME: profile, TMPDIR: profile },
  });
  try {
    const tab = await browser.newPage();
    await tab.setRequestInterception(true);
    tab.on('request', (request) => {
      const isPage = request.url() === 'http://hostile.test/';
      const way = isPage ? request.respond({ contentType: 'text/html', body: page }) : request.continue();
      way.catch(() => undefined);
    });
    await tab.goto('http://hostile.test/', { waitUntil: 'domcontentloaded' });
    const end = performance.now() + ms;
    while (performance.now() < end && !canaries.hits.some((hit) => isLeak(hit, leak))) await sleep(20);
    return [...canaries.hits];
  } finally {
    browser.process()?.kill('SIGKILL');
    await browser.close().catch(() => undefined);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
