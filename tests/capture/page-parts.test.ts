import { describe, expect, it } from 'vitest';
import { isPart, partKey } from '../../src/capture/page-parts.ts';
import { pageTitle } from '../../src/capture/page-title.ts';
import type { WireRequest } from '../../src/model/wire.ts';

const request = (change: Partial<WireRequest> = {}, headers: Readonly<Record<string, string>> = {}) =>
  partKey({ url: 'https://cdn.test/a', purpose: 'page', headers: { Accept: '*/*', ...headers }, ...change });

describe('a request whose answer may be one from before', () => {
  it('is the same for pages with another address', () => {
    expect(request({}, { Referer: 'https://a.test/' })).toBe(request({}, { referer: 'https://b.test/' }));
    expect(request({ method: 'GET' })).toBe(request());
  });

  it('is another one for another address, origin or wish', () => {
    const others = [
      request({ url: 'https://cdn.test/b' }),
      request({}, { origin: 'https://a.test' }),
      request({}, { accept: 'image/webp' }),
      request({}, { 'accept-language': 'de' }),
    ];
    expect(new Set([request(), ...others]).size).toBe(5);
  });

  const anew: readonly (readonly [string, string | null])[] = [
    ['a document', request({}, { accept: 'text/html,*/*' })],
    ['a document, by its destination', request({}, { 'sec-fetch-dest': 'iframe' })],
    ['a fetch of a script, by its destination', request({}, { 'sec-fetch-dest': 'empty' })],
    ['a piece', request({}, { Range: 'bytes=0-1' })],
    ['a form', request({ method: 'POST', body: Buffer.from('a') })],
    ['a preflight', request({ method: 'OPTIONS' })],
    ['what is no page’s', request({ purpose: 'media' })],
  ];
  for (const [what, key] of anew) it(`is never ${what}`, () => expect(key).toBeNull());
});

describe('an answer that is a part of pages', () => {
  const is = (type: string, headers: Readonly<Record<string, string>> = {}, status = 200) =>
    isPart({
      url: 'https://cdn.test/a',
      status,
      headers: Object.entries({ 'content-type': type, ...headers }),
      body: new Uint8Array(),
      at: '',
    });

  it('is a script, a style, a font or a picture', () => {
    const types = ['text/css', 'text/javascript; charset=utf-8', 'application/x-javascript', 'font/woff2'];
    const more = ['application/font-woff', 'image/svg+xml', 'IMAGE/PNG', 'video/mp4', 'application/wasm'];
    for (const type of [...types, ...more]) expect([type, is(type)]).toEqual([type, true]);
  });

  it('is no document, no data, nothing unsaid', () => {
    for (const type of ['text/html', 'application/json', 'text/plain', 'application/ld+json', ''])
      expect([type, is(type)]).toEqual([type, false]);
  });

  it('is none that must not be kept, or is no answer', () => {
    expect(is('text/css', { 'cache-control': 'private, No-Store' })).toBe(false);
    expect(is('text/css', { vary: '*' })).toBe(false);
    expect(is('text/css', { 'cache-control': 'no-cache', vary: 'accept' })).toBe(true);
    for (const status of [206, 302, 304, 404, 500]) expect(is('text/css', {}, status)).toBe(false);
  });
});

describe('the title of a page', () => {
  const titled: readonly (readonly [string, string | null])[] = [
    ['<title> A &amp; B\n C </title>', 'A & B C'],
    ['<body><svg><title>Logo</title></svg>', null],
    ['<svg><title>Logo</title></svg><title>Page</title>', 'Page'],
    ['<title></title>', null],
    ['', null],
    [`<title>${'x'.repeat(1_000)}</title>`, 'x'.repeat(300)],
  ];
  for (const [source, title] of titled)
    it(`of ${source.slice(0, 40) || 'nothing'} is ${title?.slice(0, 20) ?? 'none'}`, () => {
      expect(pageTitle('text/html; charset=utf-8', Buffer.from(source))).toBe(title);
    });

  it('is read in the page’s own encoding, and of pages only', () => {
    expect(
      pageTitle('text/html; charset=iso-8859-1', Buffer.from('<title>caf\u00e9</title>', 'latin1')),
    ).toBe('café');
    expect(pageTitle('application/json', Buffer.from('<title>no</title>'))).toBeNull();
  });
});
