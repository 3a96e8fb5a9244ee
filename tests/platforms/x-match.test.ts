import { assert, property, string, webUrl } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addresses, hosts, match } from '../../src/platforms/x/match.ts';

const id = '1703436713362870723';
const onion = 'twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion';

describe("addresses of X's posts", () => {
  it.each([
    [`https://x.com/almayadeengo/status/${id}`, 'almayadeengo'],
    [
      `https://twitter.com/almayadeengo/status/${id}?ref_src=twsrc%5Etfw%7Ctwcamp%5Etweetembed`,
      'almayadeengo',
    ],
    [`http://www.twitter.com/Jo/statuses/${id}`, 'Jo'],
    [`https://mobile.twitter.com/Jo/status/${id}/photo/1`, 'Jo'],
    [`https://m.x.com/Jo/status/${id}/video/2`, 'Jo'],
    [`https://x.com/Jo/status/${id}/likes`, 'Jo'],
    [`https://x.com/@Jo/status/${id}`, 'Jo'],
    [`https://x.com/a_name_of_20_letters/status/${id}`, 'a_name_of_20_letters'],
    [`https://twitter.com/statuses/${id}`, 'i'],
    [`https://twitter.com/i/web/status/${id}`, 'i'],
    [`https://x.com/i/status/${id}`, 'i'],
    [`https://twitter.com/i/cards/tfw/v1/${id}?cardname=player`, 'i'],
    [`https://twitter.com/i/videos/tweet/${id}`, 'i'],
    [`https://twitter.com/i/videos/${id}`, 'i'],
    [`https://twitter.com/#!/Jo/status/${id}`, 'Jo'],
    [`https://twitter.com/%23!/Jo/status/${id}`, 'Jo'],
    [`https://twitter.com/ESA\\_Rosetta/status/${id}`, 'ESA_Rosetta'],
    [`https://${onion}/Jo/status/${id}`, 'Jo'],
    [`https://fxtwitter.com/Jo/status/${id}`, 'Jo'],
    [`https://d.fixupx.com/Jo/status/${id}`, 'Jo'],
    [`https://vxtwitter.com/Jo/status/${id}`, 'Jo'],
    [`https://nitter.example.org/Jo/status/${id}#m`, 'Jo'],
    [`https://xcancel.com/Jo/status/${id}`, 'Jo'],
    [`https://platform.twitter.com/embed/Tweet.html?dnt=false&id=${id}&lang=en`, 'i'],
    [`https://platform.x.com/embed/Tweet.html?id=${id}`, 'i'],
    [`https://x.com/Jo/status/${id}.`, 'Jo'],
    [`https://x.com./Jo/status/${id}`, 'Jo'],
    [`https://X.COM/Jo/status/${id}`, 'Jo'],
  ])('knows %s', (url, handle) => {
    expect(match(new URL(url))).toEqual({ platform: 'x', id, url: `https://x.com/${handle}/status/${id}` });
  });

  it.each([
    'https://x.com/',
    'https://x.com/Jo',
    'https://x.com/Jo/status/',
    'https://x.com/Jo/status/abc',
    `https://x.com/Jo/status/${id}a`,
    'https://x.com/Jo/status/0',
    'https://x.com/Jo/status/00012',
    'https://x.com/Jo/status/-1',
    'https://x.com/Jo/status/1e30',
    'https://x.com/Jo/status/0x1F',
    'https://x.com/Jo/status/１２３',
    `https://x.com/Jo/status/${'1'.repeat(21)}`,
    `https://x.com/Jo/status/${'1'.repeat(40)}`,
    `https://x.com/..%2f..%2fx/status/${id}`,
    `https://x.com/a_name_of_21_letters_/status/${id}`,
    `https://x.com/J.o/status/${id}`,
    `https://x.com/intent/tweet?in_reply_to=${id}`,
    `https://x.com/intent/status/${id}`,
    `https://x.com/share?url=https://x.com/Jo/status/${id}`,
    `https://x.com/search?q=status/${id}`,
    `https://x.com/hashtag/status/${id}`,
    `https://x.com/i/lists/${id}`,
    `https://x.com/i/events/${id}`,
    `https://x.com/i/spaces/1vOxwMyQNVDGB`,
    `https://x.com/Jo/lists/${id}`,
    `https://x.com/Jo/timelines/${id}`,
    `https://x.com/Jo/likes`,
    `https://notx.com/Jo/status/${id}`,
    `https://x.com.example.org/Jo/status/${id}`,
    `https://example.org/x.com/Jo/status/${id}`,
    `https://platform.twitter.com/widgets/tweet_button.html?id=${id}`,
    'https://platform.twitter.com/embed/Tweet.html?id=1%27',
    `https://help.twitter.com/Jo/status/${id}`,
    `https://t.co/${id}`,
  ])('leaves %s', (url) => {
    expect(match(new URL(url))).toBeNull();
  });

  it('keeps ids digit for digit', () => {
    for (const each of ['20', '9007199254740993', '1595150565428039681', '9223372036854775807'])
      expect(match(new URL(`https://x.com/Jo/status/${each}`))?.id).toBe(each);
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    const ref = match(new URL(`https://twitter.com/Jo/status/${id}`));
    if (ref === null) throw new Error('not matched');
    const all = addresses(ref);
    expect(all[0]).toBe(`https://x.com/Jo/status/${id}`);
    expect(all).toContain(`https://twitter.com/Jo/status/${id}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all.map((address) => match(new URL(address))?.id)).toEqual(all.map(() => id));
    const nameless = addresses({ ...ref, url: `https://x.com/i/status/${id}` });
    expect(nameless[0]).toBe(`https://x.com/i/status/${id}`);
    expect(nameless.some((address) => address.includes('/i/status/i'))).toBe(false);
  });

  it('never throws, and what it gives has a safe id and handle', () => {
    const host = hosts[0] ?? '';
    const safe = /^[1-9]\d{0,19} https:\/\/x\.com\/\w{1,20}\/status\/\d+$/u;
    assert(
      property(string(), (path) => {
        const url = URL.parse(`https://${host}/${path}/status/12`);
        const ref = url === null ? null : match(url);
        return ref === null || safe.test(`${ref.id} ${ref.url}`);
      }),
    );
    assert(property(webUrl(), (url) => match(new URL(url)) === null));
  });
});
