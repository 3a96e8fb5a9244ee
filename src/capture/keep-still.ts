import { setTimeout as sleep } from 'node:timers/promises';
import { type Box, readBox, readWindow, type SteadyRequest, steady } from './in-page-steady.ts';
import type { OpenPage } from './open-page.ts';
import type { Stage } from './stage.ts';

/**
 * Brings a page and the frames in it to rest, then stops its scripts: from here on no timer, handler or drawing of theirs
 * goes on, so that what is measured, read and shot is one and the same. (Timers of ours don't ring in it any more,
 * either.) Gives the element's box; null when it is gone or has none.
 */
export async function keepStill({ page, network }: Stage, where: SteadyRequest): Promise<Box | null> {
  const calm = () =>
    Promise.all([page.run(steady, where), page.runBelow(steady, { element: ':root', index: 0 })]);
  const [box, frames] = await calm();
  if (box === null) return null;
  if (frames.length > 0 || network.pending() > 0) {
    const { scrolled } = await page.run(readWindow, null);
    await widenWindow(page, box.y + box.height - scrolled);
    await quietOf(network);
    await calm();
  }
  const [, still] = await Promise.all([
    page.session.send('Emulation.setScriptExecutionDisabled', { value: true }),
    page.run(readBox, where),
  ]);
  return still;
}

/** Makes the window as high as that, in CSS pixels: a frame of another site is drawn only while it is in the window. */
export async function widenWindow(page: OpenPage, wanted: number): Promise<void> {
  const { width, height, dpr } = await page.run(readWindow, null);
  const higher = Math.min(Math.ceil(wanted), mostHeight);
  if (higher <= height) return;
  const size = { width, height: higher, deviceScaleFactor: dpr, mobile: false };
  await page.session.send('Emulation.setDeviceMetricsOverride', size);
}

/** CSS pixels: what a picture of the whole window needs stays within 100 MB. */
const mostHeight = 4_096;

/** Until nothing was asked for during a tenth of a second; two seconds at most. */
async function quietOf(network: Stage['network']): Promise<void> {
  const end = performance.now() + 2_000;
  for (let since = performance.now(); performance.now() < end; await sleep(25)) {
    if (network.pending() > 0) since = performance.now();
    else if (performance.now() - since >= 100) return;
  }
}
