import type { ContextRequest, PageShot } from './capturer.ts';
import { type Deadlines, within } from './deadline.ts';
import { findEmbed } from './in-page-context.ts';
import { steady } from './in-page-steady.ts';
import { navigate } from './navigate.ts';
import { type Picture, printPage, shootBox } from './shoot.ts';
import type { Stage } from './stage.ts';
import { unverified } from './wait-for-post.ts';

/** Of the article's page, in CSS pixels: that of a laptop's window. */
export const contextWidth = 1_280;

/** Opens an article and shoots it around one of its embeds. */
export async function shootContext(
  stage: Stage,
  request: ContextRequest,
  dpr: number,
  deadlines: Deadlines,
): Promise<Picture & Pick<PageShot, 'source' | 'pdf'> & { readonly consent: string | null }> {
  const { page } = stage;
  await within(deadlines.goto, 'answer', navigate(stage, request.url));
  const index = await page.run(findEmbed, { addresses: request.addresses });
  if (index === null) throw unverified({ kind: 'empty', detail: 'the article doesn’t show the embed' });
  const box = await within(deadlines.shot, 'keep still', page.run(steady, { element: '*', index }));
  if (box === null) throw unverified({ kind: 'empty', detail: 'the embed has no size' });
  const picture = await within(deadlines.shot, 'be drawn', shootBox(page, box, dpr));
  const pdf = request.pdf === true ? await within(deadlines.shot, 'be printed', printPage(page)) : null;
  return { ...picture, source: null, pdf, consent: null };
}
