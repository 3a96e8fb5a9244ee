import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Post, Segment } from '../../src/model/post.ts';
import { renderAmp } from '../../src/render/amp.ts';
import { renderHtml } from '../../src/render/html.ts';
import { renderPage } from '../../src/render/page.ts';
import { cardStyle } from '../../src/render/style.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { hostileTexts } from './hostile-texts.ts';
import { author, photo, post, text, view } from './views.ts';

type Element = DefaultTreeAdapterTypes.Element;

const texts = hostileTexts(500);

/** Every slot a stranger fills, filled with the same text. */
const slots: Readonly<Record<string, (evil: string) => Partial<Post>>> = {
  name: (evil) => ({ author: { ...author('Ada', 'ada'), name: evil } }),
  handle: (evil) => ({ author: { ...author('Ada', 'ada'), handle: evil, url: evil, verified: evil } }),
  text: (evil) => ({ segments: [text(evil), ...linkedWith(evil)], lang: evil }),
  alt: (evil) => ({ media: [photo('boat', 3, 2, evil), { ...photo('boat', 3, 2, evil), urls: [evil] }] }),
  url: (evil) => ({
    segments: linkedWith('words').map((segment) => ({ ...segment, url: evil })),
    ref: { platform: 'social', id: evil, url: evil },
    parent: { name: evil, url: evil, handle: evil, post: null },
  }),
  attachments: (evil) => ({
    poll: { options: [{ text: evil, votes: 1 }], endsAt: evil },
    card: { url: evil, title: evil, description: evil, site: evil, picture: null },
    note: { text: evil, url: evil },
    quote: post({ segments: [text(evil)], author: author(evil, evil), createdAt: evil }),
    createdAt: evil,
    edits: { ids: [evil, evil], stale: true },
  }),
};

function linkedWith(evil: string): Segment[] {
  return [
    { kind: 'link', text: evil, url: `https://a.example/${evil}` },
    { kind: 'mention', text: evil, handle: evil, url: 'https://a.example/x' },
    { kind: 'tag', text: evil, tag: evil, url: evil },
  ];
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  article: ['class', 'lang', 'dir'],
  style: [],
  header: ['class'],
  footer: ['class'],
  aside: ['class'],
  div: ['class', 'lang', 'dir'],
  p: ['class', 'dir'],
  span: ['class', 'dir', 'aria-hidden'],
  strong: [],
  bdi: [],
  br: [],
  wbr: [],
  a: ['class', 'href', 'rel', 'title'],
  img: ['class', 'src', 'alt', 'width', 'height', 'loading', 'decoding'],
  blockquote: ['class', 'cite', 'aria-label'],
  figure: ['class'],
  figcaption: ['class'],
  picture: [],
  source: ['src', 'type'],
  video: [
    'class',
    'controls',
    'preload',
    'playsinline',
    'loop',
    'muted',
    'width',
    'height',
    'poster',
    'aria-label',
  ],
  audio: ['class', 'controls', 'preload', 'aria-label'],
  time: ['datetime'],
  ul: ['class'],
  li: ['class'],
  section: ['class'],
  ol: ['class'],
  details: ['class'],
  summary: ['class'],
  svg: ['class', 'aria-hidden', 'role', 'aria-label', 'width', 'height', 'viewBox'],
  path: ['class', 'fill', 'd', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin'],
  rect: ['width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r', 'fill', 'fill-opacity'],
};

describe('hostile text', () => {
  for (const [slot, fill] of Object.entries(slots))
    describe(`as ${slot}`, () => {
      // The style is ours, the same in all, and by far the most to parse.
      const sources = texts.map((evil) => withoutStyle(renderHtml(view({ post: post(fill(evil)) }))));
      const fragments = sources.map((source) => parseFragment(source));

      it('makes no markup of its own', () => {
        const shapes = new Set(fragments.flatMap(shapeOf));
        expect(shapes.size).toBeGreaterThan(20);
        expect([...shapes].filter((shape) => !isAllowed(shape))).toEqual([]);
      });

      it('comes back from the parser as it went in', () => {
        const changed = fragments.filter((fragment) => {
          const once = serialize(fragment);
          return serialize(parseFragment(once)) !== once;
        });
        expect(changed.map((fragment) => serialize(fragment))).toEqual([]);
      });

      it('leaves nothing for templates, shortcodes, includes or line readers', () => {
        const found = sources.filter((source) =>
          /[{}[\]`$\n\r\u2028\u2029]|<!|<%|<\?|<#|<esi|-->/u.test(source),
        );
        expect(found).toEqual([]);
      });

      it('links to the web only', () => {
        const attributes = fragments.flatMap(elementsOf).flatMap(({ attrs }) => attrs);
        const addresses = attributes.filter(({ name }) => name === 'href' || name === 'cite');
        const wrong = addresses.filter(({ value }) => !/^https?:\/\/[^\s"<>]+$/u.test(value));
        expect(wrong).toEqual([]);
      });
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
    for (const evil of texts.filter((_text, at) => at < 120 || at % 5 === 0)) {
      const all = Object.assign({}, ...Object.values(slots).map((fill) => fill(evil))) as Partial<Post>;
      const hostile = view({ post: post(all) });
      const page = elementsOf(parse(withoutStyle(renderPage(hostile)))).map(({ nodeName }) => nodeName);
      expect(
        page.filter((name) => !(name in allowed) && !/^(?:html|head|meta|title|body|link)$/u.test(name)),
      ).toEqual([]);
      const amp = elementsOf(parseFragment(renderAmp(hostile)));
      expect(
        amp.map(({ nodeName }) => nodeName).filter((name) => !(name in allowed) && name !== 'amp-img'),
      ).toEqual([]);
      expect(amp.filter(({ nodeName }) => nodeName === 'img' || nodeName === 'style')).toEqual([]);
    }
  });

  it('asks no other host for a picture', () => {
    for (const src of [
      'https://a.example/x.png',
      '//a.example/x',
      '\\\\a.example\\x',
      'data:image/svg+xml,<svg/>',
      'data:text/html,x',
      ' javascript:1',
    ]) {
      const hostile = view({
        post: post({ media: [photo('boat', 3, 2, 'A boat')] }),
        pictureOf: () => ({ src, width: 1, height: 1 }),
      });
      expect(renderHtml(hostile)).not.toContain('<img');
    }
  });
});

function fragmentOf(one: FallbackView): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(withoutStyle(renderHtml(one)));
}

function withoutStyle(source: string): string {
  return source.replace(cardStyle, '');
}

function elementsOf(root: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return root.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

function shapeOf(root: DefaultTreeAdapterTypes.ParentNode): string[] {
  const others = root.childNodes.flatMap((node) => {
    if ('tagName' in node) return shapeOf(node);
    return node.nodeName === '#text' ? [] : [node.nodeName];
  });
  const own =
    'tagName' in root ? [root.tagName, ...root.attrs.map(({ name }) => `${root.tagName} ${name}`)] : [];
  return [...own, ...others];
}

function isAllowed(shape: string): boolean {
  const [element = '', attribute] = shape.split(' ');
  const attributes = allowed[element];
  return attributes !== undefined && (attribute === undefined || attributes.includes(attribute));
}

function wordsIn(root: DefaultTreeAdapterTypes.ParentNode, className: string): string[] {
  return elementsOf(root)
    .filter(({ attrs }) => attrs.some(({ name, value }) => name === 'class' && value === className))
    .map((element) => serialize(element));
}
