import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import type { World } from './world.ts';

/** Colours that a moving picture goes through, a fifteenth of a second each. */
const colours = ['#c00', '#0a0', '#00c', '#cc0'];

async function moving(format: 'gif' | 'webp'): Promise<Uint8Array> {
  const frames = colours.map((background) =>
    sharp({ create: { width: 60, height: 60, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const joined = sharp(await Promise.all(frames), { join: { animated: true } });
  const timing = { delay: colours.map(() => 66), loop: 0 };
  return format === 'gif' ? joined.gif(timing).toBuffer() : joined.webp(timing).toBuffer();
}

function flat(colour: readonly [number, number, number]): Uint8Array {
  const picture = new PNG({ width: 60, height: 60 });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([...colour, 255], at);
  return PNG.sync.write(picture);
}

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><rect width="60" height="60" fill="#0aa">
  <animate attributeName="fill" values="#0aa;#a0a;#aa0;#0aa" dur="0.9s" repeatCount="indefinite"/></rect></svg>`;

/** Everything of a post that moves, blinks, comes late or differs from one look to the next. */
const post = `<article style="width: 500px; position: relative">
  <b class="author" style="text-shadow: 2px 2px 3px #888">Jane Doe @jane</b>
  <p class="text">The quick brown fox 🦊👩‍🚀🇺🇳</p>
  <a class="time" href="https://social.test/jane/status/1703">today</a>
  <div style="height: 40px; background: linear-gradient(45deg, #f80, #08f, #0f8); box-shadow: 0 8px 16px #0006"></div>
  <div class="spinner"></div><div class="fades">fades in</div><div class="slides">slides</div>
  <svg width="60" height="60" viewBox="0 0 60 60"><circle r="10" cx="30" cy="30" fill="#a00">
    <animate attributeName="r" values="5;25;5" dur="0.7s" repeatCount="indefinite"/></circle>
    <rect width="20" height="20" opacity="0"><animate attributeName="opacity" to="1" dur="1s" fill="freeze"/></rect></svg>
  <img src="moving.gif" width="60" height="60"><img src="moving.webp" width="60" height="60"><img src="moving.svg" width="60" height="60">
  <div style="width: 60px; height: 60px; background: url(moving.gif)"></div>
  <marquee width="300">Breaking: a marquee goes by</marquee>
  <input id="field" value="typed here" autofocus>
  <video src="film.webm" autoplay muted loop width="160" height="90"></video>
  <video src="film.webm" poster="poster.png" autoplay muted loop controls width="160" height="90"></video>
  <div id="shade"></div>
  <iframe src="https://frame.test/" width="200" height="100"></iframe>
  <div style="height: 1500px"></div>
  <img loading="lazy" src="lazy.png" width="60" height="60">
  <img data-src="later.png" width="60" height="60">
  <div style="content-visibility: auto; contain-intrinsic-size: 100px">far down</div>
  <iframe loading="lazy" src="https://frame.test/?late" width="200" height="100"></iframe>
</article>`;

const look = `@font-face { font-family: Own; src: url(own.woff2) }
  @keyframes spin { to { transform: rotate(360deg) } } @keyframes fade { from { opacity: 0 } to { opacity: 1 } }
  html { scroll-behavior: smooth } body { margin: 20px; font: 18px Own, sans-serif }
  .spinner { width: 40px; height: 40px; border: 6px solid #ccc; border-top-color: #06c; border-radius: 50%; animation: spin 0.7s linear infinite !important }
  .fades { animation: fade 8s both } .slides { transition: margin 9s; width: 60px; background: #fd8 }
  input:focus { outline: 5px solid #f0f }`;

const script = `
  document.querySelector('.slides').style.marginLeft = '200px';
  document.querySelector('.slides').animate([{ opacity: 1 }, { opacity: 0.2 }], { duration: 600, iterations: Infinity });
  const shade = document.getElementById('shade').attachShadow({ mode: 'open' });
  shade.innerHTML = '<style>@keyframes turn { to { rotate: 360deg } } b { display: inline-block; animation: turn 0.8s linear infinite }</style><b>in the shade</b><img loading="lazy" src="lazy.png" width="60" height="60">';
  new IntersectionObserver((seen, observer) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) { target.src = target.dataset.src; observer.unobserve(target); }
  }).observe(document.querySelector('[data-src]'));
  getSelection().selectAllChildren(document.querySelector('.text'));`;

/** What no two captures can have in common: it draws and counts as time goes by. */
const restless = `<article style="width: 500px"><canvas id="drawn" width="60" height="60"></canvas><output id="counter">0</output>
  <noscript>for browsers without scripts</noscript></article><script>
  const pen = document.getElementById('drawn').getContext('2d'); let turn = 0;
  const draw = () => { pen.fillStyle = 'hsl(' + (turn += 7) + ' 90% 50%)'; pen.fillRect(0, 0, 60, 60); requestAnimationFrame(draw); }; draw();
  setInterval(() => { document.getElementById('counter').textContent = ++turn; }, 20);</script>`;

const frame = (colour: string) =>
  `<body style="background: ${colour}"><style>@keyframes go { to { margin-left: 90px } } p { animation: go 0.9s infinite }</style><p>in a frame</p>`;

export async function restlessWorld(): Promise<World> {
  const picture = (type: string, body: string | Uint8Array) => ({ headers: { 'content-type': type }, body });
  const film = readFileSync(join(import.meta.dirname, 'still/film.webm'));
  const font = readFileSync(
    join(
      import.meta.dirname,
      '../../node_modules/@fontsource-variable/noto-sans/files/noto-sans-latin-standard-normal.woff2',
    ),
  );
  return {
    'https://social.test/still': `<!doctype html><meta charset="utf-8"><style>${look}</style><body>${post}<script>${script}</script>`,
    'https://social.test/restless': restless,
    'https://frame.test/': frame('#123456'),
    'https://frame.test/?late': frame('#654321'),
    'https://social.test/moving.gif': picture('image/gif', await moving('gif')),
    'https://social.test/moving.webp': picture('image/webp', await moving('webp')),
    'https://social.test/moving.svg': picture('image/svg+xml', svg),
    'https://social.test/poster.png': picture('image/png', flat([90, 0, 90])),
    'https://social.test/lazy.png': picture('image/png', flat([0, 90, 0])),
    'https://social.test/later.png': picture('image/png', flat([0, 0, 90])),
    'https://social.test/film.webm': picture('video/webm', film),
    'https://social.test/own.woff2': picture('font/woff2', font),
  };
}
