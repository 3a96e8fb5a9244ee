import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threads } from '../../src/platforms/threads/index.ts';
import { readMarkup } from './read-markup.ts';

const id = 'DXnWnLSEuMH';
const url = `https://www.threads.com/@alex_wang.ai/post/${id}`;
const named = { platform: 'threads', id, url };
const nameless = { platform: 'threads', id, url: `https://www.threads.com/t/${id}` };

describe("addresses of Threads' posts", () => {
  it.each([
    [url, named],
    [`${url}/`, named],
    [`${url}?xmt=AQF0&slof=1`, named],
    [`${url}/embed`, named],
    [`${url}/embed/`, named],
    [`${url}/media`, named],
    [`${url}#x`, named],
    [`${url}.`, named],
    [`http://www.threads.net/@alex_wang.ai/post/${id}`, named],
    [`https://threads.net/@alex_wang.ai/post/${id}`, named],
    [`https://threads.com/@alex_wang.ai/post/${id}`, named],
    [`https://WWW.THREADS.NET/@alex_wang.ai/post/${id}`, named],
    [`https://www.threads.net./@alex_wang.ai/post/${id}`, named],
    [`https://www.threads.net/%40alex_wang.ai/post/${id}`, named],
    [`https://m.threads.net/@alex_wang.ai/post/${id}`, named],
    [`https://www.fixthreads.net/@alex_wang.ai/post/${id}`, named],
    [`https://www.vxthreads.net/@alex_wang.ai/post/${id}`, named],
    [`https://www.threads.net/t/${id}`, nameless],
    [`https://www.threads.net/t/${id}/embed/`, nameless],
    [`https://www.threads.com/t/${id}/?igshid=1`, nameless],
    [`https://www.threads.com/post/${id}`, nameless],
  ])('knows %s', (address, ref) => {
    expect(threads.match(new URL(address), 'link')).toEqual(ref);
  });

  it.each([
    'https://www.threads.net/',
    'https://www.threads.net/@alex_wang.ai',
    'https://www.threads.net/@alex_wang.ai/replies',
    'https://www.threads.net/@alex_wang.ai/post/',
    'https://www.threads.net/@alex_wang.ai/post/short',
    `https://www.threads.net/@alex_wang.ai/post/${id}x`,
    `https://www.threads.net/@alex-wang/post/${id}`,
    'https://www.threads.net/@alex_wang.ai/post/１２３４５６７８９０１',
    'https://www.threads.com/share/D_kobwCg2/',
    'https://www.threads.com/share/D_kobwCg2ab/',
    `https://www.threads.net/intent/post?url=${url}`,
    'https://www.threads.net/search?q=post',
    `https://www.threads.net/oembed?url=${url}`,
    `https://www.instagram.com/p/${id}/`,
    `https://notthreads.net/@a/post/${id}`,
    `https://www.threads.net.example.org/@a/post/${id}`,
    `https://example.org/@a/post/${id}`,
    `https://threads.example.org/t/${id}`,
  ])('leaves %s', (address) => {
    expect(threads.match(new URL(address), 'markup')).toBeNull();
  });

  it('gives all spellings, the canonical one first, and knows them all again', () => {
    for (const ref of [named, nameless]) {
      const all = threads.addresses(ref);
      expect(all[0]).toBe(ref.url);
      expect(all.map((address) => threads.match(new URL(address), 'link')?.id)).toEqual(all.map(() => id));
    }
  });

  it('never throws, and what it gives is an id again', () => {
    assert(
      property(string(), string(), (name, last) => {
        const address = URL.parse(`https://www.threads.net/${name}/post/${last}`);
        const found = address === null ? null : threads.match(address, 'link');
        return found === null || threads.refOf(found.id)?.id === found.id;
      }),
    );
    for (const bad of ['', 'abc', '../../../etc', `${id} `]) expect(threads.refOf(bad)).toBeNull();
  });
});

describe('times of Threads', () => {
  it.each([
    // the day after it opened, and a spring later
    ['CuWPE6iNEx_', '2023-07-06T07:24:38.557Z'],
    ['DXnWnLSEuMH', '2026-04-27T00:24:44.157Z'],
    ['AAAAAAAAAAA', null],
    ['BAXbKP1POQe', null],
    ['x', null],
  ])('are in the shortcode %s', (code, time) => {
    expect(threads.timeOf(code)).toBe(time);
  });
});

const words =
  '<div><svg aria-label="Threads"><path d=""></path></svg></div><div>Post by @alex_wang.ai</div><div>View on Threads</div>';

describe("Threads' markup", () => {
  it.each([
    [
      'whole',
      `<blockquote class="text-post-media" data-text-post-permalink="${url}" data-text-post-version="0" id="ig-tp-${id}"> <a href="${url}" target="_blank">${words}</a></blockquote>`,
    ],
    ['emptied', `<blockquote class="text-post-media" data-text-post-permalink="${url}"></blockquote>`],
    [
      'without its attributes',
      `<blockquote class="text-post-media"><a href="${url}">${words}</a></blockquote>`,
    ],
    [
      'without its class',
      `<blockquote data-text-post-permalink="${url}"><a href="${url}">x</a></blockquote>`,
    ],
    [
      'of the old host',
      `<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@alex_wang.ai/post/${id}"></blockquote>`,
    ],
  ])('is known %s, and says who', (_how, source) => {
    expect(readMarkup(threads, source)).toEqual({
      ref: named,
      quoted: { name: null, handle: 'alex_wang.ai', date: null, text: '', lang: null, dir: null, links: [] },
    });
  });

  it('is known by its id alone, and by its printed author', () => {
    const source = `<blockquote class="text-post-media" id="ig-tp-${id}"><a>${words}</a></blockquote>`;
    expect(readMarkup(threads, source)).toMatchObject({ ref: nameless, quoted: { handle: 'alex_wang.ai' } });
    expect(readMarkup(threads, source.replace(words, ''))).toEqual({ ref: nameless, quoted: null });
  });

  it('tells words an editor put into it', () => {
    const source = `<blockquote class="text-post-media" data-text-post-permalink="${url}"><p>Hi<br>you <a href="https://example.org/">x</a></p><a href="${url}">View on Threads</a></blockquote>`;
    expect(readMarkup(threads, source)?.quoted).toMatchObject({
      text: 'Hi\nyou x',
      dir: 'ltr',
      links: ['https://example.org/'],
    });
  });

  it.each([
    [`<iframe src="${url}/embed/"></iframe>`],
    [`<iframe data-src="${url}/embed"></iframe>`],
    [
      `<iframe src="https://cdn.embedly.com/widgets/media.html?url=${encodeURIComponent(url)}&key=1"></iframe>`,
    ],
    [`<amp-iframe src="${url}/embed"></amp-iframe>`],
    [`<div class="iframely-embed"><a href="${url}" data-iframely-url="//cdn.iframe.ly/x"></a></div>`],
  ])('is known in %s', (source) => {
    expect(readMarkup(threads, source)).toEqual({ ref: named, quoted: null });
  });

  it.each([
    [
      '<blockquote class="text-post-media"><a href="https://www.threads.net/@alex_wang.ai">me</a></blockquote>',
    ],
    [
      '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.com/@a/post/POST_ID"></blockquote>',
    ],
    [`<blockquote><p>As <a href="${url}">she</a> said</p></blockquote>`],
    ['<iframe src="https://www.threads.net/@alex_wang.ai"></iframe>'],
  ])('is none in %s', (source) => {
    expect(readMarkup(threads, source)).toBeNull();
  });
});
