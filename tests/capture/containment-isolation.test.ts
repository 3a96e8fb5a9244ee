import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capturer } from '../../src/capture/capturer.ts';
import type { WireRequest } from '../../src/model/wire.ts';
import { findTraces, leaveTraces, serviceWorker, sharedWorker } from './traces-page.ts';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room, type World } from './world.ts';

/** Shows the post, with what `script` found, only once it is done. */
const page = (script: string): Page => ({
  headers: { 'strict-transport-security': 'max-age=1000' },
  body: `<!doctype html><link rel="icon" href="/icon.png"><body><script type="module">
    const leave = ${String(leaveTraces)}, find = ${String(findTraces)};
    ${script}
    document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(article({ more: '<pre id="found"></pre>' }))});
    document.getElementById('found').textContent = JSON.stringify(found);
  </script>`,
});
const script = (body: string): Page => ({ headers: { 'content-type': 'text/javascript' }, body });

const asked: WireRequest[] = [];
let told = 'blob:none';
let held = Promise.withResolvers<void>();
let isLeft = Promise.withResolvers<void>();
const world: World = {
  'https://social.test/leaves': page(
    `const before = await find(); await leave('mine'); const found = [before, await find(9_000)];`,
  ),
  'https://social.test/stays': page(
    `const before = await find(); await leave('mine'); const found = [before, await find(9_000)]; await fetch('/hold', { cache: 'no-store' });`,
  ),
  'https://social.test/looks': page(`const found = [await find()]; await fetch('/cached');`),
  'https://social.test/cached': { headers: { 'cache-control': 'max-age=1000, immutable' }, body: 'x' },
  'https://social.test/strict': { headers: { 'strict-transport-security': 'max-age=1000' } },
  'https://social.test/shared-worker.js': script(sharedWorker),
  'https://social.test/service-worker.js': script(serviceWorker),
  'https://social.test/tell': async (request) => {
    told = Buffer.from(request.body ?? []).toString();
    return {};
  },
  'https://social.test/told': async () => ({ body: told }),
  'https://social.test/hold': async () => {
    isLeft.resolve();
    await held.promise;
    return {};
  },
  'http://social.test/plain': article({}),
};

let room: Room;
beforeAll(() => {
  room = makeRoom();
});
afterAll(() => room.clear());

const opened = (atOnce: number) => room.open({ fetch: fetchFrom(world, asked), atOnce });
const shoot = (capturer: Capturer, url: string) =>
  capturer.page({ url, page: embed, expect: expected, theme: 'light' });

/** Places where traces were found: before it left its own, and after. */
async function found(capturer: Capturer, name: string): Promise<string[][]> {
  const { source } = await shoot(capturer, `https://social.test/${name}`);
  const written = /<pre id="found">(.*?)<\/pre>/s.exec(source ?? '')?.[1] ?? '';
  return JSON.parse(written.replaceAll('&amp;', '&')) as string[][];
}

/** Processes that show pages. */
const renderers = () =>
  room
    .processes()
    .filter(({ command }) => command.includes('--type=renderer'))
    .map(({ pid }) => pid);

/** But a service worker, which no page is let start. */
const everywhere = [
  'cookie',
  'localStorage',
  'sessionStorage',
  'window name',
  'history',
  'IndexedDB',
  'CacheStorage',
  'own file system mark',
  'blob URL',
  'channel',
  'shared worker',
  'locks',
  'usage',
];

describe('a post captured after another of the same site', () => {
  it('finds nothing of it in the same browser', async () => {
    const capturer = opened(1);
    const [before, after] = await found(capturer, 'leaves');
    // The one that left them finds them all, so the search can see.
    expect(before).toEqual([]);
    expect(after).toEqual(everywhere);
    expect(await found(capturer, 'looks')).toEqual([[]]);
    expect((await shoot(capturer, 'http://social.test/plain')).url).toBe('http://social.test/plain');
    const gets = asked.map(({ url }) => url);
    // What one had in its cache the next one asks for; what a site said of https binds no other capture.
    expect(gets.filter((url) => url === 'https://social.test/cached')).toHaveLength(2);
    expect(gets).toContain('http://social.test/plain');
    expect(gets).not.toContain('https://social.test/service-worker.js');
    expect(new Set(room.processes().filter(({ command }) => command.includes('--user-data-dir'))).size).toBe(
      1,
    );
    await capturer.close();
  });

  it('finds nothing of it on a page that was made ready in the same browser meanwhile', async () => {
    told = 'blob:none';
    const capturer = opened(1);
    held = Promise.withResolvers();
    isLeft = Promise.withResolvers();
    const staying = found(capturer, 'stays');
    const looking = found(capturer, 'looks');
    await isLeft.promise;
    // One of the page that is shown, one for the page that waits, one of the blank page a browser begins with.
    await expect.poll(() => renderers().length, { timeout: 60_000 }).toBe(3);
    held.resolve();
    expect(await staying).toEqual([[], everywhere]);
    expect(await looking).toEqual([[]]);
    await capturer.close();
  });

  it('finds nothing of it while both are open', async () => {
    told = 'blob:none';
    const capturer = opened(2);
    held = Promise.withResolvers();
    isLeft = Promise.withResolvers();
    const staying = found(capturer, 'stays');
    await isLeft.promise;
    const looked = await found(capturer, 'looks');
    held.resolve();
    expect(await staying).toEqual([[], everywhere]);
    expect(looked).toEqual([[]]);
    await capturer.close();
  });
});
