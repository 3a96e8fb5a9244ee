import type { Look } from '../../model/platform.ts';

/** Orange red, with two speech balloons. */
export const look: Look = {
  colour: { light: '#d93a00', dark: '#ff6a33' },
  mark: 'M2 3h14v9H8l-4 3v-3H2Zm2 2v5h10V5Zm14 3h4v9h-2v4l-4-4H9v-2h11v-5h-2Z',
};
