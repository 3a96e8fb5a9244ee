import { describe, expect, it } from 'vitest';
import type { Quoted } from '../../src/model/embed.ts';
import { textOf } from '../../src/model/post.ts';
import { postOfQuoted } from '../../src/resolve/quoted.ts';
import { processorTime } from '../processor-time.ts';

const quoted: Quoted = { name: null, handle: null, date: null, text: '', lang: null, dir: null, links: [] };
const mediaLink = /pic\.(?:twitter|x)\.com\/\w+/u;
const read = (text: string, links: readonly string[] = []) =>
  postOfQuoted({ ...quoted, text, links }, null, mediaLink);

describe('a quotation as a post', () => {
  it('takes who, when and the words, and guesses nothing', () => {
    const post = postOfQuoted(
      {
        name: 'Go الميادين',
        handle: 'almayadeengo',
        date: '2023-09-14',
        text: '"ندعمكم من دون شروط".. كيم #روسيا #بوتين pic.twitter.com/Piv5bZ4fkQ',
        lang: 'ar',
        dir: null,
        links: ['pic.twitter.com/Piv5bZ4fkQ'],
      },
      null,
      mediaLink,
    );
    expect(post).toMatchObject({
      ref: null,
      author: { name: 'Go الميادين', handle: 'almayadeengo', id: null, url: null, avatar: null },
      createdAt: '2023-09-14',
      lang: 'ar',
      dir: 'rtl',
      media: [],
      metrics: null,
    });
    expect(post.segments).toEqual([{ kind: 'text', text: '"ندعمكم من دون شروط".. كيم #روسيا #بوتين' }]);
  });

  it('takes away every trailing picture link, and none within the words', () => {
    expect(textOf(read('a pic.twitter.com/abc https://pic.x.com/def').segments)).toBe('a');
    expect(textOf(read('see pic.twitter.com/abc for more').segments)).toBe(
      'see pic.twitter.com/abc for more',
    );
    expect(read('pic.twitter.com/abc').segments).toEqual([]);
    expect(textOf(read('gluedpic.twitter.com/abc').segments)).toBe('glued');
    expect(textOf(postOfQuoted({ ...quoted, text: 'a pic.x.com/b' }, null, null).segments)).toBe(
      'a pic.x.com/b',
    );
  });

  it('undoes references an extractor left, where they are whole, twice where they were escaped twice', () => {
    const post = read('Now &amp; not &quot;later&quot; &amp;#8230; AT&T says ?a=1&copy=2');
    expect(textOf(post.segments)).toBe('Now & not "later" … AT&T says ?a=1&copy=2');
    expect(textOf(read('See https://e.org/?a=1&amp;b=2 now').segments)).toBe(
      'See https://e.org/?a=1&b=2 now',
    );
  });

  it('links addresses with a scheme, without the sentence’s marks', () => {
    expect(read('look (https://site.org/a?b=c). Yes').segments).toEqual([
      { kind: 'text', text: 'look (' },
      { kind: 'link', text: 'https://site.org/a?b=c', url: 'https://site.org/a?b=c' },
      { kind: 'text', text: '). Yes' },
    ]);
  });

  it('links what the article says is a link, as printed', () => {
    expect(read('at site.org/x and example.com', ['site.org/x']).segments).toEqual([
      { kind: 'text', text: 'at ' },
      { kind: 'link', text: 'site.org/x', url: 'https://site.org/x' },
      { kind: 'text', text: ' and example.com' },
    ]);
    expect(read('at https://t.co/a', ['https://t.co/a', 'http://[', '']).segments).toEqual([
      { kind: 'text', text: 'at ' },
      { kind: 'link', text: 'https://t.co/a', url: 'https://t.co/a' },
    ]);
  });

  it('leaves names and tags as words', () => {
    expect(read('@a #b $C').segments).toEqual([{ kind: 'text', text: '@a #b $C' }]);
  });

  it('keeps every character in order', () => {
    const text = 'a\nb  c https://x.org/1 d https://x.org/2';
    expect(textOf(read(text, ['https://x.org/2', 'https://x.org/1']).segments)).toBe(text);
  });

  it.each([
    'https://'.repeat(20_000),
    'pic.x.com/'.repeat(20_000),
    ' pic.x.com/b'.repeat(5_000),
    'a.'.repeat(50_000),
  ])('stays quick on %.20s…', (text) => {
    const spent = processorTime();
    read(text, ['a.b/c']);
    expect(spent()).toBeLessThan(1500);
  });
});
