import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { Deadlines } from './deadline.ts';
import { type EmbedFinding, type EmbedSearch, findEmbed, lookThrough, showEmbed } from './in-page-context.ts';
import type { Stage } from './stage.ts';

/**
 * Waits until an article shows one of its embeds and goes on no more: it is brought into the window, its platform's
 * script gets its time, and where it isn't there the whole page is looked through once. Null when it doesn't come.
 */
export async function findEmbedSoon(
  { page, network }: Stage,
  search: EmbedSearch,
  { settle, quiet }: Pick<Deadlines, 'settle' | 'quiet'>,
): Promise<EmbedFinding | null> {
  const end = performance.now() + settle;
  let found: EmbedFinding | null = null;
  let restSince = performance.now();
  let lookedThrough = false;
  for (;;) {
    try {
      const next = await page.run(findEmbed, search);
      if (network.pending() > 0 || !isSame(found, next)) restSince = performance.now();
      found = next;
      if (found !== null) await page.run(showEmbed, null);
    } catch (error) {
      // The page went on to another address between two calls; what comes next will be looked at.
      if (!/context|frame|navigat/i.test(messageOf(error))) throw error;
      restSince = performance.now();
    }
    const now = performance.now();
    // Nobody's script makes more of a frame, or of plain paragraphs.
    const isMade = found?.kind === 'frame' || found?.kind === 'text';
    const isAtRest = now - restSince >= (isMade ? quiet / 4 : quiet);
    if ((isAtRest && (found !== null || lookedThrough)) || now >= end) return found;
    if (isAtRest) {
      lookedThrough = true;
      restSince = now;
      await page.run(lookThrough, null);
    }
    await sleep(150);
  }
}

function isSame(one: EmbedFinding | null, other: EmbedFinding | null): boolean {
  return one?.kind === other?.kind && one?.width === other?.width && one?.height === other?.height;
}
