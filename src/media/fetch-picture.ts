import type { Picture } from '../model/post.ts';
import { askAddresses, orReason } from './ask-addresses.ts';
import type { Copy, Look } from './media-tools.ts';
import { sniffPicture } from './sniff.ts';

/** Widest small copy, in pixels: a fallback's column at two pixels to a CSS pixel. */
const showWidth = 1_200;
const maxBytes = 32 * 1024 * 1024;

/** Looks for a picture at its addresses, best first. */
export async function fetchPicture(picture: Picture, look: Look): Promise<Copy> {
  return await askAddresses(picture.urls, { maxBytes }, (bytes) => takePicture(bytes, look), look);
}

/**
 * Keeps a picture as it came, and a small copy of it for show. One that is a picture by its first bytes but can't be
 * opened (damaged, too large, a bomb) is kept too, for evidence, with the reason in `missing`.
 */
export async function takePicture(bytes: Uint8Array, look: Look): Promise<Copy | string> {
  const mediaType = sniffPicture(bytes);
  if (mediaType === null) return 'not a picture';
  const opened = look.allowance.mayOpen() ? await openPicture(bytes, look) : tooSlow;
  const blob = await look.keep(bytes);
  if (typeof opened === 'string') return { blob, show: null, mediaType, likeness: null, missing: opened };
  const { webp, ...facts } = opened;
  return { blob, show: await look.keep(webp), mediaType, ...facts, missing: null };
}

const tooSlow = 'image-unreadable: the post’s other pictures took too long';

async function openPicture(bytes: Uint8Array, { images, allowance }: Look) {
  const start = performance.now();
  const opened = await orReason(async () => {
    const { width, height, likeness } = await images.readPicture(bytes);
    const { webp } = await images.derivative(bytes, { maxWidth: showWidth });
    return { width, height, likeness, webp };
  });
  allowance.opened(performance.now() - start);
  return opened;
}
