import type { Look } from '../../model/platform.ts';

/** Black and white, with a spool of thread. */
export const look: Look = {
  colour: { light: '#101010', dark: '#f3f5f7' },
  mark: 'M5 3h14v3h-2v12h2v3H5v-3h2V6H5Zm4 4v2h6V7Zm0 4v2h6v-2Zm0 4v2h6v-2Z',
};
