import { resolve } from 'node:path';
import type { RunTool } from './contract.ts';

const bin = resolve(import.meta.dirname, '../../src/cli/bin.ts');

/** What a site is built from, as its user makes it: `holdfast export fallbacks`, which asks nothing of the network. */
export async function exportFallbacks(archive: string, out: string, run: RunTool): Promise<void> {
  const options = ['--archive', archive, '--out', out, '--language', 'ar,en'];
  const { code, printed } = await run(archive, [process.execPath, bin, 'export', 'fallbacks', ...options]);
  if (code !== 0) throw new Error(`"holdfast export fallbacks" ended with ${code}:\n${printed}`);
}

/** The page with every kind of card. */
export async function writeGallery(file: string, folder: string, run: RunTool): Promise<void> {
  const { code, printed } = await run(folder, [process.execPath, bin, 'gallery', '--out', file]);
  if (code !== 0) throw new Error(`"holdfast gallery" ended with ${code}:\n${printed}`);
}
