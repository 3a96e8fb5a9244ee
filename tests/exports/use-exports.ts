import { join } from 'node:path';
import { afterAll } from 'vitest';
import { exportFallbacks, type FallbacksRequest } from '../../src/exports/fallbacks.ts';
import { openImages } from '../../src/media/images.ts';
import { useFolders } from '../store/folders.ts';
import { type FallbacksArchive, openFallbacksArchive } from './fallbacks-archive.ts';

interface Exporting extends FallbacksArchive {
  /** Where it is exported to. */
  readonly out: string;
  readonly run: (request?: Partial<FallbacksRequest>) => ReturnType<typeof exportFallbacks>;
}

/** Opens archives for one test each; they and their folders are gone after it. */
export function useExports(): () => Promise<Exporting> {
  const folders = useFolders();
  const images = openImages();
  afterAll(() => images.close());
  return async () => {
    const folder = await folders.folder();
    const opened = await openFallbacksArchive(join(folder, 'archive'), images);
    folders.closing(opened.store);
    const out = join(folder, 'out');
    return {
      ...opened,
      out,
      run: (request) => exportFallbacks({ out, wanted: null, ...request }, opened.tools),
    };
  };
}
