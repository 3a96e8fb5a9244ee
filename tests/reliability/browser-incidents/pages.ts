import { article } from '../../capture/world.ts';

/** Pages that do their worst, by what they do. Each shows the post, too, so that nothing but that stands in the way. */
export const hostilePages: Readonly<Record<string, string>> = {
  'loop at once': script('for (;;);'),
  'loop after 100 ms': script('setTimeout(() => { for (;;); }, 100)'),
  'loop after load': script('addEventListener("load", () => setTimeout(() => { for (;;); }))'),
  'loop in every frame drawn': script(
    'requestAnimationFrame(function f() { for (let i = 0; i < 1e9; i++); f() })',
  ),
  'loop of microtasks': script('(function f() { Promise.resolve().then(f) })()'),
  'loop in 8 workers': script(
    'for (let i = 0; i < 8; i++) new Worker(URL.createObjectURL(new Blob(["for (;;);"])))',
  ),
  'loop in a pattern': script('/^(a+)+$/.test("a".repeat(60) + "b")'),
  'dialogs without end': script('for (;;) { alert(1); confirm(2); prompt(3); }'),
  'asks before it is left': script('onbeforeunload = (e) => { e.preventDefault(); return "stay" }; alert(1)'),
  '1,000 windows': script('for (let i = 0; i < 1000; i++) open("https://social.test/good?" + i)'),
  '100,000 frames': script(
    'for (let i = 0; i < 1e5; i++) document.body.append(document.createElement("iframe"))',
  ),
  '1,000,000 nodes': script(
    'const all = document.createDocumentFragment(); for (let i = 0; i < 1e6; i++) all.append(document.createElement("i")); document.body.append(all)',
  ),
  'nodes 20,000 deep': script(
    'let at = document.body; for (let i = 0; i < 2e4; i++) at = at.appendChild(document.createElement("div"))',
  ),
  '200,000 pixels tall': `<style>article { height: 200000px; background: linear-gradient(red, blue) }</style>${article({})}`,
  'a canvas of 16,384 by 16,384': script(
    'const c = document.createElement("canvas"); c.width = c.height = 16384; c.getContext("2d").fillRect(0, 0, 16384, 16384); document.querySelector("article").append(c)',
  ),
  'prints without end': script('setInterval(() => print(), 1)'),
  'never settles': `<style>@keyframes turn { to { rotate: 360deg; margin-left: 300px } } * { animation: turn 0.1s infinite; transition: all 9s }</style>${script('setInterval(() => { document.body.style.paddingTop = Math.random() * 99 + "px" })')}`,
  'lays out without end': `${'<p>x</p>'.repeat(5_000)}${script('setInterval(() => { for (let i = 0; i < 500; i++) { document.body.style.width = 300 + i + "px"; document.body.offsetHeight } })')}`,
  'filters on filters': `<style>i { display: block; width: 3000px; height: 3000px; filter: blur(200px) drop-shadow(0 0 300px red) }</style>${article({ more: '<i>'.repeat(60) })}`,
  'changes its address without end': script(
    'setInterval(() => { for (let i = 0; i < 100; i++) history.pushState(i, "", "?" + Math.random()) })',
  ),
  'loads again without end': script('location.reload()'),
  'goes round without end': script('location.replace("https://social.test/round?" + Math.random())'),
  'changes its title without end': script(
    'setInterval(() => { for (let i = 0; i < 1000; i++) document.title = Math.random() })',
  ),
  'writes to the console without end': script(
    'setInterval(() => { for (let i = 0; i < 50; i++) console.log("x".repeat(1e5), { i }) })',
  ),
  'throws without end': script(
    'setInterval(() => { for (let i = 0; i < 200; i++) Promise.reject(new Error("x".repeat(1e4))) })',
  ),
  'asks for 100,000 things': script(
    'for (let i = 0; i < 1e5; i++) fetch("https://social.test/thing?" + i).catch(() => {})',
  ),
  'sends 300 MB': script(
    'for (let i = 0; i < 30; i++) fetch("https://social.test/thing", { method: "POST", body: new Uint8Array(1e7) }).catch(() => {})',
  ),
  'opens 1,000 sockets': script('for (let i = 0; i < 1000; i++) new WebSocket("wss://social.test/" + i)'),
  'says much about itself': `<article class="${'x'.repeat(5_000_000)}"><b class="author">Jane Doe @jane</b><p class="text">The quick brown fox</p><a class="time" href="https://social.test/jane/status/1703">today</a></article>`,
};

/** Pages that take memory or disk. They show no post, so that they are waited for. */
export const balloons: Readonly<Record<string, string>> = {
  'buffers, 10 MB each 10 ms': `<script>
    const all = []; setInterval(() => { const b = new Uint8Array(1e7); for (let i = 0; i < b.length; i += 4096) b[i] = i; all.push(b) }, 10)</script>`,
  'buffers, as fast as it can': `<script>
    const all = []; setTimeout(() => { for (;;) all.push(new Uint8Array(1e8).fill(7)) }, 100)</script>`,
  'buffers in 4 workers': `<script>
    const code = 'const all = []; for (;;) all.push(new Uint8Array(2e7).fill(7))';
    setTimeout(() => { for (let i = 0; i < 4; i++) new Worker(URL.createObjectURL(new Blob([code]))) }, 100)</script>`,
  objects: `<script>
    const all = []; setInterval(() => { for (let i = 0; i < 2e5; i++) all.push({ i, j: [i] }) }, 1)</script>`,
  texts: `<script>
    const all = []; setInterval(() => { for (let i = 0; i < 4; i++) { const s = String(Math.random()).repeat(2e5); all.push(s + Math.random()); all.at(-1).charCodeAt(1e5) } }, 5)</script>`,
  nodes: `<body><script>
    setInterval(() => { for (let i = 0; i < 2e4; i++) document.body.append(document.createElement('i')) })</script>`,
  'WebAssembly memory': `<script>
    setTimeout(() => { const all = []; for (let i = 0; i < 3; i++) { const m = new WebAssembly.Memory({ initial: 1, maximum: 16384 }); m.grow(16000); all.push(m); new Uint8Array(m.buffer).fill(7) } globalThis.all = all }, 100)</script>`,
  blobs: `<script>
    const all = []; setInterval(() => { all.push(URL.createObjectURL(new Blob([new Uint8Array(2e7).fill(Math.random() * 256)]))) }, 10)</script>`,
  canvases: `<body><script>
    setInterval(() => { const c = document.createElement('canvas'); c.width = c.height = 2000; const x = c.getContext('2d'); x.fillStyle = 'hsl(' + Math.random() * 360 + ' 80% 50%)'; x.fillRect(0, 0, 2000, 2000); x.fillText('a', 9, 9); document.body.append(c) }, 10)</script>`,
  'decoded pictures': `<body><script>
    (async () => { const c = new OffscreenCanvas(4000, 4000); c.getContext('2d').fillRect(9, 9, 3000, 3000); const blob = await c.convertToBlob();
      const all = []; for (;;) all.push(await createImageBitmap(blob)) })()</script>`,
  IndexedDB: `<script>
    const open = indexedDB.open('x', 1); open.onupgradeneeded = () => open.result.createObjectStore('s', { autoIncrement: true });
    open.onsuccess = () => { const put = () => { const t = open.result.transaction('s', 'readwrite'); for (let i = 0; i < 5; i++) t.objectStore('s').add(new Uint8Array(4e6).fill(Math.random() * 256)); t.oncomplete = put; t.onabort = put }; put(); put() }</script>`,
  'IndexedDB with blobs': `<script>
    const open = indexedDB.open('x', 1); open.onupgradeneeded = () => open.result.createObjectStore('s', { autoIncrement: true });
    open.onsuccess = () => { const put = () => { const t = open.result.transaction('s', 'readwrite'); t.objectStore('s').add(new Blob([new Uint8Array(2e7).fill(Math.random() * 256)])); t.oncomplete = put; t.onabort = put }; put(); put() }</script>`,
  CacheStorage: `<script>
    (async () => { const cache = await caches.open('x'); for (let i = 0; ; i++) await cache.put('/' + i, new Response(new Uint8Array(1e7).fill(i))).catch(() => {}) })()</script>`,
  OPFS: `<script>
    (async () => { const root = await navigator.storage.getDirectory(); for (let i = 0; ; i++) { const w = await (await root.getFileHandle('f' + i, { create: true })).createWritable(); await w.write(new Uint8Array(1e7).fill(i)).catch(() => {}); await w.close().catch(() => {}) } })()</script>`,
  localStorage: `<script>
    setInterval(() => { try { for (let i = 0; i < 100; i++) localStorage.setItem('k' + Math.random(), 'x'.repeat(1e5)) } catch { localStorage.clear() } })</script>`,
};

/** What the pages of incidents we bring about ask for and never get. */
export const neverAnswered = 'https://social.test/never';

/** Pages during which we do something to the browser, by the moment it is in; null is no answer at all. */
export const waitingPages: Readonly<Record<string, string | null>> = {
  'being opened': null,
  'being read': `<body>${article({})}<img src="${neverAnswered}">`,
  'being shot': `<style>article { height: 60000px; background: linear-gradient(45deg, red, blue, green) }</style>${article({})}`,
};

function script(code: string): string {
  return `<body>${article({})}<script>${code}</script>`;
}
