import { type BigIntStats, statSync } from 'node:fs';

/** What tells, without opening a file, that it is as it was: its size, when it and its entry were changed, its number. */
export interface FileStamp {
  readonly text: string;
  readonly size: number;
  /** Its disk's clock could not yet tell a later change from this one at that moment (milliseconds since 1970). */
  isFresh(at: number): boolean;
}

/** Null where there is no such file, or something else of that name. Links are followed. */
export function stampOf(path: string): FileStamp | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() === true ? stampOfStats(found) : null;
}

export function stampOfStats({ size, mtimeNs, ctimeNs, ino }: BigIntStats): FileStamp {
  return {
    text: `${size} ${mtimeNs} ${ctimeNs} ${ino}`,
    size: Number(size),
    isFresh: (at) => {
      const isWhole = mtimeNs % second === 0n && ctimeNs % second === 0n;
      const latest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
      return Number(latest / 1_000_000n) > at - (isWhole ? coarseTick : fineTick);
    },
  };
}

const second = 1_000_000_000n;
/** Milliseconds: disks that count in whole seconds, FAT in two of them. */
const coarseTick = 2_000;
/** Milliseconds: others have the time of the kernel's last tick, at most ten old. */
const fineTick = 50;
