import type { Look } from '../../model/platform.ts';

/** A film strip standing upright. */
export const look: Look = {
  colour: { light: '#161823', dark: '#f1f1f2' },
  mark: 'M6 2h12v20H6Zm2 2v2h2V4Zm6 0v2h2V4ZM8 8v8h8V8Zm0 10v2h2v-2Zm6 0v2h2v-2Z',
};
