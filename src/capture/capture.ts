import { createPool, usualRetirement } from './browser-pool.ts';
import type { Capturer, CapturerOptions, Shot } from './capturer.ts';
import { usualCeilings } from './ceilings.ts';
import { usualDeadlines } from './deadline.ts';
import { findBrowser } from './find-browser.ts';
import { readyFonts } from './fonts.ts';
import { startJanitor } from './janitor.ts';
import { launchBrowser, type OpenBrowser } from './launch.ts';
import { locale, type PageOptions, timeZone } from './open-page.ts';
import type { Picture } from './shoot.ts';
import { shootCard } from './shoot-card.ts';
import { contextWidth, shootContext } from './shoot-context.ts';
import { shootPost } from './shoot-post.ts';
import { openSparePages } from './spare-pages.ts';
import { onStage, type Stage, type StageOptions } from './stage.ts';
import { openWarmPages } from './warm-pages.ts';

/** Evidence is shot at two pixels to a CSS pixel. */
const evidenceDpr = 2;

/** Nothing starts until the first picture is asked for. */
export function openCapturer(options: CapturerOptions): Capturer {
  const deadlines = { ...usualDeadlines, ...options.deadlines };
  const ceilings = { ...usualCeilings, ...options.ceilings };
  const retirement = { ...usualRetirement, ...options.retirement };
  const now = options.now ?? (() => new Date());
  let janitor: ReturnType<typeof startJanitor> | null = null;
  const launch = async () => {
    // Looked for each time: while we run, browsers are updated and caches emptied.
    const browser = await findBrowser({ chrome: options.chrome, cache: options.cache });
    const { conf: fontsConf, name } = await readyFonts(options.cache);
    options.log('debug', 'found a browser', { path: browser.path, place: browser.place });
    janitor ??= startJanitor(options);
    await janitor;
    return launchBrowser({ ...options, browser, fontsConf, fonts: name, launchMs: deadlines.launch });
  };
  const pool = createPool({ launch, most: options.atOnce ?? 2, log: options.log, retirement });

  const cardPages = openWarmPages();
  const postPages = openSparePages(() => pool.isAwaited());
  const shoot = <Taken extends Drawn>(
    from: Pick<StageOptions, 'fetch' | 'pages'>,
    page: PageOptions,
    work: (stage: Stage) => Promise<Taken>,
  ) =>
    pool.lend((browser) =>
      onStage(browser, { ...from, page, deadlines, ceilings, log: options.log }, async (stage) => {
        const { consent, ...taken } = await work(stage);
        const { missing, answeredAt } = stage.network.traffic();
        const at = now().toISOString();
        return {
          ...taken,
          at,
          browser: browser.version,
          missing,
          toldAt: answeredAt ?? at,
          settings: { ...settingsOf(browser, page), consent },
        };
      }),
    );

  return {
    page: async (request) => {
      const { page, theme, url, fetch = options.fetch } = request;
      const look = { width: page.width, theme, dpr: evidenceDpr, scripts: true };
      const shot = await shoot({ fetch, pages: postPages }, look, (stage) =>
        shootPost(stage, request, evidenceDpr, deadlines),
      );
      return { ...shot, url };
    },
    context: async (request) => {
      const { url, fetch = options.fetch } = request;
      const look = { width: contextWidth, theme: 'light', dpr: evidenceDpr, scripts: true } as const;
      const shot = await shoot({ fetch }, look, (stage) =>
        shootContext(stage, request, evidenceDpr, deadlines),
      );
      return { ...shot, url };
    },
    card: (request) =>
      shoot({ fetch: null, pages: cardPages }, { ...request, scripts: false }, (stage) =>
        shootCard(stage, request, deadlines),
      ),
    close: async () => {
      await pool.close();
      (await janitor)?.stop();
    },
  };
}

/** What each way of shooting gives. */
type Drawn = Picture & Pick<Shot, 'pdf'> & { readonly consent: string | null };

function settingsOf({ fonts }: OpenBrowser, { width, dpr }: PageOptions) {
  return { width, dpr, locale, timeZone, fonts };
}
