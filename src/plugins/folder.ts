import { isUtf8 } from 'node:buffer';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../errors.ts';
import { visible } from '../log.ts';
import { writeWhole } from '../write-whole.ts';
import { withoutMarks } from './asked-posts.ts';
import { openFallbacks } from './fallbacks.ts';
import { MissingPosts } from './missing-posts.ts';
import { readOptions } from './options.ts';
import { type PluginOptions, putFallbacks } from './put-fallbacks.ts';
import { putFiles } from './site-files.ts';

export interface FolderOptions extends PluginOptions {
  /** Where the folder is served: `/` without. */
  readonly sitePath?: string;
  /** Is told of each post that is missing; on stderr without. */
  readonly warn?: (message: string) => void;
}

export interface FolderReport {
  readonly pages: number;
  /** Paths of those that were changed, below the folder. */
  readonly changed: readonly string[];
}

/**
 * `holdfast/folder`: puts fallbacks into the pages of a built site, whatever built it, and what they show beside them.
 * Done again it changes nothing. Throws `unreadable-input` for a folder or fallbacks that aren't there, and with
 * `strict` `unknown-post` for posts that the fallbacks don't have, once all pages are looked at.
 */
export default function holdfast(folder: string, options: FolderOptions): FolderReport {
  const { sitePath = '/', warn = warnOnStderr, ...rest } = options;
  const { fallbacks: from, when, css, strict } = readOptions(rest, 'holdfast/folder', ['sitePath', 'warn']);
  const fallbacks = openFallbacks(from);
  const missing = new MissingPosts();
  const changed: string[] = [];
  const paths = pagesIn(folder);
  for (const path of paths) {
    const bytes = readFileSync(join(folder, path));
    if (!isUtf8(bytes)) {
      const { shown } = putFallbacks(bytes.toString('latin1'), fallbacks, { path, when, css });
      if (shown.length > 0)
        warn(`${path}: left as it is, for it isn't UTF-8: use "holdfast rewrite" for such pages`);
      continue;
    }
    const html = bytes.toString();
    const { html: plain, asked } = withoutMarks(html, fallbacks);
    for (const { name, message } of asked) missing.addAsked(path, name, message);
    // A build that fails of them fails again if this is repeated.
    const put = putFallbacks(strict ? html : plain, fallbacks, { path, when, css });
    missing.add(path, put.missing);
    if (put.html === html) continue;
    writePage(join(folder, path), put.html);
    changed.push(path);
  }
  putFiles(fallbacks, folder, { sitePath, warn });
  missing.tell({ strict, warn });
  return { pages: paths.length, changed };
}

/** Paths of all pages below a folder, with `/`, in order. */
function pagesIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new HoldfastError('unreadable-input', `there is no folder ${folder}: build the site first`, {
      facts: { path: folder },
    });
  return pagesBelow(folder, '').sort();
}

/** In half the time that reading a folder recursively takes. */
function pagesBelow(folder: string, below: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    if (entry.isDirectory()) return pagesBelow(`${folder}/${entry.name}`, `${path}/`);
    return entry.isFile() && /\.html?$/iu.test(entry.name) ? [path] : [];
  });
}

function writePage(path: string, html: string): void {
  writeWhole(path, (draft) => {
    writeFileSync(draft, html);
    chmodSync(draft, statSync(path).mode);
  });
}

function warnOnStderr(message: string): void {
  process.stderr.write(`holdfast: ${visible(message)}\n`);
}
