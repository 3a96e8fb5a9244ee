/** Where the post lies, in CSS pixels. */
export interface Rest {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: its pictures decoded, its fonts there. Every way waits for that, so that all shoot the same. */
export async function atRest(): Promise<Rest> {
  await Promise.all([...document.images].map((image) => image.decode()));
  await document.fonts.ready;
  const { x, y, width, height } = (document.querySelector('article.post') as Element).getBoundingClientRect();
  return { x, y, width, height };
}
