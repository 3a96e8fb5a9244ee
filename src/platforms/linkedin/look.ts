import type { Look } from '../../model/platform.ts';

/** A badge on its ribbon, with a name on it. */
export const look: Look = {
  colour: { light: '#0a5fb0', dark: '#70b5f9' },
  mark: 'M9 2h6v4h5v16H4V6h5Zm2 2v2h2V4ZM6 8v12h12V8Zm6 1.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5ZM8 18c0-4 8-4 8 0Z',
};
