import type { Site } from '../contract.ts';

export const site: Site = {
  tool: 'next',
  program: null,
  build: async (folder, run) => ({
    ...(await run(folder, ['next', 'build'], { NEXT_TELEMETRY_DISABLED: '1' })),
    out: 'out',
  }),
  pages: [
    { path: 'posts/harbour/index.html', shows: ['ferry', 'deleted', 'greek'], speaks: null },
    { path: 'posts/links/index.html', shows: ['quote', 'poll'], speaks: null },
    { path: 'posts/arabic/index.html', shows: ['arabic'], speaks: 'ar' },
    {
      path: 'posts/missing/index.html',
      shows: ['deleted'],
      keeps: '/nobody/status/1999999999999999999',
      speaks: null,
    },
  ],
  ownScripts: true,
};
