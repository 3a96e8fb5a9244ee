import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A site whose generator takes no HTML in Markdown as it is set up. */
export interface SiteConfig {
  readonly path: string;
  /** What it does, and how it is told otherwise. */
  readonly advice: string;
}

/**
 * Tells of a Markdown file whether the site it lies in shows HTML in it: Hugo leaves it out and Docusaurus reads it as MDX,
 * unless their configuration says otherwise. Null where it is shown, as nearly everywhere.
 */
export function createSiteCheck(): (path: string) => SiteConfig | null {
  const known = new Map<string, SiteConfig | null>();
  function ofFolder(folder: string): SiteConfig | null {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const own = hugo(folder) ?? docusaurus(folder);
    const parent = dirname(folder);
    const config =
      own !== null ? (own === 'shows it' ? null : own) : parent === folder ? null : ofFolder(parent);
    known.set(folder, config);
    return config;
  }
  return (path) => (/\.(?:md|markdown)$/iu.test(path) ? ofFolder(dirname(resolve(path))) : null);
}

/** Null where the folder is no site of that generator. */
type Found = SiteConfig | 'shows it' | null;

function hugo(folder: string): Found {
  const files = filesIn(folder, hugoNames, ['toml', 'yaml', 'yml', 'json']);
  const main = files.find(({ path, text }) => !/[\\/]config\.\w+$/u.test(path) || /baseURL/iu.test(text));
  if (main === undefined) return null;
  if (files.some(({ text }) => /\bunsafe["']?\s*[:=]\s*["']?true\b/iu.test(text))) return 'shows it';
  const advice =
    'Hugo leaves HTML in Markdown out: set markup.goldmark.renderer.unsafe to true, or readers see nothing there';
  return { path: main.path, advice };
}

function docusaurus(folder: string): Found {
  const [main] = filesIn(folder, ['docusaurus.config'], ['js', 'ts', 'mjs', 'cjs', 'mts']);
  if (main === undefined) return null;
  if (/\bformat\s*:\s*["'](?:detect|md)["']/u.test(main.text)) return 'shows it';
  const advice = "Docusaurus reads .md as MDX, which takes no HTML: set markdown.format to 'detect'";
  return { path: main.path, advice };
}

const hugoNames = [
  'hugo',
  'config',
  'config/_default/hugo',
  'config/_default/config',
  'config/_default/markup',
];

function filesIn(folder: string, names: readonly string[], endings: readonly string[]) {
  return names
    .flatMap((name) => endings.map((ending) => join(folder, `${name}.${ending}`)))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, text: textOf(path) }));
}

/** What can't be read says nothing. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
