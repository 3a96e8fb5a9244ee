import { setTimeout as sleep } from 'node:timers/promises';
import { HoldfastError, messageOf } from '../errors.ts';
import type { EmbedPage } from '../model/platform.ts';
import { closeConsent } from './consent.ts';
import type { Deadlines } from './deadline.ts';
import { type PageReading, readPage } from './in-page-reading.ts';
import type { OpenPage } from './open-page.ts';
import type { Stage } from './stage.ts';
import { type Expected, judgePage, type NotThePost, type Verdict } from './verify-page.ts';
import { wallSigns } from './walls.ts';

/** The page that was opened, and what must be seen on it. */
interface Wanted {
  readonly page: EmbedPage;
  readonly expect: Expected;
}

/**
 * Waits until the page shows the post and its network is at rest; gives its element's index. A consent layer is closed,
 * once, and named. A page that shows something else is given up once it has been quiet for a while. Throws
 * `capture-unverified`.
 */
export async function waitForPost(
  { page, network }: Stage,
  what: Wanted,
  deadlines: Pick<Deadlines, 'settle' | 'quiet'>,
): Promise<{ readonly index: number; readonly consent: string | null }> {
  const end = performance.now() + deadlines.settle;
  let quietSince = performance.now();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let consent: string | null = null;
  let hasAsked = false;
  for (;;) {
    const now = performance.now();
    if (network.pending() > 0) quietSince = now;
    const quiet = now - quietSince;
    // What still asks for things isn't complete, and looking takes the page's own time.
    if (now >= end || (quiet >= enoughQuiet && now - lookedAt >= betweenLooks)) {
      lookedAt = now;
      const { verdict, loaded } = await look(page, what);
      if (verdict.kind === 'post') return { index: verdict.index, consent };
      // What it does by itself, a timer say, begins with the document's end.
      if (!loaded) quietSince = now;
      const isSettled = (loaded && quiet >= deadlines.quiet / 2) || now >= end;
      if (isSettled && !hasAsked && ['consent', 'covered'].includes(verdict.kind)) {
        hasAsked = true;
        consent = await closeConsent(page, Math.max(0, end - now));
        quietSince = performance.now();
      } else if ((loaded && quiet >= deadlines.quiet) || now >= end) throw unverified(verdict);
    }
    await sleep(20);
  }
}

/** Milliseconds without a request after which a page may be complete, and between two looks at it. */
const enoughQuiet = 150;
const betweenLooks = 100;

/** Reads and judges once. Throws `capture-unverified` unless the post is there, at that index. */
export async function checkPost(page: OpenPage, what: Wanted, index: number): Promise<void> {
  const { verdict } = await look(page, what);
  if (verdict.kind !== 'post') throw unverified(verdict);
  if (verdict.index !== index) throw unverified({ kind: 'moved', detail: 'it stands in another place' });
}

function expectedOf({ page, expect }: Wanted): Expected {
  return { ...expect, id: page.idOnPage?.(expect.id) ?? expect.id };
}

/** Whether the post is there now, and all of the page. */
async function look(
  page: OpenPage,
  what: Wanted,
): Promise<{ readonly verdict: Verdict; readonly loaded: boolean }> {
  const reading = await readOf(page, what);
  if ('kind' in reading) return { verdict: reading, loaded: false };
  return { verdict: judgePage(reading, expectedOf(what), what.page), loaded: reading.loaded };
}

async function readOf(page: OpenPage, what: Wanted): Promise<PageReading | NotThePost> {
  const { element, text, author, permalink } = what.page;
  try {
    const { id } = expectedOf(what);
    const request = { element, text, author, permalink, id, signs: wallSigns };
    return await page.run(readPage, request);
  } catch (error) {
    // The page went on to another address between two calls; what comes next will be read.
    if (/context|frame|navigat/i.test(messageOf(error)))
      return { kind: 'empty', detail: 'the page moves on' };
    throw error;
  }
}

/** What is thrown for a page that is not the post. */
export function unverified({ kind, detail }: NotThePost): HoldfastError {
  return new HoldfastError(
    'capture-unverified',
    `walled: ${kind} (${detail}); the card we draw stands in for it`,
    { facts: { kind: groupOf(kind), detail: groupOf(kind) === kind ? detail : kind, wall: kind } },
  );
}

/** `wall`: others' doing; `mismatch`: another post, or not all of it; else the kind itself. */
function groupOf(kind: NotThePost['kind']): string {
  if (kind === 'empty' || kind === 'covered') return kind;
  return ['id', 'author', 'text', 'language', 'moved'].includes(kind) ? 'mismatch' : 'wall';
}
