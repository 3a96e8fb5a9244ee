import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { escapeText } from '../../src/html/escape.ts';
import { installPackages } from '../install-packages.ts';
import { arabicArticle } from './site-archive.ts';

const run = promisify(execFile);

export interface SiteParts {
  /** Folder that `holdfast export fallbacks` wrote. */
  readonly fallbacks: string;
  /** Folder of the package, as npm would install it. */
  readonly holdfast: string;
}

/** Puts a site into a folder of its own, as its user has it. Throws where npm can't install its tool. */
export async function prepareSite(tool: string, folder: string, parts: SiteParts): Promise<void> {
  const source = join(import.meta.dirname, tool);
  const isOurs = (path: string) => !['site.ts', 'node_modules'].includes(basename(path));
  cpSync(source, folder, { recursive: true, filter: isOurs });
  cpSync(parts.fallbacks, join(folder, 'fallbacks'), { recursive: true });
  writeArticle(folder);
  const modules = join(folder, 'node_modules');
  if (existsSync(join(source, 'package-lock.json'))) {
    await copyFast(join(await installPackages(source), 'node_modules'), modules);
  } else mkdirSync(modules);
  await copyFast(parts.holdfast, join(modules, 'holdfast'));
}

/** Hard links where they can be had: packages are many files, and no tool writes into them. */
async function copyFast(from: string, to: string): Promise<void> {
  try {
    await run('cp', ['-al', from, to]);
  } catch {
    cpSync(from, to, { recursive: true });
  }
}

/** The Arabic article's paragraphs, where a content file of the site says `ARTICLE`. */
function writeArticle(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:md|mdx|html|astro)$/u.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (!/^ARTICLE$/mu.test(text)) continue;
    const isMarkdown = /^\.mdx?$/u.test(extname(path));
    const paragraphs = arabicArticle().map((line) => (isMarkdown ? line : `<p>${escapeText(line)}</p>`));
    writeFileSync(
      path,
      text.replace(/^ARTICLE$/mu, () => paragraphs.join('\n\n')),
    );
  }
}
