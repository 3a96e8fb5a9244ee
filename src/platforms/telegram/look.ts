import type { Look } from '../../model/platform.ts';

/** Light blue, with a folded letter. */
export const look: Look = {
  colour: { light: '#0f7ab8', dark: '#5ab4ea' },
  mark: 'M2 5h20v14H2Zm2.6 2 7.4 6 7.4-6ZM4 8.9V17h16V8.9l-8 6.5Z',
};
