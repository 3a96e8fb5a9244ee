import type { Capturer, CapturerOptions } from './capturer.ts';
import type { BrowserDescription } from './describe.ts';

/**
 * A capturer whose code, with all of puppeteer, is loaded at the first picture: most commands take none, and a run
 * with nothing to do is to be over at once.
 */
export function openCapturerLater(options: CapturerOptions): Capturer {
  let opened: Promise<Capturer> | null = null;
  const open = () => {
    opened ??= import('./capture.ts').then(({ openCapturer }) => openCapturer(options));
    return opened;
  };
  return {
    page: async (request) => (await open()).page(request),
    context: async (request) => (await open()).context(request),
    card: async (request) => (await open()).card(request),
    close: async () => (await opened)?.close(),
  };
}

/** As `describeBrowser`, its code loaded when it is called. */
export async function describeBrowserLater(
  options: Omit<CapturerOptions, 'fetch'>,
): Promise<BrowserDescription> {
  const { describeBrowser } = await import('./describe.ts');
  return describeBrowser(options);
}
