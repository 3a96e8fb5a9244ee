import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCapturer } from '../../../src/capture/capture.ts';
import type { Capturer, PageShot } from '../../../src/capture/capturer.ts';
import { containmentFlags } from '../../../src/capture/flags.ts';
import { isHoldfastError } from '../../../src/errors.ts';
import { silentLog } from '../../../src/log.ts';
import type { Fetch } from '../../../src/model/wire.ts';
import { openNet } from '../../../src/net/net.ts';
import { type Hit, openCanaries, type Perch } from '../../capture/canary.ts';
import { cache, embed, expected } from '../../capture/world.ts';
import { makeCertificates } from '../../stand-in/certificates.ts';
import { type Aim, addresses, aimsAt, namesOfHome } from './aims.ts';
import { attackPage, targetOf } from './attack-page.ts';
import { hostileSite } from './hostile-site.ts';
import { answerFrom, type Sent, sent } from './room.ts';
import { vectors } from './vectors.ts';

export interface Attack {
  /** A browser's program; null for the one that is found. */
  readonly chrome: string | null;
  readonly scheme: 'http' | 'https';
  /** Aims, by number; null for all of them. */
  readonly aims: number | null;
  /** Aims that pages lead to by going there themselves. */
  readonly leads: number;
  /** Milliseconds that pages have for their tries. */
  readonly forMs: number;
  /** Flags to leave out, by their start; `all` for all of them. */
  readonly without: readonly string[] | 'all';
}

export interface Outcome {
  readonly browser: string;
  readonly tries: number;
  /** What reached a canary. */
  readonly hits: readonly Hit[];
  /** Requests that came to the door to the network and were refused there. */
  readonly refused: number;
  /** Ways of trying of which nothing came to that door: they end in the browser, or at the flags. */
  readonly unheard: readonly string[];
  /** What the kernel counted, less what our own side did; nothing where the machine's other traffic is counted, too. */
  readonly sent: Sent;
  /** Pages that were shot in spite of it all, and what became of the others. */
  readonly shot: number;
  readonly failures: readonly string[];
  /** Pages that led somewhere else, and were shot: none should be. */
  readonly led: readonly string[];
  readonly ms: number;
}

/**
 * Milliseconds: pages with hundreds of tries take long on a busy machine, and each try is to be made. A page whose tries
 * are all refused at once is quiet long before it shows its post.
 */
const patience = { settle: 60_000, shot: 60_000, total: 150_000, quiet: 15_000 };

/** Aims on one page, so that pages are few and no page is endless. */
const aimsPerPage = 2;

const perches: readonly Perch[] = [
  { port: 9, speaks: 'bytes' },
  { port: 80, speaks: 'http' },
  { port: 443, speaks: 'https' },
  { port: 8000, speaks: 'http' },
  { port: 3478, speaks: 'bytes' },
  { port: 53, speaks: 'dns' },
  { port: 443, speaks: 'udp' },
  { port: 3478, speaks: 'udp' },
  { port: 5353, speaks: 'udp' },
];

await answerFrom<Attack, Outcome>(async ({ input, isOwn }) => {
  const begun = performance.now();
  const certificates = makeCertificates(['hostile.test', '127.0.0.1', '169.254.169.254', 'localhost']);
  const canaries = await openCanaries(
    isOwn
      ? { address: '::', perches, certificates }
      : { address: '127.0.0.1', perches: perches.map(({ speaks }) => ({ port: 0, speaks })), certificates },
  );
  const aims = aimsAt(isOwn ? addresses : ['127.0.0.1']).slice(0, input.aims ?? undefined);
  const port = isOwn ? null : (canaries.ports[input.scheme === 'http' ? 1 : 2] ?? 0);
  const pages = new Map<string, readonly Aim[]>();
  for (let at = 0; at < aims.length; at += aimsPerPage)
    pages.set(`/attack/${at}`, aims.slice(at, at + aimsPerPage));
  const site = hostileSite((path) =>
    attackPage(vectors, {
      aims: pages.get(path) ?? [],
      scheme: input.scheme,
      port,
      showAfterMs: input.forMs,
    }),
  );
  const [plain, secure] = await Promise.all([
    listening(createServer(site)),
    listening(createTlsServer(certificates, site)),
  ]);
  const net = openNet({
    log: silentLog,
    contact: null,
    version: '0',
    connectTo: [`hostile.test:80:127.0.0.1:${plain.port}`, `hostile.test:443:127.0.0.1:${secure.port}`],
    ca: certificates.ca,
    lookup: resolver(),
    hostLimits: () => ({ concurrency: 64, burst: 1_000, intervalMs: 1 }),
  });
  const work = mkdtempSync(join(tmpdir(), 'holdfast-room-'));
  const { without } = input;
  const containment = containmentFlags.filter(
    (flag) => without !== 'all' && !without.some((start) => flag.startsWith(start)),
  );
  let refused = 0;
  const heard = new Set<string>();
  const fetch: Fetch = async (request) => {
    try {
      return await net.fetch(request);
    } catch (error) {
      if (isHoldfastError(error, 'refused-address', 'bad-url')) {
        refused += 1;
        heard.add(/\/([\w-]+)$/.exec(request.url)?.[1] ?? '');
      }
      throw error;
    }
  };
  let browser = 'no browser';
  const failures: string[] = [];
  const options = { fetch, containment, cache, work, chrome: input.chrome, noSandbox: false, log: silentLog };
  const before = sent();
  const capturer = openCapturer({ ...options, deadlines: patience });
  const shoot = async (by: Capturer, path: string): Promise<PageShot | string> => {
    const url = `${input.scheme}://hostile.test${path}`;
    try {
      return await by.page({ url, page: embed, expect: expected, theme: 'light' });
    } catch (error) {
      if (!isHoldfastError(error)) throw error;
      return `${path} ${error.name}: ${error.message}`;
    }
  };
  for (const shot of await Promise.all([...pages.keys()].map((path) => shoot(capturer, path))))
    if (typeof shot === 'string') failures.push(shot);
    else browser = shot.browser;
  // Pages that go elsewhere have nothing to be waited for.
  const hasty = openCapturer({ ...options, deadlines: { ...patience, quiet: 300 } });
  const leads = aims.slice(0, input.leads).flatMap(leadsTo(input.scheme, port));
  const gone = await Promise.all(leads.map((path) => shoot(hasty, path)));
  const led = leads.filter((_, at) => typeof gone[at] !== 'string');
  // What is under way in browsers gets as far as it can.
  await sleep(500);
  await Promise.all([capturer.close(), hasty.close()]);
  const after = sent();
  await net.close();
  await canaries.close();
  for (const { server } of [plain, secure]) server.close();
  rmSync(work, { recursive: true, force: true });
  const left = {
    connections: after.connections - before.connections - plain.connections() - secure.connections(),
    datagrams: after.datagrams - before.datagrams,
  };
  return {
    browser,
    tries: aims.length * vectors.length + leads.length,
    hits: canaries.hits,
    refused,
    unheard: vectors.map(({ name }) => name).filter((name) => !heard.has(name)),
    sent: isOwn ? left : { connections: 0, datagrams: 0 },
    shot: pages.size - failures.length,
    failures,
    led,
    ms: Math.round(performance.now() - begun),
  };
});

async function listening(server: Server) {
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** Paths of pages that go on to an aim as a whole, in every way they can. */
function leadsTo(scheme: 'http' | 'https', port: number | null) {
  return (aim: Aim) => {
    const to = encodeURIComponent(targetOf(aim, 'lead', { scheme, port }).url);
    return ['refresh', 'location', 'form', 'redirect'].map((way) => `/${way}?status=302&to=${to}`);
  };
}

/** Names lead home; one of them does so only from the second time on. */
function resolver() {
  let asked = 0;
  return async (host: string) => {
    asked += 1;
    const isFirst = host === namesOfHome.turning && asked % 2 === 1;
    return [{ address: isFirst ? '203.0.113.7' : '127.0.0.1', family: 4 as const }];
  };
}
