import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inFolder } from '../folders.ts';

const checkout = resolve(import.meta.dirname, '../../..');

/** A bug that somebody might make. */
export interface Planted {
  /** `the log is not synced at each commit`. */
  readonly name: string;
  readonly file: string;
  /** As it stands in the file, once. */
  readonly sound: string;
  readonly wrong: string;
}

/** Gives `work` a copy of this checkout with a bug in it. Throws where the source no longer says what the bug replaces. */
export async function inMutant<Result>(
  { name, file, sound, wrong }: Planted,
  work: (checkout: string) => Promise<Result>,
): Promise<Result> {
  return inFolder(async (folder) => {
    for (const part of ['src', 'tests', 'package.json', 'tsconfig.json'])
      await cp(join(checkout, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
    await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    if (before.split(sound).length !== 2)
      throw new Error(`${file} has the text that "${name}" replaces ${before.split(sound).length - 1} times`);
    await writeFile(
      path,
      before.replace(sound, () => wrong),
    );
    return work(folder);
  });
}
