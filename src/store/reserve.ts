import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { fileError } from './storage-error.ts';

/**
 * A file that keeps a little space on the disk, so that on a full one jobs can still be given back. Without it no job
 * is given out.
 */
export interface Reserve {
  /** Makes it if it isn't there. Throws `disk-full`. */
  readonly fill: () => void;
  /** Gives its space back to the disk; false if there was none. */
  readonly spend: () => boolean;
}

/** Enough to give back hundreds of jobs. */
const size = 256 * 1024;

export function reserveAt(path: string): Reserve {
  return {
    fill: () => {
      if (isFilled(path)) return;
      try {
        // Zeros would take no space on a disk that compresses.
        writeFileSync(path, randomBytes(size));
      } catch (error) {
        rmSync(path, { force: true });
        throw fileError(error, path);
      }
    },
    spend: () => {
      const wasFilled = isFilled(path);
      rmSync(path, { force: true });
      return wasFilled;
    },
  };
}

function isFilled(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === size;
}
