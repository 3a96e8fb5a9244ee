import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeSheet } from './compose-sheet.ts';
import { sheetPosts } from './sheet-posts.ts';
import { takePictures } from './take-pictures.ts';

/**
 * `npm run contact-sheet [-- [FILE] [--each FOLDER]]`: archives 24 made-up posts, takes their pictures and puts them on one
 * sheet, by default `data/contact-sheet.webp`; with `--each`, every picture goes there too, as it was taken.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'string' } },
});
const [file = join(import.meta.dirname, '../../data/contact-sheet.webp')] = positionals;
const started = performance.now();
const taken = await takePictures(sheetPosts);
if (values.each !== undefined)
  for (const [index, { png, post }] of taken.entries())
    await writeFile(join(values.each, `${String(index + 1).padStart(2, '0')}-${post.shows[0]}.png`), png);
const { webp, width, height } = await composeSheet(taken);
await writeFile(file, webp);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${file}: ${taken.length} posts, ${width} × ${height}, ${webp.length} bytes, ${seconds} s`);
