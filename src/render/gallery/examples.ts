import { attachments } from './attachments.ts';
import { languages } from './languages.ts';
import { media } from './media.ts';
import { scripts } from './scripts.ts';
import type { Examples, Section } from './section.ts';
import { states } from './states.ts';
import { surroundings } from './surroundings.ts';
import { texts } from './texts.ts';

/** Every kind of card there is, in the order the gallery shows them. */
export const sections: readonly Section[] = [
  { id: 'words', title: 'Words and their authors', examples: texts },
  { id: 'scripts', title: 'Languages and scripts', examples: { ...scripts, ...languages } },
  { id: 'media', title: 'Photos and films', examples: media },
  { id: 'attachments', title: 'Quotes, polls, notes, links', examples: attachments },
  { id: 'surroundings', title: 'Answers and threads', examples: surroundings },
  { id: 'states', title: 'What became of it, and how it is known', examples: states },
];

/** All of them by name. */
export const examples: Examples = Object.assign({}, ...sections.map(({ examples: some }) => some));
