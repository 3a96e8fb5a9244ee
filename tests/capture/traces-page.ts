/** Runs in the page: leaves a trace in every place a browser remembers something in. Secure contexts only. */
export async function leaveTraces(mark: string): Promise<void> {
  await cookieStore.set({ name: 'mark', value: mark, expires: Date.now() + 1_000_000, sameSite: 'none' });
  localStorage.setItem('mark', mark);
  sessionStorage.setItem('mark', mark);
  window.name = mark;
  history.pushState({ mark }, '', `#${mark}`);
  await new Promise<void>((done, fail) => {
    const open = indexedDB.open('marks', 1);
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore('marks').put(mark, 'mark'));
    open.addEventListener('success', () => done());
    open.addEventListener('error', () => fail(open.error ?? new Error('no IndexedDB')));
  });
  await (await caches.open('marks')).put('/mark', new Response(mark));
  const file = await (await navigator.storage.getDirectory()).getFileHandle('mark', { create: true });
  const stream = await file.createWritable();
  await stream.write(mark);
  await stream.close();
  await (await fetch('/cached')).text();
  await (await fetch('/strict')).text();
  const blob = URL.createObjectURL(new Blob([mark]));
  await fetch('/tell', { method: 'POST', body: blob });
  const channel = new BroadcastChannel('marks');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  channel.addEventListener('message', () => channel.postMessage(mark));
  const worker = new SharedWorker('/shared-worker.js', 'marks');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
  worker.port.postMessage(mark);
  void navigator.locks.request('mark', () => new Promise(() => undefined));
  await navigator.serviceWorker.register('/service-worker.js').then(
    () => navigator.serviceWorker.ready,
    () => undefined,
  );
}

/** Runs in the page: where traces of any other page are found, or its own. Who may answer is waited for so many milliseconds. */
export async function findTraces(ms = 300): Promise<string[]> {
  const soon = <T>(work: Promise<T>, otherwise: T) =>
    Promise.race([work, new Promise<T>((done) => setTimeout(() => done(otherwise), ms))]);
  const places: Record<string, () => unknown> = {
    cookie: () => document.cookie !== '',
    localStorage: () => localStorage.length > 0,
    sessionStorage: () => sessionStorage.length > 0,
    'window name': () => window.name !== '',
    history: () => history.length > 2 || history.state !== null,
    IndexedDB: async () => (await indexedDB.databases()).length > 0,
    CacheStorage: async () => (await caches.keys()).length > 0,
    'own file system': async () => {
      for await (const name of (await navigator.storage.getDirectory()).keys()) return name;
      return null;
    },
    'blob URL': async () => {
      const told = await (await fetch('/told', { cache: 'no-store' })).text();
      return fetch(told).then(
        (answer) => answer.ok,
        () => false,
      );
    },
    channel: () =>
      soon(
        new Promise<boolean>((done) => {
          const channel = new BroadcastChannel('marks');
          channel.addEventListener('message', () => done(true));
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
          channel.postMessage('anyone?');
        }),
        false,
      ),
    'shared worker': () =>
      soon(
        new Promise<boolean>((done) => {
          const { port } = new SharedWorker('/shared-worker.js', 'marks');
          port.addEventListener('message', ({ data }) => done(data !== ''));
          port.start();
          port.postMessage('');
        }),
        false,
      ),
    locks: async () => {
      const { held, pending } = await navigator.locks.query();
      return (held ?? []).length + (pending ?? []).length > 0;
    },
    'service worker': async () => (await navigator.serviceWorker.getRegistrations()).length > 0,
    usage: async () => ((await navigator.storage.estimate()).usage ?? 0) > 0,
  };
  const looked = Object.entries(places).map(async ([place, look]) => {
    const came = await Promise.resolve(look()).catch((error: unknown) => `broken: ${String(error)}`);
    if (typeof came === 'string') return `${place} ${came}`;
    return came === true ? place : null;
  });
  return (await Promise.all(looked)).filter((place) => place !== null);
}

/** Kept by the browser as long as any page of a context uses it. */
export const sharedWorker = `let mark = '';
  onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => { mark = data || mark; port.postMessage(mark); };
  };`;

/** Would answer for its whole site, in the name of a page that is long gone. */
export const serviceWorker = `oninstall = () => skipWaiting();
  onactivate = (event) => event.waitUntil(clients.claim());
  onfetch = (event) => { if (event.request.url.endsWith('/claimed')) event.respondWith(new Response('claimed')); };`;
