import { HoldfastError } from '../errors.ts';
import type { DecoderAnswer, PictureSize, ShownPictures, SmallPicture, SmallPng } from './decoder.ts';
import { type DecoderLimits, startDecoder, usualLimits } from './decoder-process.ts';
import { type PictureType, sniffPicture } from './sniff.ts';

/** What a picture file turned out to be. */
export interface PictureFacts {
  readonly mediaType: PictureType;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly animated: boolean;
  /** How its first frame looks (picture-likeness.ts); null where there is too little to see. */
  readonly likeness: string | null;
}

/**
 * Opens pictures in a process of its own, within limits of time and memory. Every call throws `image-unreadable` for
 * what isn't a whole JPEG, PNG, WebP, GIF or AVIF of at most 50 megapixels. Of what moves only the first frame is
 * opened, however many there are.
 */
export interface Images {
  readPicture(bytes: Uint8Array): Promise<PictureFacts>;
  /** The first frame as WebP, upright, without metadata, no wider than `maxWidth` pixels. */
  derivative(bytes: Uint8Array, options: { readonly maxWidth: number }): Promise<SmallPicture>;
  /** The same as PNG, neither wider nor higher than `maxSide` pixels. */
  png(bytes: Uint8Array, options: { readonly maxSide: number }): Promise<SmallPng>;
  /** The first frame in each of these widths, in pixels and never above its own: as WebP, and as AVIF if asked for. */
  sizes(bytes: Uint8Array, options: SizesWish): Promise<readonly PictureSize[]>;
  /** What is made of a screenshot for show: no wider than 1,200 pixels; the AVIF only when asked for, of 8 megapixels at most. */
  toShow(png: Uint8Array, options: { readonly avif: boolean }): Promise<ShownPictures>;
  close(): Promise<void>;
}

export interface SizesWish {
  readonly widths: readonly number[];
  readonly avif: boolean;
}

export type { PictureSize, ShownPictures, SmallPicture, SmallPng } from './decoder.ts';

/** The process is started when the first picture comes and again when it ended. */
export function openImages(limits: Partial<DecoderLimits> = {}): Images {
  const decoder = startDecoder({ ...usualLimits, ...limits });

  const derivative = async (bytes: Uint8Array, maxWidth: number): Promise<SmallPicture> => {
    typeOf(bytes);
    const answer = await decoder.ask({ kind: 'webp', maxWidth }, bytes);
    if (answer.kind === 'small') return answer.small;
    throw unreadable(answer);
  };

  return {
    readPicture: async (bytes) => {
      const mediaType = typeOf(bytes);
      const answer = await decoder.ask({ kind: 'read' }, bytes);
      if (answer.kind !== 'reading') throw unreadable(answer);
      return { mediaType, ...answer.reading, animated: answer.reading.frames > 1 };
    },
    derivative: (bytes, { maxWidth }) => derivative(bytes, maxWidth),
    png: async (bytes, { maxSide }) => {
      typeOf(bytes);
      const answer = await decoder.ask({ kind: 'png', maxSide }, bytes);
      if (answer.kind === 'png') return answer.png;
      throw unreadable(answer);
    },
    sizes: async (bytes, { widths, avif }) => {
      typeOf(bytes);
      const answer = await decoder.ask({ kind: 'sizes', widths, avif }, bytes);
      if (answer.kind === 'sizes') return answer.sizes;
      throw unreadable(answer);
    },
    toShow: async (png, { avif }) => {
      typeOf(png);
      const answer = await decoder.ask({ kind: 'shown', maxWidth: 1_200, avif }, png);
      if (answer.kind === 'shown') return answer.shown;
      throw unreadable(answer);
    },
    close: () => decoder.close(),
  };
}

function typeOf(bytes: Uint8Array): PictureType {
  const mediaType = sniffPicture(bytes);
  if (mediaType !== null) return mediaType;
  throw unreadable({ kind: 'error', error: 'not a JPEG, PNG, WebP, GIF or AVIF' });
}

function unreadable(answer: DecoderAnswer): HoldfastError {
  const isTold = answer.kind === 'error' || answer.kind === 'died';
  const why = isTold ? answer.error : 'the decoder answered something else';
  return new HoldfastError('image-unreadable', `the picture can't be opened: ${why}`, {
    facts: { why: why.slice(0, 300) },
  });
}
