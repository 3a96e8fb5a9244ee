import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** Gives every test folders of its own; they are removed after it, once what was opened in them is closed. */
export function useFolders(beforeRemoval: () => void = () => {}) {
  const folders: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    beforeRemoval();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  return {
    folder: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
      folders.push(folder);
      return folder;
    },
    /** Closed after the test. */
    closing: <Item extends { close(): Promise<void> }>(item: Item): Item => {
      closers.push(() => item.close());
      return item;
    },
  };
}
