import { open } from 'node:fs/promises';

/** Makes it last that a file was renamed into this folder. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
