import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/html/tree.ts';
import { emptyPost, nobody, type Post, textOf } from '../../src/model/post.ts';
import { unitRange } from '../../src/platforms/x/code-points.ts';
import { readLinkedText } from '../../src/platforms/x/linked-text.ts';
import { nitterMedia } from '../../src/platforms/x/nitter-media.ts';
import { backgroundOf, mediaAddress, originalAddress } from '../../src/platforms/x/original-address.ts';
import { readPlainText } from '../../src/platforms/x/plain-text.ts';
import { statusIdOf } from '../../src/platforms/x/status-address.ts';
import { threadAround } from '../../src/platforms/x/thread-around.ts';
import { processorTime } from '../processor-time.ts';
import { ref } from './x-corpus.ts';

describe('an address that was rewritten', () => {
  it.each([
    ['https://web.archive.org/web/20190401000000/https://x.com/a', 'https://x.com/a'],
    ['/web/20190401000000im_/https://pbs.twimg.com/a.jpg', 'https://pbs.twimg.com/a.jpg'],
    ['//web.archive.org/web/2019/http://t.co/a?b#c', 'http://t.co/a?b#c'],
    ['http://web.archive.org/web/20190401000000id_/http:/t.co/a', 'http://t.co/a'],
    ['https://arquivo.pt/wayback/20190401000000/https://x.com/a', 'https://x.com/a'],
    ['/ada/status/20', 'https://twitter.com/ada/status/20'],
    ['https://kelp.example/web/site', 'https://kelp.example/web/site'],
    [
      'https://kelp.example/?u=/web/2019/https://other.example/',
      'https://kelp.example/?u=/web/2019/https://other.example/',
    ],
    ['http://[', null],
    [null, null],
  ])('%s stood for %s', (href, original) => {
    expect(originalAddress(href)).toBe(original);
  });

  it.each([
    ['http://pbs.twimg.com/media/A.jpg', 'https://pbs.twimg.com/media/A.jpg'],
    ['https://video.twimg.com/a.mp4', 'https://video.twimg.com/a.mp4'],
    ['https://pbs.twimg.com.evil.example/A.jpg', null],
    ['https://evil.example/https://pbs.twimg.com/A.jpg', null],
    ['data:image/png;base64,AA', null],
    ['javascript:alert(1)', null],
  ])('of a picture is one of X’s own hosts: %s', (href, address) => {
    expect(mediaAddress(href)).toBe(address);
  });

  it('stands in styles, too', () => {
    expect(backgroundOf(`padding:1px; background-image:url("https://pbs.twimg.com/a/b.jpg")`)).toBe(
      'https://pbs.twimg.com/a/b.jpg',
    );
    expect(backgroundOf('background-image: none')).toBeNull();
    expect(backgroundOf('background-image: url(https://evil.example/a.jpg)')).toBeNull();
  });
});

describe('what Nitter hands on', () => {
  const code = (text: string) => Buffer.from(text).toString('base64');

  it.each([
    ['/pic/orig/media%2FA.jpg', 'https://pbs.twimg.com/media/A.jpg'],
    ['/pic/media%2FA.jpg%3Fname%3Dsmall', 'https://pbs.twimg.com/media/A.jpg?name=small'],
    ['/pic/pbs.twimg.com%2Fmedia%2FA.jpg', 'https://pbs.twimg.com/media/A.jpg'],
    [`/pic/enc/${code('media/A.jpg')}`, 'https://pbs.twimg.com/media/A.jpg'],
    [`https://nitter.example/pic/orig/enc/${code('media/A.jpg')}`, 'https://pbs.twimg.com/media/A.jpg'],
    ['/video/A1B2/https%3A%2F%2Fvideo.twimg.com%2Fa.mp4', 'https://video.twimg.com/a.mp4'],
    [`/video/enc/A1B2/${code('https://video.twimg.com/a.m3u8')}`, 'https://video.twimg.com/a.m3u8'],
    ['/pic/%', null],
    ['/pic/enc/!!!', null],
    ['/pic/https%3A%2F%2Fevil.example%2FA.jpg', null],
    ['/about', null],
    [null, null],
  ])('%s is %s', (href, address) => {
    expect(nitterMedia(href)).toBe(address);
  });
});

it.each([
  ['https://x.com/ada/status/20', '20'],
  ['http://mobile.twitter.com/ada/statuses/20?s=1', '20'],
  ['https://twitter.com/i/web/status/20#m', '20'],
  ['https://twitter.com/ada/status/20/photo/1', '20'],
  ['https://twitter.com/ada', null],
  ['https://nottwitter.com/ada/status/20', null],
  ['https://twitter.com/ada/status/20a', null],
  ['https://twitter.com/ada/status/123456789012345678901', null],
  [null, null],
])('the post of %s is %s', (href, id) => {
  expect(statusIdOf(href)).toBe(id);
});

it.each([
  ['🌊a', [1, 2], [2, 3]],
  ['ab', [0, 9], [0, 2]],
  ['ab', ['x', null], ['x', null]],
  [7, [0, 1], [0, 1]],
  ['ab', undefined, undefined],
])('of %j the code points %j are the units %j', (text, range, units) => {
  expect(unitRange(text, range)).toEqual(units);
});

describe('the words of markup', () => {
  it.each([
    ['a<br>b &amp; c', 'a\nb & c'],
    ['<span>a</span><script>b</script><style>c</style><svg><title>d</title></svg>', 'a'],
    ['<img alt="🌊">', '🌊'],
    ['a <a href="https://t.co/a" class="u-hidden">pic.twitter.com/a</a>', 'a'],
    ['a <a href="https://t.co/a">pic.x.com/a</a>  ', 'a'],
    ['<a href="https://t.co/a">pic.twitter.com/a</a> a', 'pic.twitter.com/a a'],
    ['a <a href="https://x.com/bo/status/30">x.com/bo/status/30</a>', 'a'],
    ['a <a href="https://x.com/bo/status/31">x.com/bo/status/31</a>', 'a x.com/bo/status/31'],
  ])('%s: %j', (html, text) => {
    expect(textOf(readLinkedText(parseHtml(`<p>${html}</p>`), ['30']))).toBe(text);
  });

  it.each([
    ['<a href="javascript:alert(1)">a</a>', { kind: 'text', text: 'a' }],
    ['<a>a</a>', { kind: 'text', text: 'a' }],
    [
      '<a href="https://t.co/a" title="not an address">a.example</a>',
      { kind: 'link', url: 'https://t.co/a' },
    ],
    [
      '<a href="https://t.co/a" data-expanded-url="https://a.example/">a.example</a>',
      { kind: 'link', url: 'https://a.example/' },
    ],
    ['<a href="/x">$KLP</a>', { kind: 'tag', tag: 'KLP' }],
    ['<a href="/x">$5</a>', { kind: 'link', text: '$5' }],
    ['<a href="/x">#ケルプ</a>', { kind: 'tag', tag: 'ケルプ' }],
    ['<a href="/x">@a_very_long_name_of_more</a>', { kind: 'link' }],
  ])('%s is %j', (html, segment) => {
    expect(readLinkedText(parseHtml(`<p>${html}</p>`))[0]).toMatchObject(segment);
  });
});

describe('words without marks', () => {
  it.each([
    ['Kelp', ['Kelp']],
    [
      'See https://t.co/a. Or (http://a.example/b)!',
      ['See ', 'https://t.co/a', '. Or (', 'http://a.example/b', ')!'],
    ],
    ['Kelp pic.twitter.com/abc', ['Kelp']],
    ['pic.twitter.com/abc is a picture', ['pic.twitter.com/abc is a picture']],
    ['https://', ['https://']],
    ['https://[', ['https://[']],
    ['', []],
    [' \0 ', ['\u{fffd}']],
  ])('%j: %j', (text, parts) => {
    expect(readPlainText(text).map((segment) => segment.text)).toEqual(parts);
  });

  it('take time in proportion', () => {
    const texts = ['https://', 'https://t.co/a!', 'pic.twitter.com/', ' \n'].map((part) =>
      part.repeat(50_000),
    );
    const spent = processorTime();
    for (const text of [...texts, `https://a${'.'.repeat(300_000)}a`]) readPlainText(text);
    expect(spent()).toBeLessThan(5_000);
  });
});

describe('the thread around a post', () => {
  const post = (id: string, parent: string | null, by = 'ada'): Post => ({
    ...emptyPost,
    ref: ref(id),
    author: { ...nobody, handle: by },
    parent: parent === null ? null : { name: `x:${parent}`, url: '', handle: null, post: null },
  });
  const ids = (asked: Post, others: readonly Post[]) => {
    const thread = threadAround(asked, others);
    return thread === null
      ? null
      : [thread.before, thread.after].map((posts) => posts.map((each) => each.ref?.id));
  };

  it('goes up and down by the same author', () => {
    const others = [post('4', '3', 'Ada'), post('2', '1'), post('1', null), post('5', '4')];
    expect(ids(post('3', '2'), others)).toEqual([
      ['1', '2'],
      ['4', '5'],
    ]);
  });

  it('ends at strangers, and takes the first of two ways on', () => {
    const others = [
      post('1', null),
      post('2', '1', 'bo'),
      post('4', '3'),
      post('5', '3'),
      post('6', '4', 'bo'),
      post('7', '6'),
    ];
    expect(ids(post('3', '2'), others)).toEqual([[], ['4']]);
  });

  it('is none without others, and ends where it would begin anew', () => {
    expect(ids(post('3', '2'), [])).toBeNull();
    expect(ids(post('3', '2'), [post('2', '3'), post('3', '2')])).toEqual([['2'], []]);
    expect(ids(post('3', '3'), [post('3', '3')])).toBeNull();
  });

  it('is no longer than fifty each way', () => {
    const others = Array.from({ length: 200 }, (_each, at) =>
      post(String(at + 1), at === 0 ? null : String(at)),
    );
    const thread = threadAround(post('100', '99'), others);
    expect([thread?.before.length, thread?.after.length]).toEqual([50, 50]);
    expect(thread?.before.at(-1)?.ref?.id).toBe('99');
  });
});
