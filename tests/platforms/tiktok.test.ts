import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { readMarkup } from './read-markup.ts';

const id = '6718335390845095173';

describe("addresses of TikTok's videos", () => {
  it.each([
    [`https://www.tiktok.com/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://tiktok.com/@scout2015/video/${id}`, '@scout2015/video'],
    [`http://www.tiktok.com/@scout2015/video/${id}/`, '@scout2015/video'],
    [`https://www.tiktok.com/@scout2015/video/${id}?is_from_webapp=1&sender_device=pc`, '@scout2015/video'],
    [`https://www.tiktok.com/@scout.2015_/video/${id}`, '@scout.2015_/video'],
    [`https://www.tiktok.com/%40scout2015/video/${id}`, '@scout2015/video'],
    [`https://m.tiktok.com/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://www.tiktok.com/en/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://www.tiktok.com/pt-BR/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://www.tiktok.com/@scout2015/photo/${id}`, '@scout2015/photo'],
    [`https://www.tiktok.com/@/video/${id}`, '@_/video'],
    [`https://www.tiktok.com/@_/video/${id}`, '@_/video'],
    [`https://www.tiktok.com/embed/${id}`, '@_/video'],
    [`https://www.tiktok.com/embed/v2/${id}?lang=en-US`, '@_/video'],
    [`https://www.tiktok.com/embed/v3/${id}`, '@_/video'],
    [`https://www.tiktok.com/player/v1/${id}?music_info=1`, '@_/video'],
    [`https://www.tiktok.com/share/video/${id}/`, '@_/video'],
    [`https://www.tiktok.com/i18n/share/video/${id}/`, '@_/video'],
    [`https://www.tiktok.com/video/${id}`, '@_/video'],
    [`https://m.tiktok.com/v/${id}.html`, '@_/video'],
    [`https://www.tiktok.com/v/${id}.html?u_code=1`, '@_/video'],
    [`https://www.tiktokv.com/share/video/${id}/`, '@_/video'],
    [`https://www.vxtiktok.com/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://d.tnktok.com/@scout2015/video/${id}`, '@scout2015/video'],
    [`https://www.tiktok.com/@scout2015/video/${id}.`, '@scout2015/video'],
  ])('knows %s', (url, path) => {
    const expected = { platform: 'tiktok', id, url: `https://www.tiktok.com/${path}/${id}` };
    expect(tiktok.match(new URL(url), 'link')).toEqual(expected);
  });

  it.each([
    'https://www.tiktok.com/',
    'https://www.tiktok.com/@scout2015',
    'https://www.tiktok.com/@scout2015/live',
    'https://www.tiktok.com/@scout2015/video/',
    'https://www.tiktok.com/@scout2015/video/abc',
    'https://www.tiktok.com/@scout2015/video/0123456789012345678',
    `https://www.tiktok.com/@scout2015/video/${id}x`,
    `https://www.tiktok.com/@scout2015/video/${'9'.repeat(20)}`,
    'https://www.tiktok.com/@scout2015/playlist/Dogs-7038549214093036293',
    'https://www.tiktok.com/embed/@scout2015',
    'https://www.tiktok.com/embed/tag/dogs',
    'https://www.tiktok.com/tag/dogs',
    'https://www.tiktok.com/music/Time-Time-7029359585774880769',
    'https://www.tiktok.com/discover/dogs',
    'https://www.tiktok.com/t/ZTR45GpSF/',
    'https://vm.tiktok.com/ZTR45GpSF/',
    'https://vt.tiktok.com/ZTR45GpSF/',
    `https://nottiktok.com/@scout2015/video/${id}`,
    `https://www.tiktok.com.example.org/@scout2015/video/${id}`,
    `https://example.org/tiktok.com/@scout2015/video/${id}`,
    `https://support.tiktok.com/@scout2015/video/${id}`,
    `https://www.tiktok.com/oembed?url=https://www.tiktok.com/@scout2015/video/${id}`,
  ])('leaves %s', (url) => {
    expect(tiktok.match(new URL(url), 'markup')).toBeNull();
  });

  it('come in all spellings, the canonical one first, and are known again', () => {
    const ref = tiktok.match(new URL(`https://www.tiktok.com/@scout2015/photo/${id}`), 'link');
    if (ref === null) throw new Error('no ref');
    const all = tiktok.addresses(ref);
    expect(all[0]).toBe(`https://www.tiktok.com/@scout2015/photo/${id}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all.map((url) => tiktok.match(new URL(url), 'link')?.id)).toEqual(all.map(() => id));
  });

  it.each([
    ['6718335390845095173', '2019-07-27T13:32:33.000Z'],
    ['7034174276785687814', '2021-11-24T16:28:44.000Z'],
    ['7295627671319383328', '2023-10-30T06:01:26.000Z'],
    // musical.ly counted in its own way
    ['29700859247000001', null],
    ['nothing', null],
  ])('of id %s is of %s', (each, time) => {
    expect(tiktok.timeOf(each)).toBe(time);
  });

  it('never give an unsafe id', () => {
    assert(
      property(string(), (path) => {
        const url = URL.parse(`https://www.tiktok.com/@jo/video/${path}`);
        const ref = url === null ? null : tiktok.match(url, 'markup');
        return ref === null || /^[1-9]\d{9,19}$/u.test(ref.id);
      }),
    );
  });
});

describe("TikTok's markup", () => {
  const cite = `https://www.tiktok.com/@scout2015/video/${id}`;
  const caption =
    'Scramble up ur name &amp; I’ll try to guess it😍❤️ <a title="foryoupage" href="https://www.tiktok.com/tag/foryoupage">#foryoupage</a>';
  const author =
    '<a target="_blank" title="@scout2015" href="https://www.tiktok.com/@scout2015?refer=embed">@scout2015</a>';
  const sound =
    '<a href="https://www.tiktok.com/music/original-sound-6689804660171082501">♬ original sound - tiff</a>';

  it.each([
    ['in a paragraph', `<section>${author} <p>${caption}</p> ${sound}</section>`],
    ['beside the names', `<section> ${author} ${caption} ${sound} </section>`],
  ])('tells handle and caption %s', (_where, inner) => {
    const source = `<blockquote class="tiktok-embed" cite="${cite}" data-video-id="${id}" data-embed-from="oembed">${inner}</blockquote>`;
    expect(readMarkup(tiktok, source)).toEqual({
      ref: { platform: 'tiktok', id, url: cite },
      quoted: {
        name: null,
        handle: 'scout2015',
        date: null,
        text: 'Scramble up ur name & I’ll try to guess it😍❤️ #foryoupage',
        lang: null,
        dir: 'ltr',
        links: [],
      },
    });
  });

  it.each([
    ['by its id', `<blockquote class="tiktok-embed" data-video-id="${id}"><section></section></blockquote>`],
    ['by its citation', `<blockquote class="tiktok-embed" cite="${cite}"></blockquote>`],
    ['by a link', `<blockquote class="tiktok-embed"><a href="${cite}">video</a></blockquote>`],
    ['without its class', `<blockquote cite="${cite}" data-video-id="${id}"></blockquote>`],
    ['in AMP, by id', `<amp-tiktok data-src="${id}"></amp-tiktok>`],
    ['in AMP, by address', `<amp-tiktok data-src="${cite}?lang=en"></amp-tiktok>`],
    ['in a frame', `<iframe src="https://www.tiktok.com/embed/v2/${id}"></iframe>`],
    ["in a player's frame", `<iframe src="https://www.tiktok.com/player/v1/${id}?loop=1"></iframe>`],
    ["in a service's box", `<div class="iframely-embed"><a href="${cite}" data-iframely-url></a></div>`],
    ['in a lazy frame', `<iframe data-lazy-src="//www.tiktok.com/embed/${id}"></iframe>`],
    [
      'hydrated',
      `<blockquote class="tiktok-embed" cite="${cite}" data-video-id="${id}" id="v1"><iframe name="__tt_embed__v1" src="https://www.tiktok.com/embed/v2/${id}?lang=en"></iframe></blockquote>`,
    ],
    [
      "in a service's frame",
      `<iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.tiktok.com%2Fembed%2Fv2%2F${id}"></iframe>`,
    ],
  ])('names the video %s', (_how, source) => {
    expect(readMarkup(tiktok, source)?.ref?.id).toBe(id);
  });

  it('keeps the words of a video cited by a short link, which only the network knows', () => {
    const short = (inner: string) =>
      readMarkup(
        tiktok,
        `<blockquote class="tiktok-embed" cite="https://vm.tiktok.com/ZTR45GpSF/"><section>${inner}</section></blockquote>`,
      );
    expect(short(`${author} <p>${caption}</p>`)).toMatchObject({
      ref: null,
      quoted: { handle: 'scout2015' },
    });
    expect(short('')).toBeNull();
  });

  it.each([
    [
      'a creator',
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@jo" data-unique-id="jo" data-embed-type="creator"><section><a href="https://www.tiktok.com/@jo">@jo</a></section></blockquote>',
    ],
    [
      'a tag',
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/tag/dogs" data-tag-id="1" data-embed-type="tag"></blockquote>',
    ],
    ['a creator frame', '<iframe src="https://www.tiktok.com/embed/@jo"></iframe>'],
    [
      'a template',
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@${u}/video/${id}" data-video-id="${id}"></blockquote>',
    ],
    ["another player's box", `<blockquote data-video-id="${id}" cite="https://example.org/"></blockquote>`],
  ])('is not %s', (_what, source) => {
    expect(readMarkup(tiktok, source)).toBeNull();
  });
});
