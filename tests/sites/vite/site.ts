import type { Site } from '../contract.ts';

export const site: Site = {
  tool: 'vite',
  program: null,
  build: async (folder, run) => ({ ...(await run(folder, ['vite', 'build'])), out: 'dist' }),
  pages: [
    { path: 'posts/harbour.html', shows: ['ferry', 'deleted', 'greek'] },
    { path: 'posts/links.html', shows: ['quote', 'poll'] },
    { path: 'posts/arabic.html', shows: ['arabic'] },
    { path: 'posts/missing.html', shows: ['deleted'], keeps: '/nobody/status/1999999999999999999' },
  ],
};
