import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { galleryPage } from '../../src/gallery.ts';
import { examples } from '../../src/render/gallery/examples.ts';
import { render } from '../../src/render/render.ts';
import type { FallbackView } from '../../src/render/view.ts';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    elements: ['html5'],
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // A name is allowed on every element that may have one, a quoted post among them.
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
      // An aside inside an article is no landmark of the page unless it has a name.
      'unique-landmark': 'off',
    },
  }),
);

async function faultsIn(source: string): Promise<string[]> {
  const { results } = await validator.validateString(source);
  return results
    .flatMap(({ messages }) => messages)
    .map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector ?? ''})`);
}

describe('the HTML', () => {
  it('of every card is valid', async () => {
    // the gallery has all of them, and names the one with a fault
    expect(await faultsIn(await galleryPage())).toEqual([]);
  });

  for (const name of ['plain', 'arabic', 'quote', 'video-kept', 'redacted'])
    it(`of ${name} is valid in every way a page comes by its style`, async () => {
      const view = exampleOf(name);
      expect(await faultsIn(render(view, 'html', { css: 'link' }))).toEqual([]);
      expect(await faultsIn(render(view, 'page'))).toEqual([]);
      // no style may stand in a body; all browsers take it
      expect(await faultsIn(render(view, 'html', { css: 'inline' }))).toEqual([
        expect.stringMatching(
          /^element-permitted-content: <style> element is not permitted as content under/u,
        ),
      ]);
    });

  it('of a card that was broken is not', async () => {
    const whole = render(exampleOf('plain'), 'html', { css: 'none' });
    const broken = whole.replace('</header>', '').replace(' alt=""', '');
    const rules = (await faultsIn(broken)).map((fault) => fault.split(':')[0]);
    expect(rules).toEqual(expect.arrayContaining(['close-order', 'wcag/h37']));
  });
});

function exampleOf(name: string): FallbackView {
  const view = examples[name];
  if (view === undefined) throw new Error(`no example ${name}`);
  return view;
}
