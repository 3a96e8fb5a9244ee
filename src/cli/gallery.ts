import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { HoldfastError, messageOf } from '../errors.ts';
import { galleryPage } from '../holdfast.ts';
import { addAction, type Runner } from './command.ts';

/** `holdfast gallery`: every kind of card on one page. */
export function galleryCommand(program: Command, runner: Runner): void {
  const command = program
    .command('gallery')
    .option('--out <file.html>', 'write the page there', 'holdfast-gallery.html')
    .description('write a page with every kind of card, in light and dark, to look at the design')
    .addHelpText(
      'after',
      '\nThe posts are made up. The page is one file without script: open it in any browser, offline too.',
    );
  addAction<{ out: string }>(command, runner, async ({ output }, _inputs, { out }) => {
    const page = await galleryPage();
    const path = resolve(out);
    try {
      await writeFile(path, page);
    } catch (error) {
      throw new HoldfastError(
        'usage',
        `${path} can't be written: ${messageOf(error)}; name a file in a folder that is there with --out`,
        { cause: error },
      );
    }
    output.record({ kind: 'gallery', path });
    output.line(path);
    return 0;
  });
}
