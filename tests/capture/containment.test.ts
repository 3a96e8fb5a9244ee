import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FoundBrowser, findBrowser } from '../../src/capture/find-browser.ts';
import { containmentFlags } from '../../src/capture/flags.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { launchBrowser } from '../../src/capture/launch.ts';
import { openPage } from '../../src/capture/open-page.ts';
import { openPageNetwork } from '../../src/capture/page-network.ts';
import { silentLog } from '../../src/log.ts';
import { type Canary, openCanary } from './canary.ts';
import { cache, chrome, fetchFrom, makeRoom, type Room } from './world.ts';

/** Runs in the page: tries to reach each target in every way a page has. */
function attack(targets: readonly string[]): void {
  const add = (markup: string) => {
    const box = document.createElement('div');
    box.innerHTML = markup;
    document.body.append(box);
  };
  const quietly = (tryIt: () => unknown) => {
    try {
      Promise.resolve(tryIt()).catch(() => undefined);
    } catch {
      // This way is closed in this browser.
    }
  };
  for (const target of targets) {
    const url = (way: string) => `http://${target}/${way}`;
    add(
      `<img src="${url('img')}"><iframe src="${url('iframe')}"></iframe><object data="${url('object')}"></object>`,
    );
    add(
      `<link rel="stylesheet" href="${url('css')}"><link rel="preconnect" href="${url('')}"><link rel="prefetch" href="${url('prefetch')}"><link rel="dns-prefetch" href="${url('')}">`,
    );
    add(
      `<video src="${url('video')}" preload="auto"></video><svg><image href="${url('svg')}"/></svg><p style="background: url(${url('background')})">x</p>`,
    );
    add(
      `<img src="/redirect?to=${encodeURIComponent(url('redirect-img'))}"><iframe src="/redirect?to=${encodeURIComponent(url('redirect-iframe'))}"></iframe>`,
    );
    add(`<iframe srcdoc="<meta http-equiv=refresh content='0;url=${url('refresh')}'>"></iframe>`);
    quietly(() => fetch(url('fetch'), { mode: 'no-cors' }));
    quietly(() => navigator.sendBeacon(url('beacon'), 'x'));
    quietly(() => new WebSocket(`ws://${target}/websocket`));
    quietly(() => new EventSource(url('events')));
    quietly(() => window.open(url('popup')));
    const work = `fetch('${url('worker')}', { mode: 'no-cors' }).catch(() => {}); new WebSocket('ws://${target}/worker-websocket')`;
    const source = URL.createObjectURL(new Blob([work], { type: 'text/javascript' }));
    quietly(() => new Worker(source));
    quietly(() => new SharedWorker(source));
    quietly(() => {
      const peer = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:${target}` },
          {
            urls: [`turn:${target}?transport=tcp`, `turn:${target}?transport=udp`],
            username: 'a',
            credential: 'b',
          },
        ],
      });
      peer.createDataChannel('x');
      return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    });
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [url('speculation')] }] });
    document.body.append(rules);
  }
}

let room: Room;
let browser: FoundBrowser;
let fontsConf: string;
let canaries: readonly Canary[];
beforeAll(async () => {
  room = makeRoom();
  browser = await findBrowser({ chrome, cache });
  fontsConf = (await readyFonts(cache)).conf;
  canaries = await Promise.all([openCanary('127.0.0.1'), openCanary('::1')]);
});
afterAll(async () => {
  await Promise.all(canaries.map((canary) => canary.close()));
  room.clear();
});

/** Opens the hostile page under these flags, waits, and tells what reached the canaries. */
async function reach(containment: readonly string[]): Promise<string[]> {
  for (const canary of canaries) canary.hits.length = 0;
  const targets = canaries.flatMap(({ host, port }) => [`${host}:${port}`, `localhost:${port}`]);
  const redirects = targets.flatMap((target) =>
    ['redirect-img', 'redirect-iframe'].map((way) => `http://${target}/${way}`),
  );
  const fetch = fetchFrom({
    'http://hostile.test/': `<!doctype html><title>start</title><body><script>(${String(attack)})(${JSON.stringify(targets)}); document.title = 'tried'</script>`,
    ...Object.fromEntries(
      redirects.map((to) => [
        `http://hostile.test/redirect?to=${encodeURIComponent(to)}`,
        { status: 302, headers: { location: to } },
      ]),
    ),
  });
  const open = await launchBrowser({
    browser,
    fontsConf,
    fonts: 'fonts',
    work: room.work,
    noSandbox: false,
    launchMs: 20_000,
    containment,
  });
  try {
    const page = await openPage(open, { width: 500, theme: 'light', dpr: 1, scripts: true });
    const network = await openPageNetwork(open.session, { fetch, frame: page.frame, log: silentLog });
    await page.session.send('Page.navigate', { url: 'http://hostile.test/' });
    await new Promise((done) => setTimeout(done, 3_000));
    expect(await page.run(() => document.title, null)).toBe('tried');
    // What was intercepted was refused, one by one.
    expect(network.traffic().missing.length).toBeGreaterThan(20);
    return canaries.flatMap(({ host, hits }) => hits.map((hit) => `${host} ${hit}`));
  } finally {
    await open.kill();
  }
}

describe('a hostile page', () => {
  it('reaches no private address, by TCP or UDP', async () => {
    expect(await reach(containmentFlags)).toEqual([]);
  });

  it('reaches some without the flags: the test can see a leak', async () => {
    const open = containmentFlags.filter(
      (flag) => !/^--(?:proxy-bypass-list|host-resolver-rules)/.test(flag),
    );
    expect(open.length).toBe(containmentFlags.length - 2);
    const hits = await reach(open);
    expect(hits.filter((hit) => hit.endsWith('connection')).length).toBeGreaterThan(0);
  });

  it('reaches them by UDP without the WebRTC policies', async () => {
    const open = containmentFlags.filter((flag) => !/webrtc|^--host-resolver-rules/.test(flag));
    expect(await reach(open)).toContainEqual(expect.stringMatching(/datagram/));
  });
});
