import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inFolder } from '../folders.ts';

/** A program that builds a site out of templates in a language that no package of ours speaks. */
export interface SiteBuilder {
  readonly program: string;
  readonly args: (folder: string) => readonly string[];
  /** A site of one page whose template holds these lines, between two that the builder has to fill in. */
  readonly files: (lines: string) => Readonly<Record<string, string>>;
  /** Where it puts that page. */
  readonly page: string;
}

const [first, last] = ['here it begins', 'here it ends'];

export const siteBuilders: Readonly<Record<string, SiteBuilder>> = {
  'Go templates (Hugo)': {
    program: 'hugo',
    args: (folder) => ['--quiet', '--cacheDir', join(folder, 'cache')],
    files: (lines) => ({
      'config.toml': `[params]\nfirst = "${first}"\nlast = "${last}"\n`,
      'layouts/index.html': `{{ site.Params.first }}\n${lines}\n{{ site.Params.last }}\n`,
    }),
    page: 'public/index.html',
  },
  'Markdown with shortcodes (Hugo)': {
    program: 'hugo',
    args: (folder) => ['--quiet', '--cacheDir', join(folder, 'cache')],
    files: (lines) => ({
      'config.toml': '[markup.goldmark.renderer]\nunsafe = true\n',
      'layouts/index.html': '{{ .Content }}',
      'layouts/shortcodes/say.html': '{{ .Get 0 }}',
      'content/_index.md': `---\ntitle: cards\n---\n{{< say "${first}" >}}\n\n${lines.replaceAll('\n', '\n\n')}\n\n{{< say "${last}" >}}\n`,
    }),
    page: 'public/index.html',
  },
  'Liquid (Jekyll)': {
    program: 'jekyll',
    args: () => ['build', '--quiet', '--disable-disk-cache'],
    files: (lines) => ({
      'index.html': `---\nfirst: ${first}\nlast: ${last}\n---\n{{ page.first }}\n${lines}\n{{ page.last }}\n`,
    }),
    page: '_site/index.html',
  },
};

/** Of cards, those that a builder doesn't give back byte for byte; null where it isn't on this machine. */
export async function changedInSite(
  { program, args, files, page }: SiteBuilder,
  cards: readonly string[],
): Promise<readonly string[] | null> {
  return await inFolder(async (folder) => {
    for (const [path, content] of Object.entries(files(cards.join('\n')))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    try {
      await promisify(execFile)(program, args(folder), { cwd: folder, timeout: 240_000 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      return [`${program}: ${String((error as { stderr?: unknown }).stderr ?? error)}`.slice(0, 500)];
    }
    const built = (await readFile(join(folder, page), 'utf8')).split('\n');
    const isAtWork = built.some((line) => line.includes(first)) && built.some((line) => line.includes(last));
    const whole = new Set(built);
    return isAtWork ? cards.filter((card) => !whole.has(card)) : [`${program} filled nothing in`];
  });
}
