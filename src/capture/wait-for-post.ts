import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError, messageOf } from '../errors.ts';
import type { EmbedPage } from '../model/platform.ts';
import type { Deadlines } from './deadline.ts';
import { readPage } from './in-page-reading.ts';
import type { OpenPage } from './open-page.ts';
import type { Stage } from './stage.ts';
import { type Expected, judgePage, type Verdict } from './verify-page.ts';

/**
 * Waits until the page shows the post and its network is at rest; gives its element's index. A page that shows
 * something else is given up once it has been quiet for a while. Throws `capture-unverified`.
 */
export async function waitForPost(
  { page, network }: Stage,
  what: { readonly page: EmbedPage; readonly expect: Expected },
  deadlines: Pick<Deadlines, 'settle' | 'quiet'>,
): Promise<{ readonly index: number; readonly consent: string | null }> {
  const end = performance.now() + deadlines.settle;
  let quietSince = performance.now();
  for (;;) {
    const verdict = await judge(page, what);
    const now = performance.now();
    if (network.pending() > 0) quietSince = now;
    const quiet = now - quietSince;
    if (verdict.kind === 'post' && (quiet >= 150 || now >= end))
      return { index: verdict.index, consent: null };
    if (verdict.kind !== 'post' && (quiet >= deadlines.quiet || now >= end)) throw unverified(verdict);
    await sleep(50);
  }
}

/** Reads and judges once. Throws `capture-unverified` unless the post is there, at that index. */
export async function checkPost(
  page: OpenPage,
  what: { readonly page: EmbedPage; readonly expect: Expected },
  index: number,
): Promise<void> {
  const verdict = await judge(page, what);
  if (verdict.kind !== 'post') throw unverified(verdict);
  if (verdict.index !== index) throw unverified({ kind: 'mismatch', detail: 'place' });
}

async function judge(
  page: OpenPage,
  what: { readonly page: EmbedPage; readonly expect: Expected },
): Promise<Verdict> {
  const { element, text, author, permalink, walls } = what.page;
  const request = { element, text, author, permalink, walls: walls.map((wall) => wall.text) };
  try {
    return judgePage(await page.run(readPage, request), what.expect, what.page);
  } catch (error) {
    // The page went on to another address between two calls; what comes next will be read.
    if (/context|frame|navigat/i.test(messageOf(error)))
      return { kind: 'empty', detail: 'the page moves on' };
    throw error;
  }
}

/** What is thrown for a page that is not the post. */
export function unverified(verdict: Exclude<Verdict, { kind: 'post' }>): HoldfastError {
  return new HoldfastError(
    'capture-unverified',
    `the page does not show the post (${verdict.kind}: ${verdict.detail}); the card we draw stands in for it`,
    { facts: { kind: verdict.kind, detail: verdict.detail } },
  );
}
