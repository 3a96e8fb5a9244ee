import type { Look } from '../../model/platform.ts';

/** A screen on its foot, with the sign for play. */
export const look: Look = {
  colour: { light: '#c00018', dark: '#ff8080' },
  mark: 'M2 4h20v13H2Zm2 2v9h16V6Zm6 1.500 5 3-5 3ZM8 19h8v2H8Z',
};
