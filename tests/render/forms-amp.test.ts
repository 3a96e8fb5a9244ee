import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { ampComponents, renderAmp } from '../../src/render/amp.ts';
import { inlined } from '../../src/render/gallery/inlined.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { examples } from './examples.ts';
import { hostileSlots } from './hostile-slots.ts';
import { hostileTexts } from './hostile-texts.ts';
import { post, text, video, view } from './views.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** What AMP's rules let each element of a card have; https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml */
const everywhere = ['class', 'style', 'lang', 'dir', 'title', 'role', 'aria-hidden', 'aria-label'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  article: ['data-avatars', 'data-links'],
  header: [],
  footer: [],
  section: [],
  aside: [],
  div: [],
  p: [],
  span: [],
  strong: [],
  bdi: [],
  br: [],
  wbr: [],
  a: ['href', 'rel'],
  blockquote: ['cite'],
  figure: [],
  figcaption: [],
  details: ['open'],
  summary: [],
  time: ['datetime'],
  ul: [],
  ol: [],
  li: [],
  svg: ['width', 'height', 'viewBox'],
  path: ['fill', 'd', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin'],
  rect: ['width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r', 'fill', 'fill-opacity'],
  'amp-img': ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'layout'],
  'amp-video': ['src', 'poster', 'width', 'height', 'layout', 'controls', 'loop'],
  'amp-audio': ['src', 'width', 'height', 'layout', 'controls', 'loop'],
};

/** What in a fragment AMP's validator would refuse. */
function faultsIn(source: string): string[] {
  const elements = elementsOf(parseFragment(source));
  return elements.flatMap((element) => [
    ...namesThatMayNot(element),
    ...stylesThatMayNot(element),
    ...placesThatMayNot(element),
  ]);
}

function namesThatMayNot({ tagName, attrs }: Element): string[] {
  const own = allowed[tagName];
  if (own === undefined) return [`<${tagName}>`];
  return attrs
    .filter(({ name }) => !own.includes(name) && !everywhere.includes(name))
    .map(({ name }) => `<${tagName} ${name}>`);
}

function stylesThatMayNot({ tagName, attrs }: Element): string[] {
  const style = attrs.find(({ name }) => name === 'style')?.value ?? '';
  const isWrong =
    Buffer.byteLength(style) > 1000 || /!important|position:(?:fixed|sticky)|url\(|<|@/iu.test(style);
  return isWrong ? [`<${tagName} style="${style}">`] : [];
}

/** Sizes for a layout, and addresses of the kinds AMP takes for each. */
function placesThatMayNot({ tagName, attrs, childNodes }: Element): string[] {
  if (!tagName.startsWith('amp-')) return [];
  const of = (wanted: string) => attrs.find(({ name }) => name === wanted)?.value ?? '';
  const [layout, width, height] = [of('layout'), of('width'), of('height')];
  const isSized =
    /^[1-9]\d*$/u.test(height) && (layout === 'fixed-height' ? width === 'auto' : Number(width) >= 1);
  const isKnown = ['fixed', 'responsive', 'fixed-height'].includes(layout);
  const isData =
    /^\s*(?:javascript|vbscript|blob):/iu.test(of('src')) ||
    (tagName !== 'amp-img' && /^\s*data:/iu.test(of('src')));
  const isFull = of('src') !== '' && childNodes.length === 0;
  return isSized && isKnown && isFull && !isData
    ? []
    : [`${tagName} of ${layout} ${width}×${height} at ${of('src')}`];
}

function elementsOf(root: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return root.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

function played(src: string, mediaType = 'video/mp4'): FallbackView {
  const kind = mediaType.startsWith('audio') ? 'audio' : 'gif';
  const medium = { ...video('boat', 'gif', 4200), kind } as const;
  return view({
    post: post({ segments: [text('Listen')], media: [medium] }),
    filmOf: () => ({ src, mediaType }),
  });
}

describe('the fallback for AMP', () => {
  it('keeps AMP’s rules in every example, with pictures beside it or along with it', () => {
    for (const [name, one] of Object.entries(examples)) {
      expect({ name, faults: faultsIn(renderAmp(one)) }).toEqual({ name, faults: [] });
      expect({ name, faults: faultsIn(renderAmp(inlined(one))) }).toEqual({ name, faults: [] });
    }
  });

  it('would not keep them with HTML’s own elements or a style of its page’s', () => {
    expect(faultsIn('<img src="a.webp"><video src="a.mp4"></video><style></style>')).toEqual([
      '<img>',
      '<video>',
      '<style>',
    ]);
    expect(faultsIn('<p style="color:red!important" onclick="x">')).toHaveLength(2);
    expect(faultsIn('<amp-img src="a.webp" layout="responsive"></amp-img>')).toHaveLength(1);
  });

  it('spends little of the 75,000 bytes that a page’s styles may have', () => {
    const styles = Object.values(examples).map((one) =>
      [...renderAmp(one).matchAll(/ style="([^"]*)"/gu)].reduce(
        (sum, [, style]) => sum + (style ?? '').length,
        0,
      ),
    );
    expect(Math.max(...styles)).toBeLessThan(8_000);
    expect(Math.min(...styles)).toBeGreaterThan(200);
  });

  it('plays films and sounds in AMP’s players, and names the scripts those need', () => {
    const film = renderAmp(played('/holdfast/assets/b.mp4'));
    expect(film).toMatch(/<amp-video [^>]*src="\/holdfast\/assets\/b\.mp4"[^>]*loop/u);
    expect(ampComponents(film)).toEqual(['amp-video']);
    const sound = renderAmp(played('/holdfast/assets/b.mp3', 'audio/mpeg'));
    expect(ampComponents(sound)).toEqual(['amp-audio']);
    expect(faultsIn(film + sound)).toEqual([]);
    expect(ampComponents(renderAmp(view({ post: post({ segments: [text('<amp-video src=x>')] }) })))).toEqual(
      [],
    );
  });

  it('shows the still of a film that comes along, which AMP doesn’t play', () => {
    const source = renderAmp(played('data:video/mp4;base64,AAAA'));
    expect(source).toMatch(/<amp-img [^>]*class="holdfast-picture" src="media\/boat\.webp"/u);
    expect(ampComponents(source)).toEqual([]);
  });

  it('keeps them whatever strangers write', () => {
    const wrong = Object.entries(hostileSlots).flatMap(([slot, filled]) =>
      hostileTexts(40).flatMap((evil) =>
        faultsIn(renderAmp(filled(evil))).map((fault) => ({ slot, evil, fault })),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
