import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../src/render/email.ts';
import { allWords } from '../../src/render/words/all.ts';
import { examples } from './examples.ts';
import { hostileSlots } from './hostile-slots.ts';
import { hostileTexts } from './hostile-texts.ts';
import { photo, post, video, view } from './views.ts';

type Element = DefaultTreeAdapterTypes.Element;

const base = 'https://news.example/holdfast/';

/** What mail and feed readers agree on. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  div: ['lang', 'dir', 'style'],
  p: ['lang', 'dir', 'style'],
  span: ['lang', 'dir', 'style', 'title'],
  blockquote: ['cite', 'lang', 'dir', 'style'],
  ul: ['style'],
  ol: ['style'],
  li: ['style'],
  a: ['href', 'title', 'rel', 'style'],
  img: ['src', 'alt', 'width', 'height', 'style'],
  strong: ['style'],
  bdi: ['dir', 'style'],
  time: ['datetime', 'style'],
  br: [],
  wbr: [],
};

const properties =
  /^(?:max-width|width|height|margin|margin-(?:left|right)|padding|border(?:-(?:top|left|right|radius))?|font|font-(?:size|weight)|line-height|text-align|text-decoration|vertical-align|display|list-style|color|background):[^;:{}<>"]+$/u;

function faultsIn(source: string): string[] {
  return elementsOf(parseFragment(source)).flatMap(({ tagName, attrs }) => {
    const own = allowed[tagName];
    if (own === undefined) return [`<${tagName}>`];
    return attrs.flatMap(({ name, value }) => {
      if (!own.includes(name)) return [`<${tagName} ${name}>`];
      if (name === 'style') return value.split(';').filter((declaration) => !properties.test(declaration));
      return /^(?:href|src|cite)$/u.test(name) && !/^https?:\/\//u.test(value) ? [`${name} ${value}`] : [];
    });
  });
}

function elementsOf(root: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return root.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

const validator = new HtmlValidate(
  new StaticConfigLoader({
    elements: ['html5'],
    extends: ['html-validate:standard'],
    // It is all the style that there is.
    rules: { 'no-inline-style': 'off' },
  }),
);

describe('the fallback for feeds and mail', () => {
  it('has only what their readers know, in every example', () => {
    for (const [name, one] of Object.entries(examples))
      for (const options of [{}, { base }])
        expect({ name, faults: faultsIn(renderEmail(one, options)) }).toEqual({ name, faults: [] });
  });

  it('would not with a class, a drawing or an address of the site', () => {
    expect(
      faultsIn('<p class="x"><svg></svg><a href="/x">x</a><b style="position:fixed;color:red">x</b>'),
    ).toEqual(['<p class>', '<svg>', 'href /x', '<b>']);
    expect(faultsIn('<p style="position:fixed;color:red">')).toEqual(['position:fixed']);
  });

  it('is valid HTML', async () => {
    for (const [name, one] of Object.entries(examples)) {
      const { results } = await validator.validateString(renderEmail(one, { base }));
      const faults = results.flatMap(({ messages }) => messages).map(({ message }) => message);
      expect({ name, faults }).toEqual({ name, faults: [] });
    }
  });

  it('is far from the 102 kB that mail is cut at', () => {
    const sizes = Object.values(examples).map((one) => Buffer.byteLength(renderEmail(one, { base })));
    expect(Math.max(...sizes)).toBeLessThan(40_000);
  });

  it('says everything the card says', () => {
    const words = renderEmail(examples['poll-note'] ?? view({ post: null }), { base });
    for (const told of ['Should the old pier', '26%', '4,661', 'closed to cars', 'Original on Social'])
      expect(words).toContain(told);
  });

  it('shows pictures where they have a whole address, no wider than it is itself', () => {
    const one = view({ post: post({ media: [photo('boat', 1200, 800, 'A boat')] }) });
    expect(renderEmail(one, { base })).toContain(
      '<img src="https://news.example/holdfast/media/boat.webp" alt="A boat" width="516" height="344"',
    );
    const without = renderEmail(one);
    expect(without).not.toContain('<img');
    expect(without).toContain('A boat');
  });

  it.each(['ftp://news.example/', 'news', 'javascript:1', ''])('takes %s for no base', (wrong) => {
    const one = view({ post: post({ media: [photo('boat', 1200, 800, 'A boat')] }) });
    expect(renderEmail(one, { base: wrong })).toBe(renderEmail(one));
  });

  it('has no picture that would come along, which mail drops', () => {
    const one = view({
      post: post({ media: [photo('boat', 1200, 800, 'A boat')] }),
      pictureOf: () => ({ src: 'data:image/webp;base64,AAAA', width: 3, height: 2 }),
    });
    expect(renderEmail(one, { base })).not.toContain('<img');
  });

  it('shows the still of a film, linked to where it stood', () => {
    const one = view({
      post: post({ media: [video('boat', 'video', 61_000)] }),
      filmOf: () => ({ src: 'assets/b.mp4', mediaType: 'video/mp4' }),
    });
    const source = renderEmail(one, { base });
    expect(source).toMatch(
      /<a href="https:\/\/social\.example\/ada\/1"[^>]*><img src="https:\/\/news\.example/u,
    );
    expect(source).not.toContain('b.mp4');
  });

  it('opens what the card folds away, and warns', () => {
    const one = view({ post: post({ sensitive: true, media: [photo('boat', 3, 2, 'A boat')], lang: 'en' }) });
    const source = renderEmail(one, { base });
    expect(source).toMatch(/Marked as sensitive\.<\/p>.*<img/u);
    expect(source).not.toContain('Show it');
  });

  it('warns in every language without asking to open anything', () => {
    const warnings = allWords.map(({ lang, sensitive }) => {
      const media = [photo('boat', 3, 2, 'A boat')];
      const source = renderEmail(view({ lang, post: post({ sensitive: true, media }) }), { base });
      const warning = /font-weight:bold">([^<]*)<\/p><div><div [^>]*><img/u.exec(source)?.[1] ?? '';
      return {
        lang,
        warning,
        ask: sensitive.startsWith(warning) ? sensitive.slice(warning.length).trim() : '',
      };
    });
    expect(warnings.length).toBeGreaterThan(15);
    expect(warnings.filter(({ warning, ask }) => warning.length < 5 || ask.length < 2)).toEqual([]);
    const asks = warnings.map(({ ask }) => ask);
    expect(asks).toEqual(
      expect.arrayContaining(['Show it', 'إظهار', '表示する', 'दिखाएँ', 'แสดง', 'دکھائیں']),
    );
  });

  it('sets Arabic on the right, and everything that leans on a side with it', () => {
    const source = renderEmail(examples['arabic'] ?? view({ post: null }), { base });
    expect(source).toMatch(/^<div lang="ar" dir="rtl" style="[^"]*text-align:right/u);
    expect(source).toContain('margin-left:10px');
    expect(source).not.toContain('margin-right:10px');
  });

  it('shapes avatars as their platform does', () => {
    const one = view({ post: post({}) });
    const { platform } = one;
    const square = { ...platform, look: { ...platform.look, avatars: 'square' } } as const;
    expect(renderEmail({ ...one, platform: square }, { base })).toContain('border-radius:17%');
    expect(renderEmail(one, { base })).not.toContain('17%');
  });

  it('has nothing else whatever strangers write', () => {
    const wrong = Object.entries(hostileSlots).flatMap(([slot, filled]) =>
      hostileTexts(40).flatMap((evil) =>
        faultsIn(renderEmail(filled(evil), { base })).map((fault) => ({ slot, evil, fault })),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
