import type { Recover } from '../model/memento.ts';
import type { Picture } from '../model/post.ts';
import type { Fetch } from '../model/wire.ts';
import type { Images } from './images.ts';

export interface MediaTools {
  readonly fetch: Fetch;
  readonly images: Images;
  /** Keeps bytes; gives their SHA-256. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Copies kept before, by the best address they were known under. */
  readonly kept?: ReadonlyMap<string, Picture>;
  /**
   * Asks web archives for a copy of what no host has any more: of one of these addresses, taken as near to that time
   * (ISO 8601) as there is. Null when none has any.
   */
  readonly recover?: Recover;
  /** Puts streams together; without it, or without ffmpeg, a stream keeps its poster. */
  readonly streams?: StreamTools;
}

export interface StreamTools {
  /** Path of the program (`findFfmpeg`); null where there is none. */
  readonly ffmpeg: string | null;
  /** An existing folder for what is taken apart and away again. */
  readonly work: string;
}

/** One look for what a post shows. */
export interface Look extends MediaTools {
  readonly allowance: Allowance;
  /** When the post was made, ISO 8601, for web archives. */
  readonly near: string | null;
}

/** What became of a look: the parts of a picture that it settles. */
export type Copy = Partial<Omit<Picture, 'urls'>> & Pick<Picture, 'missing'>;

/** What one post may cost. */
export interface Allowance {
  /** True while there is a place for one more picture or film, which it takes. */
  takePlace(): boolean;
  /** Bytes that may still come, at most those asked for. */
  bytesFor(wanted: number): number;
  spend(bytes: number): void;
  /** True while there is time left to open pictures. */
  mayOpen(): boolean;
  /** Milliseconds that opening one took. */
  opened(ms: number): void;
}

const mebibyte = 1024 * 1024;
/** Of one film; of a longer one the next smaller file is taken, or its poster stands alone. */
export const mostFilmBytes = 64 * mebibyte;
const mostFiles = 60;
const mostBytes = 512 * mebibyte;
/** Milliseconds: a few that run into the decoder's limit, or sixty on a busy machine. */
const mostOpening = 180_000;

export function openAllowance(): Allowance {
  let [files, bytes, opening] = [0, 0, 0];
  return {
    takePlace: () => ++files <= mostFiles,
    bytesFor: (wanted) => Math.max(0, Math.min(wanted, mostBytes - bytes)),
    spend: (more) => {
      bytes += more;
    },
    mayOpen: () => opening < mostOpening,
    opened: (ms) => {
      opening += ms;
    },
  };
}
