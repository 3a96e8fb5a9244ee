import { join } from 'node:path';
import { copyAssets, folderBelow, type OpenFallbacks } from './fallbacks.ts';

export interface SitePlace {
  /** Where the site is served: `/`, `/blog/`. */
  readonly sitePath: string;
  readonly warn: (message: string) => void;
}

/** Copies what cards show into a site's folder, and tells of what can't be found there or isn't there to be copied. */
export function putFiles(fallbacks: OpenFallbacks, out: string, { sitePath, warn }: SitePlace): void {
  const outside = filesOutside(fallbacks.base, sitePath);
  if (outside !== null) warn(outside);
  for (const file of copyAssets(fallbacks, out, sitePath).absent) warn(fileAbsent(fallbacks, file));
}

/** What to tell of fallbacks whose files this site won't serve; null where it does, or another host. */
export function filesOutside(base: string, sitePath: string): string | null {
  if (folderBelow(base, sitePath) !== null || /^(?:https?:)?\/\//iu.test(base)) return null;
  const better = `${sitePath.replace(/\/$/u, '')}/holdfast/`;
  return `cards look for their files at ${base}, outside of the site at ${sitePath}: run "holdfast export fallbacks" again with "--base ${better}"`;
}

/** What to tell of a file that the fallbacks show and their folder hasn't got. */
export function fileAbsent({ folder }: OpenFallbacks, file: string): string {
  return `${join(folder, file)} isn't there: run "holdfast export fallbacks" again`;
}
