import type { Look } from '../../model/platform.ts';

/** Violet, with three servers joined to each other. */
export const look: Look = {
  avatars: 'square',
  links: 'violet',
  colour: { light: '#563acc', dark: '#a594ff' },
  mark: 'M12 2a4 4 0 0 1 1.6 7.7l2.6 4.5A4 4 0 1 1 15 19H9a4 4 0 1 1-1.2-4.8l2.6-4.5A4 4 0 0 1 12 2Zm0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm-6.500 11.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm13 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
};
