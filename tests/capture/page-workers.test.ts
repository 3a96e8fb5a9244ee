import { afterAll, beforeAll, expect, it } from 'vitest';
import { article, embed, expected, fetchFrom, makeRoom, type Page, type Room } from './world.ts';

const script = (body: string): Page => ({ headers: { 'content-type': 'text/javascript' }, body });
const work = `fetch('https://social.test/data').then((answer) => answer.text()).then((text) => tell('got ' + text), (error) => tell(String(error)));`;
const dedicated = `const tell = (what) => postMessage(what); ${work}`;
const nested = `const inner = new Worker('https://social.test/worker.js'); inner.onmessage = ({ data }) => postMessage(data);`;

/** Shows the post once every kind of worker has told what it got, or half a minute later. */
const page = `<!doctype html><body><script>
  const told = {};
  const hear = (kind, make) => new Promise((done) => { const from = make(); from.onmessage = ({ data }) => { told[kind] = data; done(); }; });
  const blob = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const all = Promise.all([
    hear('of the site', () => new Worker('/worker.js')),
    hear('of a blob', () => new Worker(blob(${JSON.stringify(dedicated)}))),
    hear('module', () => new Worker('/worker.js', { type: 'module' })),
    hear('nested', () => new Worker('/nested.js')),
    hear('shared', () => new SharedWorker('/shared.js').port),
  ]);
  Promise.race([all, new Promise((done) => setTimeout(done, 30_000))]).then(() => {
    document.body.innerHTML = ${JSON.stringify(article({ more: '<pre id="told"></pre>' }))};
    document.getElementById('told').textContent = JSON.stringify(told);
  });
</script>`;

let room: Room;
beforeAll(() => {
  room = makeRoom();
});
afterAll(() => room.clear());

it('runs a page’s workers of every kind, and answers what they ask for', async () => {
  const fetch = fetchFrom({
    'https://social.test/workers': page,
    'https://social.test/worker.js': script(dedicated),
    'https://social.test/nested.js': script(nested),
    'https://social.test/shared.js': script(
      `onconnect = ({ ports: [port] }) => { const tell = (what) => port.postMessage(what); ${work} };`,
    ),
    'https://social.test/data': 'data',
  });
  const capturer = room.open({ fetch, atOnce: 1, deadlines: { quiet: 30_000, settle: 40_000 } });
  const url = 'https://social.test/workers';
  const { source } = await capturer.page({ url, page: embed, expect: expected, theme: 'light' });
  const told = JSON.parse(/<pre id="told">(.*)<\/pre>/.exec(source ?? '')?.[1] ?? '{}') as unknown;
  const got = 'got data';
  const each = { 'of the site': got, 'of a blob': got, module: got, nested: got, shared: got };
  expect(told).toEqual(each);
  await capturer.close();
});

it('lets no service worker of a page answer in the place of its site', async () => {
  const claiming = `<!doctype html><body><script type="module">
    const claimed = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
    await navigator.serviceWorker.register('/claim.js').then(() => claimed, () => undefined);
    const told = await (await fetch('/data')).text();
    document.body.innerHTML = ${JSON.stringify(article({ more: '<pre id="told"></pre>' }))};
    document.getElementById('told').textContent = JSON.stringify(told);
  </script>`;
  const fetch = fetchFrom({
    'https://social.test/claiming': claiming,
    'https://social.test/claim.js': script(
      `oninstall = () => skipWaiting(); onactivate = (event) => event.waitUntil(clients.claim());
       onfetch = (event) => event.respondWith(new Response('made up'));`,
    ),
    'https://social.test/data': 'data',
  });
  const capturer = room.open({ fetch, atOnce: 1, deadlines: { quiet: 30_000, settle: 40_000 } });
  const url = 'https://social.test/claiming';
  const { source } = await capturer.page({ url, page: embed, expect: expected, theme: 'light' });
  expect(/<pre id="told">(.*)<\/pre>/.exec(source ?? '')?.[1]).toBe('"data"');
  await capturer.close();
});
