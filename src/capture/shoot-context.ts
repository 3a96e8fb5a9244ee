import { HoldfastError } from '../errors.ts';
import type { ContextRequest, PageShot } from './capturer.ts';
import { closeConsent } from './consent.ts';
import { type Deadlines, within } from './deadline.ts';
import { findEmbedSoon } from './find-embed-soon.ts';
import type { EmbedFinding } from './in-page-context.ts';
import { type Region, readRegion, scrollToPlace } from './in-page-region.ts';
import type { Box } from './in-page-steady.ts';
import { keepStill, widenWindow } from './keep-still.ts';
import { navigate } from './navigate.ts';
import { type Picture, printPage, shootBox } from './shoot.ts';
import type { Stage } from './stage.ts';

/** Of the article's page, in CSS pixels: that of a laptop's window. */
export const contextWidth = 1_280;

/** CSS pixels above and below the embed: a laptop's window. */
const around = 800;

/**
 * Opens an article and shoots it around one of its embeds: the embed, the words before and after it, the headline where
 * that is near. Nothing of the page is moved or taken away for that: it is scrolled, in a window as high as is needed, to
 * where its bars lie over nothing of the embed; what they lie over of the words around is left out.
 */
export async function shootContext(
  stage: Stage,
  request: ContextRequest,
  dpr: number,
  deadlines: Deadlines,
): Promise<Picture & Pick<PageShot, 'source' | 'pdf'> & { readonly consent: string | null }> {
  const { page } = stage;
  const consent = await openAtEmbed(stage, request, deadlines);
  await within(deadlines.shot, 'be scrolled', bringIntoWindow(stage));
  const region = await readable(stage);
  const still = keepStill(stage, { element: '*', index: region.index });
  await within(deadlines.shot, 'keep still', still);
  const { free, cover, embed } = await readable(stage);
  if (cover !== null || !holds(free, embed))
    throw unseen('covered', `${cover ?? 'a bar'} lies over the embed`);
  const picture = await shootBox(page, free, dpr, deadlines.shot);
  const pdf = request.pdf === true ? await within(deadlines.shot, 'be printed', printPage(page)) : null;
  return { ...picture, source: null, pdf, consent };
}

/** Opens the article as readers saw it, with its scripts; where they leave nothing of the embed, as it came. */
async function openAtEmbed(
  stage: Stage,
  request: ContextRequest,
  deadlines: Deadlines,
): Promise<string | null> {
  const search = { marks: marksOf(request.addresses), text: request.text };
  const open = async () => {
    await within(deadlines.goto, 'answer', navigate(stage, request.url));
    return findEmbedSoon(stage, search, deadlines);
  };
  let found = await open();
  const consent = await closeConsent(stage.page);
  if (consent !== null) found = await findEmbedSoon(stage, search, deadlines);
  if (found !== null && !isBroken(found, stage)) return consent;
  await stage.page.session.send('Emulation.setScriptExecutionDisabled', { value: true });
  found = await open();
  if (found === null) throw unseen('empty', 'the article doesn’t show the embed');
  if (isBroken(found, stage)) throw unseen('empty', 'the frame that shows the post could not be had');
  return null;
}

/** The page of the post's frame could not be had: the browser's own error stands there. */
function isBroken({ src }: EmbedFinding, { network }: Stage): boolean {
  if (src === null || src === '') return false;
  // What is missing is listed by the first five hundred characters of its address.
  const page = src.replace(/#.*/su, '').slice(0, 500);
  return network.traffic().missing.some((request) => request.startsWith(`GET ${page} (`));
}

/** Scrolls to where the bars at the window's edges leave the region free, in a window that holds both. */
async function bringIntoWindow(stage: Stage): Promise<void> {
  let below = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const { whole, bars, window } = await readable(stage);
    if (turn > 0 && bars.top === below && bars.top + whole.height + bars.bottom <= window.height) return;
    below = bars.top;
    await widenWindow(stage.page, bars.top + whole.height + bars.bottom);
    await stage.page.run(scrollToPlace, { y: whole.y, below });
  }
}

async function readable({ page }: Stage): Promise<Region> {
  const region = await page.run(readRegion, { around });
  if (region === null) throw unseen('empty', 'the embed is gone or has no size');
  return region;
}

function holds(outer: Box, inner: Box): boolean {
  const within = (from: 'x' | 'y', size: 'width' | 'height') =>
    outer[from] <= inner[from] + 1 && outer[from] + outer[size] >= inner[from] + inner[size] - 1;
  return within('x', 'width') && within('y', 'height');
}

/** What is looked for in attributes: schemes, `www.` and last slashes differ from one spelling to the next. */
function marksOf(addresses: readonly string[]): string[] {
  const marks = addresses.map((address) =>
    address.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, ''),
  );
  return [...new Set(marks)].filter((mark) => mark.length >= 5);
}

function unseen(kind: 'empty' | 'covered', detail: string): HoldfastError {
  return new HoldfastError(
    'capture-unverified',
    `the article could not be shot around the post (${kind}: ${detail}); open it in a browser to see why`,
    { facts: { kind, detail } },
  );
}
