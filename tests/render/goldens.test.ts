import { describe, expect, it } from 'vitest';
import { fallbackForms, render } from '../../src/render/render.ts';
import { cardStyle } from '../../src/render/style.ts';
import { examples } from './examples.ts';
import { golden } from './golden.ts';

/** One element a line, the style and its hash left out, so that a person can read what changed. */
function readable(source: string): string {
  const folded = source
    .replace(cardStyle, '…')
    .replace(/sha256-[\w+/]+=/gu, 'sha256-…')
    .replace(/<(?!\/|br|bdi|path|rect|circle)/gu, '\n<');
  return `${folded.trim()}\n`;
}

describe('the fallback', () => {
  for (const [name, view] of Object.entries(examples))
    it(`of ${name}`, () => {
      const text = readable(render(view, 'html'));
      expect(text).toBe(golden(`${name}.html`, text));
    });
});

const otherForms = fallbackForms.filter((form) => form !== 'html');

/** In every form, and in those that are only words. */
const written = {
  all: ['arabic-quoted', 'quote', 'poll-note', 'deleted-photo', 'link-only', 'redacted'],
  words: [
    'thread',
    'long-thread',
    'reply',
    'deleted-by-author-arabic',
    'omissions',
    'poll-ended',
    'government',
  ],
} as const;

describe('the forms of', () => {
  for (const name of [...written.all, ...written.words])
    for (const form of written.all.some((each) => each === name)
      ? otherForms
      : (['text', 'markdown'] as const))
      it(`${name} as ${form}`, () => {
        const view = examples[name];
        if (view === undefined) throw new Error(`no example ${name}`);
        const isMarkup = ['amp', 'email', 'page', 'svg'].includes(form);
        const text = isMarkup ? readable(render(view, form)) : render(view, form);
        expect(text).toBe(golden(`${name}.${form}`, text));
      });
});
