import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mastodon } from '../../src/platforms/mastodon/index.ts';
import { readMarkup } from './read-markup.ts';

const id = '115624517760498357';
const url = `https://social.coop/@jsbarretto/${id}`;
const ref = { platform: 'mastodon', id: `social.coop/${id}`, url };
const web = `https://social.coop/web/statuses/${id}`;

describe("addresses of Mastodon's posts", () => {
  it.each([
    [url, ref.id, url],
    [`${url}/`, ref.id, url],
    [`${url}/embed`, ref.id, url],
    [`${url}/embed?theme=dark`, ref.id, url],
    [`${url}?x=1#y`, ref.id, url],
    [`${url}.`, ref.id, url],
    [`${url}.json`, ref.id, url],
    [url.replace('https', 'http'), ref.id, url],
    [`https://SOCIAL.COOP/@jsbarretto/${id}`, ref.id, url],
    [`https://social.coop/%40jsbarretto/${id}`, ref.id, url],
    [`https://social.coop/@jo@example.org/${id}`, ref.id, `https://social.coop/@jo@example.org/${id}`],
    [`https://social.coop/web/@jsbarretto/${id}`, ref.id, url],
    [`https://social.coop/deck/@jsbarretto/${id}`, ref.id, url],
    [web, ref.id, web],
    [`https://social.coop/statuses/${id}`, ref.id, web],
    [`https://social.coop/users/jsbarretto/statuses/${id}`, ref.id, url],
    [`https://social.coop/users/jsbarretto/statuses/${id}/activity`, ref.id, url],
    [`https://social.coop/ap/users/109/statuses/${id}`, ref.id, web],
    ['https://mastodon.example/@jo/123', 'mastodon.example/123', 'https://mastodon.example/@jo/123'],
    [
      'https://social.example:8443/@jo/123456',
      'social.example:8443/123456',
      'https://social.example:8443/@jo/123456',
    ],
    [
      'https://truthsocial.com/@realjo/posts/109876543210987654',
      'truthsocial.com/109876543210987654',
      'https://truthsocial.com/@realjo/109876543210987654',
    ],
    [
      'https://gts.example/@jo/statuses/01HE5Q0Y6S2T3V4W5X6Y7Z8A9B',
      'gts.example/01HE5Q0Y6S2T3V4W5X6Y7Z8A9B',
      'https://gts.example/@jo/01HE5Q0Y6S2T3V4W5X6Y7Z8A9B',
    ],
    [
      'https://iosdev.space/notice/AQgIdalRCRfsNV6KzA',
      'iosdev.space/AQgIdalRCRfsNV6KzA',
      'https://iosdev.space/web/statuses/AQgIdalRCRfsNV6KzA',
    ],
    [
      'https://akkoma.example/@jo/posts/AQgIdalRCRfsNV6KzA',
      'akkoma.example/AQgIdalRCRfsNV6KzA',
      'https://akkoma.example/@jo/AQgIdalRCRfsNV6KzA',
    ],
    [
      'https://pixelfed.social/p/jo/512345678901234567/embed?caption=true',
      'pixelfed.social/512345678901234567',
      'https://pixelfed.social/@jo/512345678901234567',
    ],
  ])('knows %s in its own markup, and nowhere else', (address, name, canonical) => {
    expect(mastodon.match(new URL(address), 'markup')).toEqual({
      platform: 'mastodon',
      id: name,
      url: canonical,
    });
    expect(mastodon.match(new URL(address), 'link')).toBeNull();
  });

  it.each([
    'https://social.coop/',
    'https://social.coop/@jsbarretto',
    'https://social.coop/@jsbarretto/',
    'https://social.coop/@jsbarretto/with_replies',
    'https://social.coop/@jsbarretto/media',
    'https://social.coop/@jsbarretto/tagged/x',
    `https://social.coop/share?text=${url}`,
    `https://social.coop/authorize_interaction?uri=${url}`,
    'https://social.coop/tags/x',
    'https://social.coop/explore',
    `https://social.coop/@jsbarretto/${id}x`,
    `https://social.coop/@jsbarretto/-${id}`,
    `https://social.coop/users/jsbarretto/updates/${id}`,
    `https://social.coop/media/${id}`,
    `https://social.coop/api/v1/statuses/${id}`,
    `https://localhost/@jo/${id}`,
    `https://127.0.0.1/@jo/${id}`,
    `https://[::1]/@jo/${id}`,
    'https://medium.com/@jo/some-title-1234567890ab',
    'https://www.tiktok.com/@jo/video/7034174276785687814',
    'https://www.threads.net/@jo/post/CuWPE6iNEx_',
    'https://www.youtube.com/embed/aaaaaaaaaaa',
    'https://www.youtube.com/@jo/videos',
  ])('leaves %s', (address) => {
    expect(mastodon.match(new URL(address), 'markup')).toBeNull();
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    for (const each of [ref, { ...ref, url: web }]) {
      const all = mastodon.addresses(each);
      expect(all[0]).toBe(each.url);
      expect(all.map((address) => mastodon.match(new URL(address), 'markup')?.id)).toEqual(
        all.map(() => ref.id),
      );
    }
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (name, last) => {
        const address = URL.parse(`https://social.coop/@${name}/${last}`);
        const found = address === null ? null : mastodon.match(address, 'markup');
        return found === null || mastodon.refOf(found.id)?.id === found.id;
      }),
    );
    expect(mastodon.refOf(ref.id)).toEqual({ ...ref, url: web });
    for (const bad of [
      '',
      id,
      'social.coop/',
      `social.coop/${id}/x`,
      `Social.coop/${id}`,
      `../${id}`,
      `localhost/${id}`,
    ])
      expect(mastodon.refOf(bad)).toBeNull();
  });
});

describe('times of Mastodon', () => {
  it.each([
    // recorded posts: the id beside the post's own `created_at`
    ['fosstodon.org/109308031231548127', '2022-11-08'],
    ['social.tchncs.de/109308115318736992', '2022-11-08'],
    ['mstdn.jp/6886129', null],
    ['iosdev.space/AQgIdalRCRfsNV6KzA', null],
    ['social.coop/9999999999999999999', null],
    ['', null],
  ])('are in the id %s', (name, day) => {
    expect(mastodon.timeOf(name)?.slice(0, 10) ?? null).toBe(day);
  });
});

describe("Mastodon's markup", () => {
  const words =
    '<svg viewBox="0 0 79 75"><path d=""></path></svg> <div>Post by @jsbarretto@social.coop</div> <div>View on Mastodon</div>';
  const who = {
    name: null,
    handle: 'jsbarretto@social.coop',
    date: null,
    text: '',
    lang: null,
    dir: null,
    links: [],
  };

  it.each([
    [
      'as servers write it',
      `<blockquote class="mastodon-embed" data-embed-url="${url}/embed" style=""> <a href="${url}" target="_blank">${words}</a> </blockquote>`,
      who,
    ],
    [
      'without its attribute',
      `<blockquote class="mastodon-embed"><a href="${url}">${words}</a></blockquote>`,
      who,
    ],
    [
      'without its class',
      `<blockquote data-embed-url="${url}/embed"><a href="${url}">${words}</a></blockquote>`,
      who,
    ],
    ['emptied', `<blockquote class="mastodon-embed" data-embed-url="${url}/embed"> </blockquote>`, null],
    [
      'in the old frame',
      `<iframe src="${url}/embed" class="mastodon-embed" width="400" allowfullscreen="allowfullscreen"></iframe>`,
      null,
    ],
    ['in a lazy frame', `<iframe data-src="${url}/embed" class="mastodon-embed lazy"></iframe>`, null],
    ['in a frame without class', `<iframe src="${url}/embed"></iframe>`, null],
    ['in a frame of AMP', `<amp-iframe src="${url}/embed"></amp-iframe>`, null],
    [
      'in a block of WordPress',
      `<figure class="wp-block-embed is-provider-mastodon"><div class="wp-block-embed__wrapper">\n${url}\n</div></figure>`,
      null,
    ],
    [
      'as a link in a block of WordPress',
      `<figure class="wp-block-embed"><div><a href="${url}">${url}</a></div></figure>`,
      null,
    ],
  ])('is known %s', (_how, source, quoted) => {
    expect(readMarkup(mastodon, source)).toEqual({ ref, quoted });
  });

  it('tells words an editor put into it', () => {
    const source = `<blockquote class="mastodon-embed" data-embed-url="${url}/embed"><p>Hi<br>you</p><a href="${url}">View</a></blockquote>`;
    expect(readMarkup(mastodon, source)?.quoted).toMatchObject({
      text: 'Hi\nyou',
      handle: 'jsbarretto@social.coop',
    });
  });

  it.each([
    [
      'https://truthsocial.com/@realjo/109876543210987654/embed',
      'truthsocial-embed',
      'truthsocial.com/109876543210987654',
    ],
    [
      'https://pixelfed.social/p/jo/512345678901234567/embed?caption=true',
      'pixelfed__embed',
      'pixelfed.social/512345678901234567',
    ],
    [
      'https://akkoma.example/embed/AQgIdalRCRfsNV6KzA',
      'mastodon-embed',
      'akkoma.example/AQgIdalRCRfsNV6KzA',
    ],
  ])('of kin is known: %s', (address, name, known) => {
    expect(readMarkup(mastodon, `<iframe src="${address}" class="${name}"></iframe>`)?.ref?.id).toBe(known);
  });

  it.each([
    [`<iframe src="${url}"></iframe>`],
    ['<iframe src="https://social.coop/@jsbarretto/embed" class="mastodon-embed"></iframe>'],
    [
      `<iframe src="https://www.mastofeed.com/apiv2/feed?userurl=https://social.coop/@jsbarretto" class="mastofeed"></iframe>`,
    ],
    [`<iframe src="https://social.coop/share?text=${url}/embed"></iframe>`],
    ['<iframe src="https://www.youtube.com/embed/aaaaaaaaaaa?list=/@x"></iframe>'],
    [
      '<blockquote data-embed-url="https://maps.example.org/@1.5/12345"><a href="https://maps.example.org/@1/12345">x</a></blockquote>',
    ],
    ['<blockquote class="mastodon-embed"><a href="https://social.coop/@jsbarretto">me</a></blockquote>'],
    [`<figure class="wp-block-embed"><div>See ${url}</div></figure>`],
    ['<figure class="wp-block-embed"><div>https://example.org/@jo/2023</div></figure>'],
  ])('is none: %s', (source) => {
    expect(readMarkup(mastodon, source)).toBeNull();
  });
});
