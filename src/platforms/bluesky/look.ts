import type { Look } from '../../model/platform.ts';

/** Blue, with a kite on its string. */
export const look: Look = {
  colour: { light: '#0560ff', dark: '#4a9bff' },
  mark: 'M12 2 19 9.5 12 17 5 9.5Zm-1 3.9L7.7 9.5H11Zm2 0v3.6h3.3Zm-2 5.6H7.7l3.3 3.6Zm2 0v3.6l3.3-3.6ZM11 17h2c0 2 3 2 3 5h-2c0-2-3-2-3-5Z',
};
