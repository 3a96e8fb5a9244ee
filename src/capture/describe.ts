import { HoldfastError, isHoldfastError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { openCapturer } from './capture.ts';
import type { CapturerOptions, Shot } from './capturer.ts';
import { type BrowserPlace, type LookedAt, lookForBrowser } from './find-browser.ts';
import { readyFonts } from './fonts.ts';
import { samplePage, sampleSelector } from './script-samples.ts';

/** What `doctor` tells of the browser and its fonts. */
export interface BrowserDescription {
  readonly found: { readonly path: string; readonly place: BrowserPlace } | null;
  readonly looked: readonly LookedAt[];
  /** Name and version as the running browser tells them; null when it didn't start. */
  readonly version: string | null;
  /** Font packages that aren't installed: what is written in their scripts shows as boxes. Null when no fonts could be made ready. */
  readonly fontsMissing: readonly string[] | null;
  /** A picture with a line in every script, as PNG. */
  readonly picture: Uint8Array | null;
  /** Why there is no picture, with what to do about it. */
  readonly problem: HoldfastError | null;
}

/** Looks for a browser, starts it, and has it draw a line in every script. Errors of the family are told, not thrown. */
export async function describeBrowser(options: Omit<CapturerOptions, 'fetch'>): Promise<BrowserDescription> {
  const { hit, looked } = await lookForBrowser({ chrome: options.chrome, cache: options.cache });
  const shot = await orProblem(() => drawSamples(options));
  const fonts = await orProblem(() => readyFonts(options.cache));
  const drawn = shot instanceof HoldfastError ? null : shot;
  return {
    found: hit,
    looked,
    version: drawn?.browser ?? null,
    fontsMissing: fonts instanceof HoldfastError ? null : fonts.missing,
    picture: drawn?.png ?? null,
    problem: shot instanceof HoldfastError ? shot : null,
  };
}

async function drawSamples(options: Omit<CapturerOptions, 'fetch'>): Promise<Shot> {
  // What there is to say is said once, by the problem.
  const capturer = openCapturer({ ...options, log: silentLog, fetch: () => Promise.reject(nothingAsked) });
  try {
    return await capturer.card({
      html: samplePage(),
      selector: sampleSelector,
      theme: 'light',
      width: 640,
      dpr: 2,
    });
  } finally {
    await capturer.close();
  }
}

const nothingAsked = new HoldfastError('bad-url', 'the picture of scripts asks for nothing');

async function orProblem<T>(work: () => Promise<T>): Promise<T | HoldfastError> {
  try {
    return await work();
  } catch (error) {
    if (isHoldfastError(error)) return error;
    throw error;
  }
}
