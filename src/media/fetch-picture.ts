import { isHoldfastError } from '../errors.ts';
import type { Picture } from '../model/post.ts';
import type { Fetch, Wire } from '../model/wire.ts';
import type { Images } from './images.ts';

export interface MediaTools {
  readonly fetch: Fetch;
  readonly images: Images;
  /** Keeps bytes; gives their SHA-256. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Copies kept before, by the best address they were known under. */
  readonly kept?: ReadonlyMap<string, Picture>;
}

/** Widest small copy, in pixels: a fallback's column at two pixels to a CSS pixel. */
const showWidth = 1_200;
const maxBytes = 32 * 1024 * 1024;

/**
 * A picture with our copy of it: its addresses are asked in order until one gives a real image. Without any the
 * picture stays as it is, with the reason in `missing`. One that is kept already, here or from an earlier look at the
 * same address, is not asked for again: a host that fails today takes no copy away. Never throws
 * for what strangers do; `offline` and `not-recorded` are reasons like any other.
 */
export async function fetchPicture(picture: Picture, tools: MediaTools): Promise<Picture> {
  if (picture.blob !== null) return picture;
  const kept = keptCopy(picture, tools);
  if (kept !== null) return { ...picture, ...kept };
  const reasons: string[] = [];
  for (const url of picture.urls) {
    const got = await tryFor(url, tools);
    if (typeof got === 'string') reasons.push(got);
    else return { ...picture, ...got, missing: null };
  }
  return { ...picture, missing: reasons.at(-1) ?? 'no address' };
}

/** What an earlier look at the same address brought; null without one. */
export function keptCopy(picture: Picture, { kept }: MediaTools): Partial<Picture> | null {
  const earlier = kept?.get(picture.urls[0] ?? '');
  if (earlier === undefined) return null;
  const { blob, show, mediaType, width, height } = earlier;
  return { blob, show, mediaType, width, height, missing: null };
}

async function tryFor(url: string, tools: MediaTools): Promise<Partial<Picture> | string> {
  return orReason(async () => {
    const wire = await tools.fetch({ url, purpose: 'media', maxBytes });
    const lack = lackOf(wire);
    if (lack !== null) return lack;
    const { mediaType, width, height } = await tools.images.readPicture(wire.body);
    const small = await tools.images.derivative(wire.body, { maxWidth: showWidth });
    const [blob, show] = [await tools.keep(wire.body), await tools.keep(small.webp)];
    return { blob, show, mediaType, width, height };
  });
}

/** What went wrong outside, as a word; errors of our own archive are the caller's. */
export async function orReason<T>(work: () => Promise<T | string>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (isHoldfastError(error, 'disk-full', 'archive-unavailable') || !isHoldfastError(error)) throw error;
    return error.name;
  }
}

/** Why an answer is no file, as a word; null when it is one. */
export function lackOf(wire: Wire): string | null {
  if (wire.status !== 200) return `status ${wire.status}`;
  return wire.body.length === 0 ? 'status 200, empty' : null;
}
