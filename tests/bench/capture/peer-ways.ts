import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { addressOf, inTurns, type Way, type WaySettings } from './way.ts';

/** capture-website: a browser for every page. */
export async function openCaptureWebsite(settings: WaySettings): Promise<Way> {
  const peers = peersOf(settings);
  giveEmptyBlockList(peers, settings.folder);
  const { default: captureWebsite } = (await import(
    entryOf(peers, 'capture-website/index.js')
  )) as CaptureWebsite;
  return {
    ...nothingToPrepare,
    run: (posts) =>
      inTurns(posts, settings.atOnce, async (post) => {
        const path = join(settings.folder, `${post}.png`);
        const options = { element: 'article.post', width: 550, launchOptions: launchOptions(settings) };
        await captureWebsite.file(addressOf(post, settings), path, options);
        return { post, path };
      }),
  };
}

/** pageres: all addresses of a run at the same time, as it does by itself. */
export async function openPageres(settings: WaySettings): Promise<Way> {
  const peers = peersOf(settings);
  giveEmptyBlockList(peers, settings.folder);
  const { default: Pageres } = (await import(entryOf(peers, 'pageres/dist/index.js'))) as PageresModule;
  return {
    ...nothingToPrepare,
    run: async (posts) => {
      const run = new Pageres({
        selector: 'article.post',
        scale: 2,
        filename: '<%= url %>',
        launchOptions: launchOptions(settings),
      }).destination(settings.folder);
      for (const post of posts) run.source(addressOf(post, settings), ['550x1200']);
      const pictures = await run.run();
      return posts.map((post) => {
        const filename = pictures.find((picture) => picture.filename.endsWith(`!${post}.png`))?.filename;
        return { post, path: join(settings.folder, filename ?? 'missing') };
      });
    },
  };
}

/** single-file: a process and a browser for every page; it gives HTML, no picture. */
export async function openSingleFile(settings: WaySettings): Promise<Way> {
  const program = join(peersOf(settings), 'node_modules/single-file-cli/single-file-node.js');
  // It runs the browser as a single process, which ends at once where there is no GPU and no stand-in for one.
  const args = [...launchOptions(settings).args, '--disable-gpu', '--disable-software-rasterizer'];
  const browser = [`--browser-executable-path=${settings.browser}`, `--browser-args=${JSON.stringify(args)}`];
  return {
    ...nothingToPrepare,
    run: (posts) =>
      inTurns(posts, settings.atOnce, async (post) => {
        const path = join(settings.folder, `${post}.html`);
        const options = { cwd: settings.folder, timeout: 120_000 };
        await promisify(execFile)(
          process.execPath,
          [program, addressOf(post, settings), path, ...browser],
          options,
        );
        return { post, path };
      }),
  };
}

interface LaunchOptions {
  readonly executablePath: string;
  readonly args: readonly string[];
}

interface CaptureWebsite {
  readonly default: {
    file(
      url: string,
      path: string,
      options: { readonly element: string; readonly width: number; readonly launchOptions: LaunchOptions },
    ): Promise<void>;
  };
}

interface PageresModule {
  readonly default: new (options: {
    readonly selector: string;
    readonly scale: number;
    readonly filename: string;
    readonly launchOptions: LaunchOptions;
  }) => PageresRun;
}

interface PageresRun {
  destination(folder: string): PageresRun;
  source(url: string, sizes: readonly string[]): PageresRun;
  run(): Promise<readonly { readonly filename: string }[]>;
}

const nothingToPrepare = { prepare: async () => {}, close: async () => {} };

function launchOptions({ browser }: WaySettings): LaunchOptions {
  return { executablePath: browser, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

function peersOf({ peers }: WaySettings): string {
  if (peers === null) throw new Error('its packages are not installed');
  return peers;
}

function entryOf(peers: string, path: string): string {
  return pathToFileURL(join(peers, 'node_modules', path)).href;
}

/**
 * Both block advertisements by lists they fetch from the network for every page until they have them. With an empty one
 * where they keep theirs, no network is needed, and they are quicker than they are with it.
 */
function giveEmptyBlockList(peers: string, folder: string): void {
  process.env['TMPDIR'] = folder;
  const require = createRequire(join(peers, 'package.json'));
  const { PuppeteerBlocker } = require('@ghostery/adblocker-puppeteer') as {
    readonly PuppeteerBlocker: { empty(): { serialize(): Uint8Array } };
  };
  mkdirSync(join(folder, 'capture-website'));
  writeFileSync(join(folder, 'capture-website', 'engine.bin'), PuppeteerBlocker.empty().serialize());
}
