import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../contract.ts';

export const site: Site = {
  tool: 'jekyll',
  program: ['jekyll', '--version'],
  build: async (folder, run) => {
    const out = '_site';
    for (const made of ['_data', '_includes']) mkdirSync(join(folder, made), { recursive: true });
    cpSync(join(folder, 'fallbacks'), join(folder, 'holdfast'), { recursive: true });
    cpSync(join(folder, 'fallbacks/fallbacks.json'), join(folder, '_data/holdfast.json'));
    const includes = 'node_modules/holdfast/data/jekyll/_includes';
    cpSync(join(folder, includes), join(folder, '_includes'), { recursive: true });
    // As hosts of pages run it, with no plugins of the site's own.
    const jekyll = await run(folder, ['jekyll', 'build', '--safe', '--disable-disk-cache']);
    if (jekyll.code !== 0) return { ...jekyll, out };
    const wrong = withoutCards(join(folder, out, 'posts/links/index.html'));
    if (wrong !== null) return { code: 1, printed: wrong, out };
    const after = await run(folder, ['node', 'after.js']);
    const left = marksIn(join(folder, out, 'posts/missing/index.html'));
    if (left !== null) return { code: 1, printed: left + after.printed, out };
    return { code: after.code, printed: jekyll.printed + after.printed, out };
  },
  pages: [
    { path: 'posts/harbour/index.html', shows: ['ferry', 'deleted', 'greek'] },
    { path: 'posts/links/index.html', shows: ['quote', 'poll'] },
    { path: 'posts/arabic/index.html', shows: ['arabic'] },
    { path: 'posts/missing/index.html', shows: ['deleted'], keeps: '/nobody/status/1999999999999999999' },
  ],
};

/** Includes have to do without what comes after the build. */
function withoutCards(page: string): string | null {
  const html = readFileSync(page, 'utf8');
  const cards = html.split('<article class="holdfast"').length - 1;
  return cards === 2 && html.includes('<link rel="stylesheet"')
    ? null
    : `Jekyll alone showed ${cards} of 2 cards`;
}

/** What stands for a post that isn't there is told by what comes after the build, which takes its mark away. */
function marksIn(page: string): string | null {
  return readFileSync(page, 'utf8').includes('data-holdfast-missing')
    ? 'a mark was left in missing.md'
    : null;
}
