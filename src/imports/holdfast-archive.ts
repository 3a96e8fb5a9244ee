import type { FileTree } from '../articles/file-tree.ts';
import { blobsPath, databasePath } from '../config.ts';
import type { Imported } from './imported.ts';
import type { ImportTools } from './tools.ts';

/** True of the home of an archive like ours. */
export function isArchive(tree: FileTree): boolean {
  return tree.paths.includes('data/holdfast.db');
}

/** Takes in another archive: posts with their history, pictures and names, articles, holds. */
export async function* importArchive(
  home: string,
  { store }: Pick<ImportTools, 'store'>,
): AsyncGenerator<Imported> {
  const places = { home, database: databasePath({ archive: home }), blobs: blobsPath({ archive: home }) };
  for await (const merged of store.merges.from(places)) {
    const { name } = merged;
    if (merged.kind === 'post') yield { kind: 'imported', name, isNew: merged.isNew, from: home };
    else if (merged.kind === 'article')
      yield { kind: 'article', name, embeds: [], unchanged: !merged.isNew, newPosts: 0 };
    else {
      const why =
        merged.where === 'there'
          ? `it was taken out of that archive (${merged.reason}): see "holdfast redact" for this one`
          : `it was taken out of this archive (${merged.reason})`;
      yield { kind: 'passed-over', what: name, why, count: 1 };
    }
  }
}
