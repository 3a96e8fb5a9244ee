import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { openCapturer } from '../../src/capture/capture.ts';
import { readConfig } from '../../src/config.ts';
import { HoldfastError } from '../../src/errors.ts';
import { html, rawHtml } from '../../src/html/escape.ts';
import { silentLog } from '../../src/log.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import { renderHtml } from '../../src/render/html.ts';
import { cardStyle } from '../../src/render/style.ts';
import { asTweet, asView, comparedPosts, withPictures } from './compared-posts.ts';

/**
 * `node tests/contact-sheet/beside-react-tweet.ts [PACKAGES [FOLDER]]`: draws the same posts as Holdfast's card and as
 * react-tweet's with its own style, as `beside-<theme>-<width>.webp`. PACKAGES is where react-tweet and react are
 * installed, by default where the render bench installs them.
 */
const [packages = join(import.meta.dirname, '../bench/render-peers'), folder = '.'] = process.argv.slice(2);

/** All that react-tweet's parts import as style, each class under the name of its file. */
const sheets = new Map<string, string>();
const renderTweet = await loadReactTweet();
const work = await mkdtemp(join(tmpdir(), 'holdfast-beside-'));
const { cache, chrome } = readConfig({});
const noSandbox = process.getuid?.() === 0;
const capturer = openCapturer({ fetch: nobody, cache, chrome, work, noSandbox, log: silentLog });
try {
  for (const theme of ['light', 'dark'] as const)
    for (const width of [590, 360]) {
      const source = pageOf(theme, width);
      const shot = await capturer.card({
        html: source,
        selector: '#rows',
        theme,
        width: 2 * width,
        dpr: 2,
      });
      const file = join(folder, `beside-${theme}-${width}.webp`);
      await writeFile(
        file,
        await sharp(shot.png)
          .resize({ width: 2 * width })
          .webp({ quality: 76, effort: 6, smartSubsample: true })
          .toBuffer(),
      );
      console.log(file);
    }
} finally {
  await capturer.close();
  await rm(work, { recursive: true, force: true });
}

function pageOf(theme: string, width: number): string {
  const rows = comparedPosts.map((post) => {
    const ours = rawHtml(renderHtml(inlined(asView(post)), { css: 'none' }));
    const theirs = rawHtml(withPictures(renderTweet(asTweet(post))));
    return html`<div class="row"><div class="cell"><div data-theme="${theme}">${ours}</div></div><div class="cell"><div data-theme="${theme}" class="${theme}">${theirs}</div></div></div>`;
  });
  const ground = theme === 'dark' ? '#000' : '#fff';
  const style = `body{margin:0}#rows{width:${2 * width}px;background:${ground}}.row{display:flex}.cell{width:${width}px;min-width:0;box-sizing:border-box;padding:0 ${width > 400 ? 20 : 10}px}${[...sheets.values()].join('\n')}${cardStyle}`;
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Beside</title><style>${rawHtml(style)}</style><div id="rows">${rows}</div></html>`
    .source;
}

/** react-tweet as a site has it: its parts' styles as modules, and all of them on the page. */
async function loadReactTweet(): Promise<(tweet: unknown) => string> {
  registerHooks({
    load: (url, context, next) => {
      if (!url.endsWith('.css')) return next(url, context);
      const path = fileURLToPath(url);
      const prefix = basename(path).replace(/\W/gu, '-');
      const isModule = path.endsWith('.module.css');
      const source = readFileSync(path, 'utf8');
      const named = source.replace(/\.([a-z_][\w-]*)(?=[^{}]*\{)/giu, `.${prefix}_$1`);
      sheets.set(path, isModule ? named : source);
      const names = `export default new Proxy({}, { get: (_, name) => '${prefix}_' + String(name) });`;
      return { format: 'module', source: names, shortCircuit: true };
    },
  });
  const require = createRequire(resolve(packages, 'package.json'));
  const { createElement } = require('react') as {
    readonly createElement: (component: unknown, props: object) => unknown;
  };
  const { renderToStaticMarkup } = require('react-dom/server') as {
    readonly renderToStaticMarkup: (element: unknown) => string;
  };
  const entry = pathToFileURL(join(packages, 'node_modules/react-tweet/dist/index.js')).href;
  const { EmbeddedTweet } = (await import(entry)) as { readonly EmbeddedTweet: unknown };
  return (tweet) => renderToStaticMarkup(createElement(EmbeddedTweet, { tweet }));
}

/** All of a card is inline. */
async function nobody(): Promise<never> {
  throw new HoldfastError('refused-address', 'cards ask for nothing');
}
