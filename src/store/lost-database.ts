import { statSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { manifestsIn } from './manifest-files.ts';

/**
 * Why an archive is not begun anew where its database is gone or empty and manifests beside its blobs tell what it held:
 * a new one would know nothing of that, and set them aside. Null where nothing is lost.
 */
export function lostDatabase(database: string, blobs: string): HoldfastError | null {
  const size = statSync(database, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > 0) return null;
  const manifests = manifestsIn(join(blobs, 'manifests'));
  if (manifests.segments().length === 0) return null;
  return new HoldfastError(
    'archive-unavailable',
    `the database ${database} is ${size === undefined ? 'gone' : 'empty'}, but ${manifests.folder} tells what it held: make it again with "holdfast rebuild${size === undefined ? '' : ' --force'}", or bring it back from a backup; to begin anew, move that folder away`,
  );
}
