import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { youtube } from '../../src/platforms/youtube/index.ts';
import { readMarkup } from './read-markup.ts';

const id = 'w7Ft2ym_m-c';

describe("addresses of YouTube's videos", () => {
  it.each([
    `https://www.youtube.com/watch?v=${id}`,
    `http://youtube.com/watch?v=${id}`,
    `https://m.youtube.com/watch?v=${id}&feature=youtu.be`,
    `https://www.youtube.com/watch?feature=player_embedded&v=${id}`,
    `https://www.youtube.com/watch?v=${id}&list=PLBCF2DAC6FFB574DE&index=2`,
    `https://www.youtube.com/watch?v=${id}&t=1m30s#comments`,
    `https://www.youtube.com/watch/?v=${id}`,
    `https://www.youtube.com/watch/${id}`,
    `https://www.youtube.com/?v=${id}`,
    `https://music.youtube.com/watch?v=${id}`,
    `https://youtu.be/${id}`,
    `https://youtu.be/${id}?si=AbCdEf&t=42`,
    `https://youtu.be/${id}&t=42`,
    `https://www.youtube.com/embed/${id}`,
    `https://www.youtube.com/embed/${id}?start=10&rel=0`,
    `https://www.youtube.com/embed/${id}?list=PLBCF2DAC6FFB574DE`,
    `https://www.youtube-nocookie.com/embed/${id}`,
    `https://youtube-nocookie.com/v/${id}`,
    `https://www.youtube.com/v/${id}?version=3`,
    `https://www.youtube.com/v/${id}&hl=en&fs=1`,
    `https://www.youtube.com/e/${id}`,
    `https://www.youtube.com/shorts/${id}?feature=share`,
    `https://www.youtube.com/live/${id}`,
    `https://www.youtube.com/watch_popup?v=${id}`,
    `https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D${id}%26feature%3Dshare`,
    `https://www.youtubekids.com/watch?v=${id}`,
    `https://youtube.googleapis.com/v/${id}`,
    `https://yewtu.be/watch?v=${id}`,
    `https://invidious.example.org/embed/${id}`,
    `https://piped.video/watch?v=${id}`,
    `https://WWW.YOUTUBE.COM./watch?v=${id}`,
    `https://www.youtube.com/watch?v=${id}.`,
  ])('knows %s', (url) => {
    const expected = { platform: 'youtube', id, url: `https://www.youtube.com/watch?v=${id}` };
    expect(youtube.match(new URL(url), 'link')).toEqual(expected);
    expect(youtube.match(new URL(url), 'markup')).toEqual(expected);
  });

  it.each([
    'https://www.youtube.com/',
    'https://www.youtube.com/watch',
    'https://www.youtube.com/watch?v=short',
    `https://www.youtube.com/watch?v=${id}toolong`,
    'https://www.youtube.com/watch?v=w7Ft2ym%20m-c',
    'https://www.youtube.com/playlist?list=PLBCF2DAC6FFB574DE',
    `https://www.youtube.com/playlist?list=PLBCF2DAC6FFB574DE&v=${id}`,
    'https://www.youtube.com/embed/videoseries?list=PLBCF2DAC6FFB574DE',
    'https://www.youtube.com/embed/live_stream?channel=UC4R8DWoMoI7CAwX8_LjQHig',
    'https://www.youtube.com/embed?listType=playlist&list=PLBCF2DAC6FFB574DE',
    'https://www.youtube.com/channel/UC4R8DWoMoI7CAwX8_LjQHig',
    'https://www.youtube.com/c/holdfastabc',
    'https://www.youtube.com/user/holdfastabc',
    'https://www.youtube.com/@holdfastabc',
    'https://www.youtube.com/@holdfastabc/shorts',
    'https://www.youtube.com/@holdfastabc/live',
    'https://www.youtube.com/post/UgkxAbCdEfGhIj',
    'https://www.youtube.com/clip/UgkxAbCdEfGhIj',
    'https://www.youtube.com/results?search_query=holdfast',
    'https://www.youtube.com/subscription_center?add_user=holdfast',
    `https://www.youtube.com/redirect?q=https://youtu.be/${id}`,
    'https://www.youtube.com/iframe_api',
    `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
    `https://img.youtube.com/vi/${id}/0.jpg`,
    `https://notyoutube.com/watch?v=${id}`,
    `https://www.youtube.com.example.org/watch?v=${id}`,
    `https://example.org/youtube.com/watch?v=${id}`,
    `https://support.youtube.com/watch?v=${id}`,
  ])('leaves %s', (url) => {
    expect(youtube.match(new URL(url), 'markup')).toBeNull();
  });

  it('come in all spellings, the canonical one first, and are known again', () => {
    const ref = youtube.refOf(id);
    if (ref === null) throw new Error('no ref');
    const all = youtube.addresses(ref);
    expect(all[0]).toBe(`https://www.youtube.com/watch?v=${id}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all.map((url) => youtube.match(new URL(url), 'link')?.id)).toEqual(all.map(() => id));
  });

  it('never give an unsafe id, and tell no time', () => {
    assert(
      property(string(), (path) => {
        const url = URL.parse(`https://www.youtube.com/embed/${path}`);
        const ref = url === null ? null : youtube.match(url, 'markup');
        return ref === null || /^[\w-]{11}$/u.test(ref.id);
      }),
    );
    expect(youtube.refOf('videoseries')).toBeNull();
    expect(youtube.timeOf(id)).toBeNull();
  });
});

describe("YouTube's markup", () => {
  it.each([
    ['a frame', `<iframe width="560" src="https://www.youtube.com/embed/${id}" allowfullscreen></iframe>`],
    ['a frame without cookies', `<iframe src="//www.youtube-nocookie.com/embed/${id}?rel=0"></iframe>`],
    [
      'a lazy frame',
      `<iframe class="lazyload" src="about:blank" data-src="https://www.youtube.com/embed/${id}"></iframe>`,
    ],
    [
      'a frame that waits for consent',
      `<iframe data-cmp-src="https://www.youtube.com/embed/${id}"></iframe>`,
    ],
    [
      'a video of a list',
      `<iframe src="https://www.youtube.com/embed/${id}?list=PLBCF2DAC6FFB574DE"></iframe>`,
    ],
    [
      "a service's frame",
      `<iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2F${id}%3Ffeature%3Doembed&amp;url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${id}"></iframe>`,
    ],
    [
      "a service's box",
      `<div class="iframely-embed"><a href="https://youtu.be/${id}" data-iframely-url></a></div>`,
    ],
    ['AMP', `<amp-youtube data-videoid="${id}" layout="responsive" width="480" height="270"></amp-youtube>`],
    ['lite-youtube', `<lite-youtube videoid="${id}"></lite-youtube>`],
    ['lite-youtube with a dash', `<lite-youtube video-id="${id}"></lite-youtube>`],
    ['youtube-video', `<youtube-video src="https://youtu.be/${id}" controls></youtube-video>`],
    [
      'WP Rocket',
      `<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/${id}" data-id="${id}"></div>`,
    ],
    ['a player by id', `<div class="youtube-player" data-id="${id}"></div>`],
    ['a player of themes', `<div class="youtube" data-embed="${id}"></div>`],
    ['lazyYT', `<div class="js-lazyYT" data-youtube-id="${id}" data-ratio="16:9"></div>`],
    ['Plyr', `<div class="plyr__video-embed" data-plyr-provider="youtube" data-plyr-embed-id="${id}"></div>`],
    [
      'a facade',
      `<div class="__youtube_prefs__" data-facadesrc="https://www.youtube.com/embed/${id}?x=1"></div>`,
    ],
    [
      'Elementor',
      `<div class="elementor-widget elementor-widget-video" data-settings="{&quot;youtube_url&quot;:&quot;https:\\/\\/www.youtube.com\\/watch?v=${id}&quot;,&quot;video_type&quot;:&quot;youtube&quot;}"></div>`,
    ],
    [
      'Squarespace',
      `<div class="sqs-video-wrapper" data-html="&lt;iframe src=&quot;//www.youtube.com/embed/${id}?wmode=opaque&quot; width=&quot;640&quot;&gt;&lt;/iframe&gt;"></div>`,
    ],
    ['CKEditor', `<oembed url="https://www.youtube.com/watch?v=${id}"></oembed>`],
    [
      "Embedly's card",
      `<blockquote class="embedly-card"><h4><a href="https://youtu.be/${id}">Kelp</a></h4></blockquote>`,
    ],
    ["AMP's frame", `<amp-iframe src="https://www.youtube.com/embed/${id}"></amp-iframe>`],
    ['Lyte', `<div class="lyte-wrapper"><div class="lyMe" id="WYL_${id}"></div></div>`],
    ['Flash', `<object data="http://www.youtube.com/v/${id}&hl=en"></object>`],
    [
      'older Flash',
      `<object width="425"><param name="movie" value="http://www.youtube.com/v/${id}"><embed src="http://www.youtube.com/v/${id}"></object>`,
    ],
  ])('%s says which video', (_what, source) => {
    expect(readMarkup(youtube, source)).toMatchObject({ ref: { id }, quoted: null });
  });

  it.each([
    [
      `<iframe src="https://www.youtube.com/embed/${id}" title="Sea  forests &amp; kelp"></iframe>`,
      'Sea forests & kelp',
    ],
    [`<lite-youtube videoid="${id}" playlabel="Play: Sea forests"></lite-youtube>`, 'Sea forests'],
    [
      `<iframe src="https://www.youtube.com/embed/${id}" title="Video player for kelp"></iframe>`,
      'Video player for kelp',
    ],
    [`<iframe src="https://www.youtube.com/embed/${id}" title="YouTube video player"></iframe>`, undefined],
    [`<iframe src="https://www.youtube.com/embed/${id}" title="YouTube video"></iframe>`, undefined],
    [`<iframe src="https://www.youtube.com/embed/${id}" title="YouTube Video 1"></iframe>`, undefined],
    [`<iframe src="https://www.youtube.com/embed/${id}" title="Embedded content"></iframe>`, undefined],
    [`<lite-youtube videoid="${id}" playlabel="Play"></lite-youtube>`, undefined],
  ])('of %s keeps a title that says something', (source, text) => {
    expect(readMarkup(youtube, source)?.quoted?.text).toBe(text);
  });

  it.each([
    [
      'a playlist',
      '<iframe src="https://www.youtube.com/embed/videoseries?list=PLBCF2DAC6FFB574DE"></iframe>',
    ],
    [
      "a channel's stream",
      '<iframe src="https://www.youtube.com/embed/live_stream?channel=UC4R8DWoMoI7"></iframe>',
    ],
    ['a stream in AMP', '<amp-youtube data-live-channelid="UC4R8DWoMoI7" data-videoid=""></amp-youtube>'],
    [
      'a subscribe button',
      '<iframe src="https://www.youtube.com/subscribe_embed?usegapi=1&channel=jo"></iframe>',
    ],
    ['another site', `<iframe src="https://example.org/?youtube=${id}"></iframe>`],
    ['a template', '<iframe src="https://www.youtube.com/embed/{{ video.id }}"></iframe>'],
    [
      'another video of Elementor',
      `<div class="elementor-widget-video" data-settings='{"youtube_url":"https:\\/\\/youtu.be\\/${id}","video_type":"hosted"}'></div>`,
    ],
    ['an empty player', '<div class="youtube-player" data-id=""></div>'],
  ])('is not %s', (_what, source) => {
    expect(readMarkup(youtube, source)).toBeNull();
  });
});
