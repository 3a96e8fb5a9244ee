/**
 * Runs in a process of its own (`images.ts` starts it): opens strangers' pictures with sharp, one after another, so
 * that a decoder that crashes, hangs or eats memory takes nobody with it.
 */
import sharp from 'sharp';
import { likenessOfPixels, likenessSide } from './picture-likeness.ts';

export type DecoderRequest = { readonly bytes: Uint8Array } & DecoderTask;

export type DecoderTask =
  | { readonly kind: 'read' }
  /** WebP at most that large, upright, without metadata, first frame only. */
  | { readonly kind: 'webp'; readonly maxWidth: number }
  /** The same as PNG, no larger than this square. */
  | { readonly kind: 'png'; readonly maxSide: number }
  /** WebP of each width, upright, without metadata, first frame only; as AVIF too where that is asked for. */
  | { readonly kind: 'sizes'; readonly widths: readonly number[]; readonly avif: boolean }
  /** A screenshot for show; opened once for all that is made of it. */
  | { readonly kind: 'shown'; readonly maxWidth: number; readonly avif: boolean };

export interface PictureReading {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Of the first frame. */
  readonly likeness: string | null;
}

export interface SmallPicture {
  readonly webp: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface SmallPng {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A picture in one encoding and size. */
export interface PictureSize {
  readonly mediaType: 'image/avif' | 'image/webp';
  /** Pixels it was to be wide, and is at most. */
  readonly asked: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** What is made of a screenshot beside the screenshot itself. */
export interface ShownPictures {
  readonly webp: Uint8Array;
  /** Null where none was asked for. */
  readonly avif: Uint8Array | null;
  /** A WebP 320 pixels wide, of at most the topmost 640. */
  readonly thumb: Uint8Array;
}

/** `ready` comes once, unasked, when it has started. */
export type DecoderAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly reading: PictureReading }
  | { readonly kind: 'small'; readonly small: SmallPicture }
  | { readonly kind: 'png'; readonly png: SmallPng }
  | { readonly kind: 'sizes'; readonly sizes: readonly PictureSize[] }
  | { readonly kind: 'shown'; readonly shown: ShownPictures }
  | { readonly kind: 'error'; readonly error: string }
  /** It ended before it answered, by itself. */
  | { readonly kind: 'died'; readonly error: string };

const maxPixels = 50_000_000;
/** WebP's own limit. */
const maxWebpSide = 16_383;

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
});

process.on('message', (message) => {
  work(message as DecoderRequest)
    .catch((error: unknown) => failed(error))
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(1));
});

process.send?.({ kind: 'ready' } satisfies DecoderAnswer);

async function work(request: DecoderRequest): Promise<DecoderAnswer> {
  if (request.kind === 'read') return { kind: 'reading', reading: await read(request.bytes) };
  if (request.kind === 'webp') return { kind: 'small', small: await shrink(request.bytes, request.maxWidth) };
  if (request.kind === 'png') return { kind: 'png', png: await shrinkToPng(request.bytes, request.maxSide) };
  if (request.kind === 'sizes') return { kind: 'sizes', sizes: await makeSizes(request.bytes, request) };
  return { kind: 'shown', shown: await makeShown(request.bytes, request) };
}

function failed(error: unknown): DecoderAnswer {
  return { kind: 'error', error: error instanceof Error ? error.message : String(error) };
}

async function read(bytes: Uint8Array): Promise<PictureReading> {
  const { autoOrient, pages = 1, pageHeight } = await open(bytes).metadata();
  // Headers promise; only decoding shows whether the picture is there.
  const grey = await open(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .resize(likenessSide, likenessSide, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  return {
    width: autoOrient.width,
    height: pageHeight ?? autoOrient.height,
    frames: pages,
    likeness: likenessOfPixels(grey),
  };
}

async function shrink(bytes: Uint8Array, maxWidth: number): Promise<SmallPicture> {
  const { data, info } = await open(bytes)
    .autoOrient()
    .resize({ width: maxWidth, height: maxWebpSide, fit: 'inside', withoutEnlargement: true })
    .webp(webp)
    .toBuffer({ resolveWithObject: true });
  return { webp: data, width: info.width, height: info.height };
}

async function shrinkToPng(bytes: Uint8Array, maxSide: number): Promise<SmallPng> {
  const { data, info } = await open(bytes)
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 3 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** Widths above the picture's own are what its own is: encoded once. */
async function makeSizes(
  bytes: Uint8Array,
  { widths, avif }: { readonly widths: readonly number[]; readonly avif: boolean },
): Promise<PictureSize[]> {
  const { autoOrient } = await open(bytes).metadata();
  const sizes: PictureSize[] = [];
  for (const mediaType of avif ? (['image/avif', 'image/webp'] as const) : (['image/webp'] as const)) {
    const made = new Map<number, Omit<PictureSize, 'asked'>>();
    for (const asked of widths) {
      const width = Math.min(asked, autoOrient.width);
      const size = made.get(width) ?? (await makeSize(bytes, width, mediaType));
      made.set(width, size);
      sizes.push({ ...size, asked });
    }
  }
  return sizes;
}

async function makeSize(
  bytes: Uint8Array,
  width: number,
  mediaType: PictureSize['mediaType'],
): Promise<Omit<PictureSize, 'asked'>> {
  const resized = open(bytes)
    .autoOrient()
    .resize({ width, height: maxWebpSide, fit: 'inside', withoutEnlargement: true });
  const encoded = mediaType === 'image/avif' ? resized.avif(avifOptions) : resized.webp(lastingWebp);
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { mediaType, width: info.width, height: info.height, bytes: data };
}

async function makeShown(
  png: Uint8Array,
  { maxWidth, avif }: { readonly maxWidth: number; readonly avif: boolean },
): Promise<ShownPictures> {
  const { data, info } = await open(png)
    .resize({ width: maxWidth, height: maxWebpSide, fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  const thumb = await pixels()
    .extract({ left: 0, top: 0, width: info.width, height: Math.min(info.height, 2 * info.width) })
    .resize({ width: thumbWidth, withoutEnlargement: true })
    .webp(webp)
    .toBuffer();
  return {
    webp: await pixels().webp(webp).toBuffer(),
    avif: avif ? await pixels().resize(sizeForAvif(info)).avif(avifOptions).toBuffer() : null,
    thumb,
  };
}

/** Encoding takes 15 bytes of memory a pixel: of a picture taller than usual all that can be had is a smaller one. */
function sizeForAvif({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = Math.min(1, Math.sqrt(maxAvifPixels / (width * height)));
  return { width: Math.floor(width * scale), height: Math.floor(height * scale), fit: 'fill' } as const;
}
const maxAvifPixels = 8_000_000;

/** Effort 0: a quarter of the time of 1, and a third smaller than the WebP all the same; colours at half size, as WebP has. */
const avifOptions = { quality: 50, effort: 0, chromaSubsampling: '4:2:0' } as const;
const thumbWidth = 320;
/** Effort 1: two fifths of the time of the usual 4 for a fifth more bytes. */
const webp = { quality: 80, effort: 1 } as const;
/** Made once and sent to every reader. */
const lastingWebp = { quality: 80, effort: 4 } as const;

function open(bytes: Uint8Array) {
  return sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels });
}
