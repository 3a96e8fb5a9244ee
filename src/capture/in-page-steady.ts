/**
 * Runs inside a page, in an isolated world: it shares the page's document and nothing else, so no script of the page can
 * change what is seen of the language. Each function stands alone (its source is what is sent), takes and gives JSON,
 * and what it gives is a stranger's data.
 */

export interface SteadyRequest {
  readonly element: string;
  readonly index: number;
}

/** The source of one element as it stands now, at most two million characters; null when it is gone. */
export function readSource(request: SteadyRequest): string | null {
  const element = document.querySelectorAll(request.element)[request.index];
  return element === undefined ? null : element.outerHTML.slice(0, 2_000_000);
}

/** Where the element lies in the document, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Brings the page to rest: animations at their end, no caret, pictures loaded and decoded, fonts there, two frames
 * drawn. Gives the element's box, null when it is gone or has none.
 */
export async function steady(request: SteadyRequest): Promise<Box | null> {
  const calm = new CSSStyleSheet();
  calm.replaceSync(
    '*, *::before, *::after { animation-delay: 0s !important; animation-duration: 0s !important;' +
      ' transition: none !important; caret-color: transparent !important; scroll-behavior: auto !important; }',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, calm];
  for (const animation of document.getAnimations()) {
    const end = animation.effect?.getComputedTiming().endTime;
    if (typeof end === 'number' && Number.isFinite(end)) animation.finish();
    else animation.cancel();
  }
  const element = document.querySelectorAll(request.element)[request.index];
  if (element === undefined) return null;
  for (const video of element.querySelectorAll('video')) video.pause();
  const pictures = [...element.querySelectorAll('img')];
  for (const picture of pictures) picture.loading = 'eager';
  // A picture that can't be had stays away; that it is missing is told with the capture.
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return null;
  return { x: box.left + window.scrollX, y: box.top + window.scrollY, width: box.width, height: box.height };
}
