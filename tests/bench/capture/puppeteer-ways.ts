import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type LaunchOptions, launch, type Page } from 'puppeteer';
import { atRest } from './in-page-rest.ts';
import { addressOf, inTurns, type Taken, type Way, type WaySettings } from './way.ts';

/** A browser for every post, as scripts do it. */
export const openBrowserEach = browserEach({ optimizeForSpeed: false });

/** The same with the PNG that is quick to make. */
export const openBrowserEachFast = browserEach({ optimizeForSpeed: true });

/** puppeteer-cluster, a context for every post, as its README shows. */
export async function openCluster(settings: WaySettings): Promise<Way> {
  if (settings.peers === null) throw new Error('puppeteer-cluster is not installed');
  const { Cluster } = createRequire(join(settings.peers, 'package.json'))(
    'puppeteer-cluster',
  ) as ClusterModule;
  const cluster = await Cluster.launch({
    concurrency: Cluster.CONCURRENCY_CONTEXT,
    maxConcurrency: settings.atOnce,
    puppeteerOptions: launchOptions(settings),
  });
  return {
    prepare: async () => {},
    run: (posts) =>
      Promise.all(
        posts.map((post) =>
          cluster.execute(post, async ({ page }) => shoot(page, post, settings, { optimizeForSpeed: false })),
        ),
      ),
    close: () => cluster.close(),
  };
}

/** What is used of it. */
interface ClusterModule {
  readonly Cluster: {
    readonly CONCURRENCY_CONTEXT: number;
    launch(options: {
      readonly concurrency: number;
      readonly maxConcurrency: number;
      readonly puppeteerOptions: LaunchOptions;
    }): Promise<{
      execute(
        post: number,
        task: (given: { readonly page: Page; readonly data: number }) => Promise<Taken>,
      ): Promise<Taken>;
      close(): Promise<void>;
    }>;
  };
}

interface PngOptions {
  readonly optimizeForSpeed: boolean;
}

function browserEach(png: PngOptions) {
  return async (settings: WaySettings): Promise<Way> => ({
    prepare: async () => {},
    run: (posts) =>
      inTurns(posts, settings.atOnce, async (post) => {
        const browser = await launch(launchOptions(settings));
        try {
          return await shoot(await browser.newPage(), post, settings, png);
        } finally {
          await browser.close();
        }
      }),
    close: async () => {},
  });
}

function launchOptions({ browser }: WaySettings): LaunchOptions {
  return { executablePath: browser, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

async function shoot(page: Page, post: number, settings: WaySettings, png: PngOptions): Promise<Taken> {
  await page.setViewport({ width: 550, height: 1_200, deviceScaleFactor: 2 });
  await page.goto(addressOf(post, settings), { waitUntil: 'load' });
  await page.evaluate(atRest);
  const element = await page.$('article.post');
  const path = join(settings.folder, `${post}.png`) as `${string}.png`;
  await element?.screenshot({ path, ...png });
  return { post, path };
}
