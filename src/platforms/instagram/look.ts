import type { Look } from '../../model/platform.ts';

/** A framed picture: a hill under a sun. */
export const look: Look = {
  colour: { light: '#b5267a', dark: '#f58cc0' },
  mark: 'M3 4h18v16H3Zm2 2v12h14V6Zm1 11 4.5-6 3 4 1.5-2 3 4ZM15 8h2v2h-2Z',
};
