import type { Look } from '../../model/platform.ts';

/** X in black and white, with a plain cross of two strokes as its sign. */
export const look: Look = {
  colour: { light: '#0f1419', dark: '#e7e9ea' },
  mark: 'M3 3h5.2l4.6 6.3L18.2 3h2.3l-6.7 7.7L21.5 21h-5.2l-5-6.8L5.4 21H3.1l7.2-8.3Zm3.2 1.7 11 14.6h1.6L7.9 4.7Z',
};
