import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { galleryPage } from '../../src/gallery.ts';
import { examples } from '../../src/render/gallery/examples.ts';
import { render } from '../../src/render/render.ts';

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

describe('the HTML of', () => {
  for (const [name, view] of Object.entries(examples))
    it(`${name} is valid, in an article and as a page`, async () => {
      expect(await faultsIn(render(view, 'html', { css: 'link' }))).toEqual([]);
      expect(await faultsIn(render(view, 'html', { css: 'none' }))).toEqual([]);
      expect(await faultsIn(render(view, 'page'))).toEqual([]);
    });

  it('a card with its style along is valid but for the place of that style', async () => {
    for (const view of Object.values(examples))
      expect(await faultsIn(render(view, 'html', { css: 'inline' }))).toEqual([
        expect.stringMatching(
          /^element-permitted-content: <style> element is not permitted as content under/u,
        ),
      ]);
  });

  it('the gallery is valid', async () => {
    expect(await faultsIn(await galleryPage())).toEqual([]);
  });

  it('a card that was broken is not', async () => {
    const [view] = Object.values(examples);
    if (view === undefined) throw new Error('no examples');
    const broken = render(view, 'html', { css: 'none' }).replace('</header>', '').replace(' alt=""', '');
    const rules = (await faultsIn(broken)).map((fault) => fault.split(':')[0]);
    expect(rules).toEqual(expect.arrayContaining(['close-order', 'wcag/h37']));
  });
});
