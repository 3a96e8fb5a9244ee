import type { PageRequest, PageShot } from './capturer.ts';
import { type Deadlines, within } from './deadline.ts';
import { readSource } from './in-page-steady.ts';
import { keepStill } from './keep-still.ts';
import { navigate } from './navigate.ts';
import { type Picture, printPage, shootBox } from './shoot.ts';
import type { Stage } from './stage.ts';
import { checkPost, unverified, waitForPost } from './wait-for-post.ts';

/** Opens a platform's page, waits until it shows the post, shoots that, and looks once more. */
export async function shootPost(
  stage: Stage,
  request: PageRequest,
  dpr: number,
  deadlines: Deadlines,
): Promise<Picture & Pick<PageShot, 'source' | 'pdf'> & { readonly consent: string | null }> {
  const { page } = stage;
  await within(deadlines.goto, 'answer', navigate(stage, request.url));
  stage.meanwhile();
  const what = { page: request.page, expect: request.expect };
  const waiting = waitForPost(stage, what, deadlines);
  const { index, consent } = await within(deadlines.settle + 1_000, 'come to rest', waiting);
  const where = { element: request.page.element, index };
  const box = await within(deadlines.shot, 'keep still', keepStill(stage, where));
  if (box === null) throw unverified({ kind: 'empty', detail: 'the element is gone or has no size' });
  const picture = await shootBox(page, box, dpr, deadlines.shot);
  // The page might have changed between the look at it and the picture.
  await within(deadlines.shot, 'be read again', checkPost(page, what, index));
  const source = await within(deadlines.shot, 'give its source', page.run(readSource, where));
  const pdf = request.pdf === true ? await within(deadlines.shot, 'be printed', printPage(page)) : null;
  return { ...picture, source, pdf, consent };
}
