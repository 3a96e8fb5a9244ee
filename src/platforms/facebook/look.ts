import type { Look } from '../../model/platform.ts';

/** A speech bubble with two lines of writing. */
export const look: Look = {
  colour: { light: '#1462d8', dark: '#82b1ff' },
  mark: 'M3 4h18v13h-9l-5 4v-4H3Zm3 3.500v2h12v-2Zm0 4v2h8v-2Z',
};
