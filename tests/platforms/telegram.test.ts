import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { readMarkup } from './read-markup.ts';

const ref = (id: string) => ({ platform: 'telegram', id, url: `https://t.me/${id}` });

describe("addresses of Telegram's posts", () => {
  it.each([
    ['https://t.me/durov/68', 'durov/68'],
    ['https://t.me/durov/68/', 'durov/68'],
    ['http://t.me/durov/68', 'durov/68'],
    ['https://www.t.me/durov/68', 'durov/68'],
    ['https://T.ME/durov/68', 'durov/68'],
    ['https://t.me./durov/68', 'durov/68'],
    ['https://t.me/durov/68.', 'durov/68'],
    ['https://t.me/durov/68#x', 'durov/68'],
    ['https://t.me/durov/68?single', 'durov/68'],
    ['https://t.me/durov/68?embed=1', 'durov/68'],
    ['https://t.me/durov/68?embed=1&mode=tme&userpic=true', 'durov/68'],
    ['https://t.me/durov/68?before=70&t=12', 'durov/68'],
    ['https://t.me/s/durov/68', 'durov/68'],
    ['https://t.me/s/durov/68?q=x', 'durov/68'],
    ['https://telegram.me/durov/68', 'durov/68'],
    ['https://telegram.me/s/durov/68', 'durov/68'],
    ['https://telegram.dog/durov/68', 'durov/68'],
    ['https://telesco.pe/durov/68', 'durov/68'],
    ['https://durov.t.me/68', 'durov/68'],
    ['https://t.me/some_group/11/68', 'some_group/68'],
    ['https://t.me/some_group/68?thread=11', 'some_group/68'],
    ['https://t.me/SamsungGalaxyJ4/55715', 'SamsungGalaxyJ4/55715'],
  ])('knows %s', (url, id) => {
    expect(telegram.match(new URL(url), 'link')).toEqual(ref(id));
  });

  it.each([
    'https://t.me/',
    'https://t.me/durov',
    'https://t.me/s/durov',
    'https://t.me/durov/0',
    'https://t.me/durov/068',
    'https://t.me/durov/abc',
    'https://t.me/durov/68a',
    'https://t.me/durov/s/68',
    'https://t.me/durov/1/2/3',
    'https://t.me/durov/68?comment=5',
    'https://t.me/c/1234567890/68',
    'https://t.me/share/url?url=https://t.me/durov/68',
    'https://t.me/share/68',
    'https://t.me/joinchat/68',
    'https://t.me/addstickers/68',
    'https://t.me/boost/68',
    'https://t.me/proxy?server=1&port=2',
    'https://t.me/iv?url=https://t.me/durov/68&rhash=1',
    'https://t.me/+abcdef/68',
    'https://t.me/1durov/68',
    'https://t.me/du/68',
    'https://telegram.org/blog/68',
    'https://web.telegram.org/k/#@durov/68',
    'https://nott.me/durov/68',
    'https://t.me.example.org/durov/68',
    'https://www.t.me.example.org/durov/68',
  ])('leaves %s', (url) => {
    expect(telegram.match(new URL(url), 'markup')).toBeNull();
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    const all = telegram.addresses(ref('durov/68'));
    expect(all[0]).toBe('https://t.me/durov/68');
    expect(all.map((url) => telegram.match(new URL(url), 'link')?.id)).toEqual(all.map(() => 'durov/68'));
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (channel, last) => {
        const url = URL.parse(`https://t.me/${channel}/${last}`);
        const found = url === null ? null : telegram.match(url, 'link');
        return found === null || telegram.refOf(found.id)?.id === found.id;
      }),
    );
    for (const id of ['', 'durov', '68', 'share/68', '../68', 'durov/68/1'])
      expect(telegram.refOf(id)).toBeNull();
  });
});

describe("Telegram's markup", () => {
  it.each([
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="durov/68" data-width="100%"></script>',
    ],
    [
      '<script async src="//telegram.org/js/telegram-widget.js" data-telegram-post="durov/68" data-userpic="false" data-dark="1" data-single></script>',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?5" data-telegram-post="https://t.me/durov/68"></script>',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?5" data-telegram-post="durov/68?single"></script>',
    ],
    [
      '<script data-src="https://telegram.org/js/telegram-widget.js?22" type="text/plain" data-telegram-post="durov/68"></script>',
    ],
    ['<iframe id="telegram-post-durov-68" src="https://t.me/durov/68?embed=1&amp;mode=tme"></iframe>'],
    ['<iframe src="//telegram.me/durov/68?embed=1"></iframe>'],
    ['<iframe data-src="https://t.me/durov/68?embed=1"></iframe>'],
    ['<amp-iframe src="https://t.me/durov/68?embed=1"></amp-iframe>'],
    ['<div class="iframely-embed"><a href="https://t.me/durov/68" data-iframely-url></a></div>'],
  ])('is known: %s', (source) => {
    expect(readMarkup(telegram, source)).toEqual({ ref: ref('durov/68'), quoted: null });
  });

  it.each([
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-discussion="durov/68" data-comments-limit="5"></script>',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-login="some_bot" data-size="large"></script>',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-share-url="https://t.me/durov/68"></script>',
    ],
    ['<script async src="https://example.org/other.js" data-telegram-post="durov/68"></script>'],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="{{ post }}"></script>',
    ],
    ['<iframe src="https://t.me/durov/68?embed=1&amp;discussion=1"></iframe>'],
    ['<iframe src="https://t.me/share/url?url=https://t.me/durov/68"></iframe>'],
    ['<iframe src="https://t.me/s/durov"></iframe>'],
    ['<blockquote><p>As <a href="https://t.me/durov/68">he</a> said</p></blockquote>'],
  ])('is none: %s', (source) => {
    expect(readMarkup(telegram, source)).toBeNull();
  });

  it('is read where a tool copied the words', () => {
    const source =
      '<blockquote class="telegram-post" lang="ru"><p>Привет<br>всем</p><p><a href="https://example.org/">x</a></p><p><a href="https://t.me/durov/68">t.me/durov/68</a></p></blockquote>';
    expect(readMarkup(telegram, source)).toEqual({
      ref: ref('durov/68'),
      quoted: {
        name: null,
        handle: 'durov',
        date: null,
        text: 'Привет\nвсем\nx',
        lang: 'ru',
        dir: 'ltr',
        links: ['https://example.org/'],
      },
    });
  });
});
