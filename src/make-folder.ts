import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, each lasting once this returns, unless what lies in it can be made again; false if it
 * was there. Node's own `recursive` never comes back where the system says of an existing folder that there is no such
 * thing, as `/proc` does.
 */
export function makeFolder(path: string, { isLasting = true } = {}): boolean {
  if (isFolder(path)) return false;
  const above = dirname(path);
  if (above !== path) makeFolder(above, { isLasting });
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process was quicker, or something else is in the way and shows when the folder is used.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (isLasting) syncFolder(above);
  return true;
}

/** Makes what was put into the folder, or renamed in it, last. */
export function syncFolder(path: string): void {
  // Windows knows no such thing and refuses.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** False also for what isn't there. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
