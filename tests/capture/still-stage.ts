import { usualCeilings } from '../../src/capture/ceilings.ts';
import { usualDeadlines } from '../../src/capture/deadline.ts';
import { findBrowser } from '../../src/capture/find-browser.ts';
import { containmentFlags } from '../../src/capture/flags.ts';
import { readyFonts } from '../../src/capture/fonts.ts';
import { keepStill } from '../../src/capture/keep-still.ts';
import { launchBrowser, type OpenBrowser } from '../../src/capture/launch.ts';
import { navigate } from '../../src/capture/navigate.ts';
import { type Picture, shootBox } from '../../src/capture/shoot.ts';
import { onStage, type Stage } from '../../src/capture/stage.ts';
import { silentLog } from '../../src/log.ts';
import { cache, chrome, fetchFrom, type World } from './world.ts';

/** Pictures that move by themselves, GIFs and the like, stand at their first frame. */
const firstFrames = '--blink-settings=imageAnimationPolicy=2';

export async function startBrowser(work: string): Promise<OpenBrowser> {
  const browser = await findBrowser({ chrome, cache });
  const fonts = await readyFonts(cache);
  const containment = [...containmentFlags, firstFrames];
  const run = { browser, fontsConf: fonts.conf, fonts: fonts.name, work, containment };
  return launchBrowser({ ...run, noSandbox: false, launchMs: 30_000 });
}

export interface StillOptions {
  readonly width?: number;
  readonly dpr?: number;
  /** Milliseconds between the page's being there and its being brought to rest. */
  readonly after?: number;
  /** CSS selector of what is shot. */
  readonly element?: string;
  readonly times?: number;
}

/** Opens a page, works on it once its document is there. */
export function onPage<T>(
  browser: OpenBrowser,
  world: World,
  url: string,
  { width = 600, dpr = 1 }: Pick<StillOptions, 'width' | 'dpr'>,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const page = { width, theme: 'light', dpr, scripts: true } as const;
  const limits = { deadlines: usualDeadlines, ceilings: usualCeilings };
  const options = { fetch: fetchFrom(world), page, ...limits, log: silentLog };
  return onStage(browser, options, async (stage) => {
    await navigate(stage, url);
    await stage.page.run(parsed, null);
    return work(stage);
  });
}

/** Brings a page to rest and shoots one element of it, once more where that is told. */
export function shootStill(
  browser: OpenBrowser,
  world: World,
  url: string,
  options: StillOptions = {},
): Promise<readonly Picture[]> {
  const { dpr = 1, after = 0, element = 'article', times = 1 } = options;
  return onPage(browser, world, url, options, async (stage) => {
    await new Promise((done) => setTimeout(done, after));
    const box = await keepStill(stage, { element, index: 0 });
    if (box === null) throw new Error('nothing to shoot');
    const pictures: Picture[] = [];
    while (pictures.length < times) pictures.push(await shootBox(stage.page, box, dpr));
    return pictures;
  });
}

/** What the document itself holds is there by then; pictures may be under way. */
function parsed(_: null): Promise<unknown> {
  return document.readyState === 'loading'
    ? new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }))
    : Promise.resolve();
}
