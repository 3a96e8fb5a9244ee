import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Tells of a file the configuration of the Hugo site it lies in, if HTML in Markdown is left out there, which is what Hugo
 * does unless told otherwise; else null.
 */
export function createHugoCheck(): (path: string) => string | null {
  const known = new Map<string, string | null>();
  function ofFolder(folder: string): string | null {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const own = ownConfig(folder);
    const parent = dirname(folder);
    const config = own === null ? (parent === folder ? null : ofFolder(parent)) : own.leavesOut;
    known.set(folder, config);
    return config;
  }
  return (path) => ofFolder(dirname(resolve(path)));
}

/** Null where the folder is no Hugo site. */
function ownConfig(folder: string): { readonly leavesOut: string | null } | null {
  const present = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const texts = present.map(textOf);
  const main = present.find(
    (path, at) => !/[\\/]config\.\w+$/u.test(path) || /baseURL/iu.test(texts[at] ?? ''),
  );
  if (main === undefined) return null;
  const isKept = texts.some((text) => /\bunsafe["']?\s*[:=]\s*["']?true\b/iu.test(text));
  return { leavesOut: isKept ? null : main };
}

/** What can't be read says nothing. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const endings = ['toml', 'yaml', 'yml', 'json'];
const names = [
  'hugo',
  'config',
  'config/_default/hugo',
  'config/_default/config',
  'config/_default/markup',
].flatMap((name) => endings.map((ending) => `${name}.${ending}`));
