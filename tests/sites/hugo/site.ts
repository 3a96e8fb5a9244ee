import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Built, Site } from '../contract.ts';

export const site: Site = {
  tool: 'hugo',
  program: ['hugo', 'version'],
  build: async (folder, run, { strict }) => {
    const out = 'public';
    cpSync(join(folder, 'fallbacks'), join(folder, 'static/holdfast'), { recursive: true });
    mkdirSync(join(folder, 'data'), { recursive: true });
    cpSync(join(folder, 'fallbacks/fallbacks.json'), join(folder, 'data/fallbacks.json'));
    const env = strict ? { HUGO_PARAMS_HOLDFAST_STRICT: 'true' } : {};
    const hugo = await run(folder, ['hugo'], env);
    if (hugo.code !== 0) return { ...hugo, out };
    const wrong = withoutCards(join(folder, out, 'posts/links/index.html'));
    if (wrong !== null) return { code: 1, printed: wrong, out };
    const after = await run(folder, ['node', 'after.js']);
    const left = marksIn(join(folder, out, 'posts/missing/index.html'));
    if (left !== null) return { code: 1, printed: left + after.printed, out };
    return { code: after.code, printed: hugo.printed + after.printed, out } satisfies Built;
  },
  pages: [
    { path: 'posts/harbour/index.html', shows: ['ferry', 'deleted', 'greek'] },
    { path: 'posts/links/index.html', shows: ['quote', 'poll', 'deleted', 'ferry'] },
    { path: 'posts/arabic/index.html', shows: ['arabic'] },
    { path: 'posts/missing/index.html', shows: ['deleted'], keeps: '/nobody/status/1999999999999999999' },
  ],
};

/** Shortcodes have to do without what comes after the build. */
function withoutCards(page: string): string | null {
  const html = readFileSync(page, 'utf8');
  const cards = html.split('<article class="holdfast"').length - 1;
  return cards === 4 && html.includes('<link rel="stylesheet"')
    ? null
    : `Hugo alone showed ${cards} of 4 cards`;
}

/** What stands for a post that isn't there is told by what comes after the build, which takes its mark away. */
function marksIn(page: string): string | null {
  return readFileSync(page, 'utf8').includes('data-holdfast-missing')
    ? 'a mark was left in missing.md'
    : null;
}
