import { HoldfastError } from '../errors.ts';
import type { CardRequest } from './capturer.ts';
import { type Deadlines, within } from './deadline.ts';
import { drawn } from './in-page-card.ts';
import { type Picture, shootBox } from './shoot.ts';
import type { Stage } from './stage.ts';

/** Lays a page of ours out and shoots its card. */
export async function shootCard(
  { page }: Stage,
  request: CardRequest,
  deadlines: Deadlines,
): Promise<Picture & { readonly pdf: null; readonly consent: null }> {
  const { html, selector } = request;
  const laidOut = page.session.send('Page.setDocumentContent', { frameId: page.frame, html });
  await within(deadlines.goto, 'be laid out', laidOut);
  const still = page.run(drawn, { selector });
  const box = await within(deadlines.shot, 'keep still', still);
  if (box === null)
    throw new HoldfastError('capture-unverified', `the page of the card has nothing to show at ${selector}`, {
      facts: { kind: 'empty' },
    });
  const picture = await shootBox(page, box, request.dpr, deadlines.shot);
  return { ...picture, pdf: null, consent: null };
}
