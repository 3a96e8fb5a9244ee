import type { Target, Vector } from './vectors.ts';

/** What a worker of any kind tries: the body of an async function. */
export function workerTries({ url, socket }: Pick<Target, 'url' | 'socket'>): string {
  const ways = [
    `fetch('${url}', { mode: 'no-cors' })`,
    `new WebSocket('${socket}')`,
    `new EventSource('${url}')`,
    `importScripts('${url}')`,
    `import('${url}')`,
    `const x = new XMLHttpRequest(); x.open('GET', '${url}'); x.send()`,
    `new WebTransport('${url}')`,
    `new FontFace('f', 'url(${url})').load()`,
    `new Worker(URL.createObjectURL(new Blob(["fetch('${url}', { mode: 'no-cors' }); new WebSocket('${socket}')"])))`,
    `self.registration?.backgroundFetch.fetch('x', ['${url}'])`,
  ];
  return ways
    .map((way) => `try { Promise.resolve((() => { ${way} })()).catch(() => {}) } catch {}`)
    .join('\n');
}

/** The worker itself comes from the site, or is made in the page, or is what is to be reached. */
const byWorker: Readonly<Record<string, (target: Target) => string>> = {
  worker: (target) => `new Worker(${blobOf(target)})`,
  'module-worker': (target) => `new Worker(${blobOf(target)}, { type: 'module' })`,
  'site-worker': ({ site, url, socket }) =>
    `new Worker('${site}/worker?${new URLSearchParams({ url, socket })}')`,
  shared: (target) => `new SharedWorker(${blobOf(target)})`,
  'site-shared': ({ site, url, socket }) =>
    `new SharedWorker('${site}/worker?${new URLSearchParams({ url, socket })}')`,
  service: ({ site, url, socket }) =>
    `navigator.serviceWorker.register('${site}/worker?${new URLSearchParams({ url, socket })}', { scope: '/scope/' + Math.random() }).catch(() => {})`,
  'redirected-worker': ({ site, url }) =>
    `new Worker('${site}/redirect?${new URLSearchParams({ to: url, status: '302' })}')`,
};

function blobOf(target: Target): string {
  return `URL.createObjectURL(new Blob([${JSON.stringify(workerTries(target)).replaceAll('</', '<\\/')}], { type: 'text/javascript' }))`;
}

export const workerVectors: readonly Vector[] = Object.entries(byWorker).map(([name, script]) => ({
  name: `worker-${name}`,
  markup: (target) => `<script>(window.workers ??= []).push(${script(target)})</script>`,
}));
