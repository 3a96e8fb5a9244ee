import { describe, it } from 'vitest';
import { fallbackForms, render } from '../../src/render/render.ts';
import { cardStyle } from '../../src/render/style.ts';
import { examples } from './examples.ts';
import { expectGolden } from './golden.ts';

/** One element a line and the style left out, so that a person can read what changed. */
function readable(source: string): string {
  const folded = source.replace(cardStyle, '…').replace(/<(?!\/|br|bdi|path|rect|circle)/gu, '\n<');
  return `${folded.trim()}\n`;
}

describe('the fallback of', () => {
  for (const [name, view] of Object.entries(examples))
    it(name, () => expectGolden(`${name}.html`, readable(render(view, 'html'))));
});

describe('the forms of', () => {
  for (const name of ['arabic-quoted', 'quote', 'poll-note', 'deleted-photo'])
    for (const form of fallbackForms.filter((each) => each !== 'html'))
      it(`${name} as ${form}`, () => {
        const view = examples[name];
        if (view === undefined) throw new Error(`no example ${name}`);
        const text = render(view, form);
        expectGolden(`${name}.${form}`, form === 'amp' || form === 'page' ? readable(text) : text);
      });
});
