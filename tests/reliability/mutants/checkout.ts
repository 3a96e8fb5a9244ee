import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inFolder } from '../folders.ts';

const checkout = resolve(import.meta.dirname, '../../..');

/** A bug that somebody might make. */
export interface Planted {
  /** `a log that is not synced at each commit`. */
  readonly name: string;
  readonly file: string;
  /** As it stands in the file, once. */
  readonly sound: string;
  readonly wrong: string;
}

/** Gives `work` a copy of this checkout, with a bug in it if one is given. */
export async function inCopy<Result>(
  bug: Planted | null,
  work: (checkout: string) => Promise<Result>,
): Promise<Result> {
  return inFolder(async (folder) => {
    for (const part of ['src', 'tests', 'package.json', 'tsconfig.json'])
      await cp(join(checkout, part), join(folder, part), { recursive: true });
    await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
    if (bug !== null) await plant(bug, folder);
    return work(folder);
  });
}

/** Throws where the source no longer says what the bug replaces. */
export async function plant({ name, file, sound, wrong }: Planted, folder: string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const times = before.split(sound).length - 1;
  if (times !== 1) throw new Error(`${file} says ${times} times what "${name}" replaces once: ${sound}`);
  await writeFile(
    path,
    before.replace(sound, () => wrong),
  );
}

export async function takeOut({ file }: Planted, folder: string): Promise<void> {
  await cp(join(checkout, file), join(folder, file));
}
