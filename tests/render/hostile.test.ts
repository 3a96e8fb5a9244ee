import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderAmp } from '../../src/render/amp.ts';
import { renderHtml } from '../../src/render/html.ts';
import { renderPage } from '../../src/render/page.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { hostileEverywhere, hostileSlots } from './hostile-slots.ts';
import { hostileTexts } from './hostile-texts.ts';
import { allowed, elementsOf, withoutStyle, wrongIn } from './markup-rules.ts';
import { author, photo, post, text, video, view } from './views.ts';

/** The long proof of them is `npm run reliability markup`. */
const texts = hostileTexts(200);

describe('hostile text', () => {
  for (const [slot, fill] of Object.entries(hostileSlots))
    it(`makes no markup of its own as ${slot}, comes back as it went in, and leaves nothing to other readers`, () => {
      const wrong = texts.flatMap((evil) => {
        const found = wrongIn(renderHtml(fill(evil), { css: 'none' }));
        return found.length === 0 ? [] : [{ evil, found }];
      });
      expect(wrong).toEqual([]);
    });

  it('fills every slot', () => {
    const mark = 'qqqmarkqqq';
    const whole = renderHtml(hostileEverywhere(mark), { css: 'none' });
    for (const [slot, fill] of Object.entries(hostileSlots))
      expect({ slot, times: count(renderHtml(fill(mark), { css: 'none' }), mark) > 0 }).toEqual({
        slot,
        times: true,
      });
    expect(count(whole, mark)).toBeGreaterThan(60);
  });

  it('can’t stand in the elements our own words stand in', () => {
    const ours = ['holdfast-provenance', 'holdfast-state', 'holdfast-foot'];
    const clean = view({ post: post({ segments: [text('calm')] }), known: 'quoted', state: 'deleted' });
    const words = (one: FallbackView) => ours.map((name) => wordsIn(fragmentOf(one), name));
    const expected = words(clean);
    expect(expected.flat()).toHaveLength(3);
    for (const evil of texts) {
      const filled = { segments: [text(evil)], author: author(evil, evil), media: [photo('a', 1, 1, evil)] };
      expect(words({ ...clean, post: post({ ...filled, lang: 'en' }) })).toEqual(expected);
    }
  });

  it('is as harmless in pages and AMP documents', () => {
    for (const evil of texts.filter((_text, at) => at % 3 === 0)) {
      const hostile = hostileEverywhere(evil);
      const page = elementsOf(parse(withoutStyle(renderPage(hostile)))).map(({ nodeName }) => nodeName);
      expect(
        page.filter((name) => !(name in allowed) && !/^(?:html|head|meta|title|body|link)$/u.test(name)),
      ).toEqual([]);
      const amp = elementsOf(parseFragment(renderAmp(hostile)));
      expect(
        amp.map(({ nodeName }) => nodeName).filter((name) => !(name in allowed) && !name.startsWith('amp-')),
      ).toEqual([]);
      expect(amp.filter(({ nodeName }) => ['img', 'video', 'audio', 'style'].includes(nodeName))).toEqual([]);
    }
  });

  it('asks no other host for a picture or a film', () => {
    for (const src of [
      'https://a.example/x.png',
      '//a.example/x',
      '\\\\a.example\\x',
      'data:image/svg+xml,<svg/>',
      'data:text/html,x',
      ' javascript:1',
    ]) {
      const hostile = view({
        post: post({ media: [photo('boat', 3, 2, 'A boat'), video('boat', 'video', null)] }),
        pictureOf: () => ({ src, width: 1, height: 1 }),
        filmOf: () => ({ src, mediaType: 'video/mp4' }),
      });
      expect(renderHtml(hostile)).not.toMatch(/<(?:img|video|source)/u);
    }
  });

  it('is shown as far as a card can hold it, whatever its length', () => {
    const long = `${'ن\u0651'.repeat(3000)} `.repeat(20);
    const source = renderHtml(hostileEverywhere(long), { css: 'none' });
    // Without bounds it would be there two hundred times.
    expect(Buffer.byteLength(source)).toBeLessThan(4 * Buffer.byteLength(long));
    const far = { kind: 'link', text: 'x', url: `https://a.example/${'x'.repeat(50_000)}` } as const;
    const nowhere = renderHtml(view({ post: post({ segments: [far] }) }), { css: 'none' });
    expect(Buffer.byteLength(nowhere)).toBeLessThan(5000);
  });
});

function count(source: string, mark: string): number {
  return source.split(mark).length - 1;
}

function fragmentOf(one: FallbackView): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(renderHtml(one, { css: 'none' }));
}

function wordsIn(root: DefaultTreeAdapterTypes.ParentNode, className: string): string[] {
  return elementsOf(root)
    .filter(({ attrs }) => attrs.some(({ name, value }) => name === 'class' && value === className))
    .map((element) => serialize(element));
}
