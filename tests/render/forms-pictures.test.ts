import { describe, expect, it } from 'vitest';
import { renderAmp } from '../../src/render/amp.ts';
import { renderHtml } from '../../src/render/html.ts';
import { shownFilm } from '../../src/render/picture.ts';
import type { FallbackView, ShownPicture } from '../../src/render/view.ts';
import { author, photo, post, video, view } from './views.ts';

const avif = { mediaType: 'image/avif', srcset: 'a/b-340.avif 340w, a/b-680.avif 680w' };
const webp = { mediaType: 'image/webp', srcset: 'a/b-340.webp 340w, a/b-680.webp 680w' };

function withPicture(shown: Partial<ShownPicture>, parts: Partial<FallbackView> = {}): FallbackView {
  return view({
    post: post({ author: author('Ada', 'ada'), media: [photo('boat', 1200, 800, 'A boat')] }),
    pictureOf: () => ({ src: 'a/b-680.webp', width: 1200, height: 800, ...shown }),
    ...parts,
  });
}

describe('a picture in several encodings and sizes', () => {
  it('is one that browsers choose among, the encoding all of them read in the element itself', () => {
    const source = renderHtml(withPicture({ sources: [avif, webp] }), { css: 'none' });
    expect(source).toContain(
      `<picture><source type="image/avif" srcset="${avif.srcset}" sizes="auto, (max-width:550px) 94vw, 516px"><img class="holdfast-picture" src="a/b-680.webp" srcset="${webp.srcset}" sizes="auto, (max-width:550px) 94vw, 516px" alt="A boat" width="1200" height="800" loading="lazy" decoding="async"></picture>`,
    );
  });

  it('is laid out by its shape only where that is known', () => {
    const source = renderHtml(
      view({
        post: post({
          author: author('Ada', 'ada'),
          media: [{ ...photo('boat', 1, 1, 'A boat'), width: null }],
        }),
        pictureOf: () => ({ src: 'a/b.webp', width: null, height: null, sources: [webp] }),
      }),
      { css: 'none' },
    );
    expect(source).toContain('sizes="(max-width:550px) 94vw, 516px"');
  });

  it('is asked for in the one size it has as a face', () => {
    const face = view({
      post: post({ author: author('Ada', 'ada', 'ada') }),
      pictureOf: () => ({ src: 'a/f-96.webp', width: 96, height: 96, sources: [webp] }),
    });
    expect(renderHtml(face, { css: 'none' })).toContain(`srcset="${webp.srcset}" sizes="48px" alt=""`);
  });

  it('stays one element in AMP, which knows no other encodings', () => {
    const source = renderAmp(withPicture({ sources: [avif, webp] }));
    expect(source).toContain(`srcset="${webp.srcset}"`);
    expect(source).not.toMatch(/<picture|<source|avif/u);
  });

  it('has no size of another host, and none of which nothing is known', () => {
    for (const srcset of [
      'https://a.example/x.avif 340w',
      'a/b.avif 340w, //a.example/x.avif 680w',
      'a/b.avif 340w, \\\\a.example\\x.avif 680w',
      'a/b.avif 340w,https://a.example/x.avif 680w',
      'data:image/svg+xml;base64,AAAA 340w',
      'data:text/html;base64,AAAA 340w',
      'javascript:1 340w',
      'a/b.avif',
      'a/b.avif 340w 2x',
      '',
    ]) {
      const source = renderHtml(withPicture({ sources: [{ ...avif, srcset }] }), { css: 'none' });
      expect({ srcset, has: source.includes('srcset') }).toEqual({ srcset, has: false });
      expect(source).toContain('src="a/b-680.webp"');
    }
    const typed = withPicture({ sources: [{ ...avif, mediaType: 'image/svg+xml' }] });
    expect(renderHtml(typed, { css: 'none' })).not.toContain('srcset');
  });

  it.each(['a/b.avif', '/holdfast/assets/b.avif', '../b.avif', 'data:image/avif;base64,AAAA'])(
    'takes %s',
    (src) => {
      const source = renderHtml(withPicture({ sources: [{ ...avif, srcset: `${src} 340w` }] }));
      expect(source).toContain(`srcset="${src} 340w"`);
    },
  );
});

describe('a film', () => {
  const film = video('boat', 'video', 1000);
  const shown = (src: string, mediaType = 'video/mp4') =>
    shownFilm({ filmOf: () => ({ src, mediaType }) }, film)?.src ?? null;

  it.each(['a/b.mp4', '/holdfast/assets/b.mp4', 'data:video/mp4;base64,AAAA'])('is ours at %s', (src) => {
    expect(shown(src)).toBe(src);
  });

  it.each(['https://a.example/b.mp4', '//a.example/b.mp4', 'blob:x', 'data:text/html;base64,AAAA', ''])(
    'is nobody’s at %s',
    (src) => {
      expect(shown(src)).toBeNull();
    },
  );

  it('is of a type that films have', () => {
    expect(shown('a/b.mp4', 'text/html')).toBeNull();
    expect(shown('a/b.mp4', 'audio/mpeg')).toBe('a/b.mp4');
  });
});
