import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inWords, readServedAt } from '../../src/exports/fallback-base.ts';
import { exportFallbacks } from '../../src/exports/fallbacks.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { at, isoAt } from '../store/samples.ts';
import { filesOf, memoryOf, read, readLock, say } from './fallbacks-archive.ts';
import { useExports } from './use-exports.ts';

const archive = useExports();

async function assetsOf(out: string): Promise<string[]> {
  return (await readdir(join(out, 'assets'))).sort();
}

describe('an export of fallbacks', () => {
  it('tells each post in all forms, its pictures as files in several sizes', async () => {
    const { tell, photo, run, out } = await archive();
    const avatar = await photo(400, 90);
    const author = { id: null, name: 'ضفدع', handle: 'frog', url: null, avatar, verified: null };
    await tell('20', { ...say('صباح الخير'), author, media: [await photo(900, 10)] });
    expect(await run()).toMatchObject({
      posts: 1,
      rendered: 1,
      added: 7,
      moved: [{ name: 'x:20', what: 'new' }],
    });
    const { posts, aliases, stylesheet } = await read(out);
    const entry = posts['x:20'];
    expect([entry?.html, entry?.amp, entry?.email, entry?.text, entry?.markdown]).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining('صباح الخير') as string),
    );
    expect(entry).toMatchObject({
      url: 'https://x.com/i/status/20',
      state: 'live',
      gone: false,
      known: 'platform',
    });
    expect(aliases['https://x.com/i/status/20']).toBe('x:20');
    expect(entry?.assets).toEqual((await assetsOf(out)).map((file) => `assets/${file}`));
    const widths = [...(entry?.html ?? '').matchAll(/\.(avif|webp) (\d+)w/gu)].map(([, type, width]) => [
      type,
      width,
    ]);
    const each = ['340', '680', '900'];
    expect(widths).toEqual([
      ...each.map((width) => ['avif', width]),
      ...each.map((width) => ['webp', width]),
    ]);
    const css = await readFile(join(out, 'holdfast.css'));
    expect(stylesheet.integrity).toBe(`sha256-${Buffer.from(sha256(css), 'hex').toString('base64')}`);
  });

  it('has all that cards show below its base, and nothing of anybody else', async () => {
    const { tell, photo, film, run, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(300, 10), await film(1000)] });
    await run({ base: '/news/posts' });
    const { base, posts } = await read(out);
    expect(base).toBe('/news/posts/');
    const { html = '', assets = [] } = posts['x:20'] ?? {};
    const shown = [...html.matchAll(/(?:src|srcset|poster)="([^"]+)"/gu)].flatMap(([, value = '']) =>
      value.split(', ').map((each) => each.split(' ')[0] ?? ''),
    );
    expect(shown.length).toBeGreaterThan(4);
    expect(shown.filter((address) => !address.startsWith('/news/posts/assets/'))).toEqual([]);
    expect([...new Set(shown)].map((address) => address.slice('/news/posts/'.length)).sort()).toEqual(
      [...assets].sort(),
    );
  });

  it('gives the same bytes anywhere, and does nothing again', async () => {
    const { tell, photo, run, tools, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(500, 10)] });
    await tell('21', say('Ho'), { aliases: ['x:@frog/2024-05-01/0a1b2c3d4e5f'] });
    await run();
    const before = await filesOf(out);
    expect(await run()).toMatchObject({ posts: 2, rendered: 0, isUnchanged: true, moved: [] });
    await exportFallbacks(
      { out: `${out}-other`, wanted: null },
      { ...tools, memory: memoryOf('other code') },
    );
    expect(await filesOf(`${out}-other`)).toEqual(before);
    // Made by other code, all is rendered anew.
    const anew = await exportFallbacks({ out, wanted: null }, { ...tools, memory: memoryOf('other code') });
    expect(anew).toMatchObject({ rendered: 2, isUnchanged: true });
    expect(await filesOf(out)).toEqual(before);
  });

  it('knows a post by its other names', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'), { aliases: ['x:@frog/2024-05-01/0a1b2c3d4e5f'] });
    await run();
    expect((await read(out)).aliases).toMatchObject({
      'x:@frog/2024-05-01/0a1b2c3d4e5f': 'x:20',
      'https://twitter.com/i/web/status/20': 'x:20',
    });
  });

  it('follows what becomes of posts, and takes away what nobody shows any more', async () => {
    const { tell, photo, run, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(300, 10)] });
    await tell('21', { ...say('Ho'), media: [await photo(300, 20)] });
    await tell('22', say('Stays'));
    await run();
    const before = await assetsOf(out);
    await writeFile(join(out, 'CNAME'), 'mine');
    await writeFile(join(out, 'assets', 'logo.webp'), 'mine');
    await writeFile(join(out, 'assets', `${'0'.repeat(32)}.webp`), 'mine, though it looks like theirs');
    await tell('20', { ...say('Hello'), media: [await photo(300, 30)] }, { seconds: 70 });
    await tell('21', { ...say('Ho') }, { seconds: 70, state: 'deleted' });
    const moved = [
      { name: 'x:20', what: 'edited' },
      { name: 'x:21', what: 'deleted' },
    ];
    expect(await run()).toMatchObject({ rendered: 2, added: 2, removed: before.length, moved });
    const after = await assetsOf(out);
    expect(after).toEqual(expect.arrayContaining(['logo.webp', `${'0'.repeat(32)}.webp`]));
    expect(after).toHaveLength(4);
    expect(await readFile(join(out, 'CNAME'), 'utf8')).toBe('mine');
    expect((await read(out)).posts['x:21']).toMatchObject({ state: 'deleted', gone: true });
    expect((await readLock(out)).posts['x:21']).toMatchObject({ state: 'deleted', lastLive: isoAt(60) });
  });

  it('shows only the posts that are wanted, by any of their names, and tells which are missing', async () => {
    const { tell, run, out } = await archive();
    await tell('20', say('Hi'), { aliases: ['x:@frog/2024-05-01/0a1b2c3d4e5f'] });
    await tell('21', say('Ho'));
    const wanted = [
      { name: 'x:@frog/2024-05-01/0a1b2c3d4e5f', article: 'a.md' },
      { name: 'x:404', article: 'a.md' },
      { name: 'x:404', article: 'b.md' },
    ];
    expect(await run({ wanted })).toMatchObject({
      posts: 1,
      missing: [{ name: 'x:404', articles: ['a.md', 'b.md'] }],
    });
    expect(Object.keys((await read(out)).posts)).toEqual(['x:20']);
    expect(await run()).toMatchObject({ posts: 2, moved: [{ name: 'x:21', what: 'new' }] });
    expect(await run({ wanted: [{ name: 'x:20', article: null }] })).toMatchObject({
      moved: [{ name: 'x:21', what: 'left out' }],
    });
  });

  it('shows of a film that is too large only its still', async () => {
    const { tell, film, run, out } = await archive();
    await tell('20', { media: [await film(1000)] });
    expect(await run()).toMatchObject({ leftFilms: [] });
    expect((await assetsOf(out)).filter((file) => file.endsWith('.mp4'))).toHaveLength(1);
    expect(await run({ filmLimit: 999 })).toMatchObject({
      removed: 1,
      leftFilms: [{ post: 'x:20', bytes: 1000 }],
    });
    expect((await assetsOf(out)).filter((file) => file.endsWith('.mp4'))).toEqual([]);
    // As locked.
    expect(await run()).toMatchObject({ isUnchanged: true });
  });

  it('goes on without pictures that are lost, and says which', async () => {
    const { tell, photo, run, store, out } = await archive();
    const lost = await photo(500, 10);
    await tell('20', { ...say('Hi'), media: [lost] });
    await rm(store.blobs.pathOf(lost.blob ?? ''));
    expect(await run()).toMatchObject({
      added: 4,
      lacking: [{ post: 'x:20', blob: lost.blob, removed: false }],
    });
    await rm(join(out, 'assets'), { recursive: true });
    await rm(store.blobs.pathOf((await store.derivatives.of(lost.show ?? ''))[0]?.blob ?? ''));
    await rm(store.blobs.pathOf(lost.show ?? ''));
    expect((await run()).lacking).toHaveLength(2);
    expect((await read(out)).posts['x:20']?.assets).toEqual([]);
    // Told each time, until they are there again.
    expect((await run()).lacking).toHaveLength(2);
    const again = await photo(500, 10);
    expect(again.blob).toBe(lost.blob);
    expect(await run()).toMatchObject({ added: 4, lacking: [] });
    expect(await run()).toMatchObject({ rendered: 0, isUnchanged: true });
  });

  it('is empty where there are no posts', async () => {
    const { run, out } = await archive();
    expect(await run()).toMatchObject({ posts: 0, isUnchanged: false });
    expect(await read(out)).toMatchObject({ posts: {}, aliases: {} });
    expect(await run()).toMatchObject({ posts: 0, isUnchanged: true });
  });

  it('leaves a tombstone of what was taken out, and none of its pictures', async () => {
    const { tell, photo, run, store, out } = await archive();
    const secret = await photo(500, 10);
    await tell('20', { ...say('Secret words'), media: [secret] });
    await run();
    const blob = (await store.derivatives.of(secret.blob ?? ''))[0]?.blob ?? '';
    const wish = {
      what: 'all',
      reason: 'asked for',
      by: null,
      articles: false,
      at: at(99),
      address: null,
    } as const;
    await store.redactions.redact('x:20', wish);
    expect(await store.blobs.has(blob)).toBe(false);
    expect(await run({ frozen: true })).toMatchObject({ posts: 1, unlike: ['x:20'] });
    const frozen = await readFile(join(out, 'fallbacks.json'), 'utf8');
    expect([frozen.includes('Secret words'), frozen.includes('asked for')]).toEqual([false, true]);
    expect(await assetsOf(out)).toEqual([]);
    expect(await run()).toMatchObject({ posts: 1, lacking: [] });
    expect(await run({ frozen: true })).toMatchObject({ unlike: [] });
  });
});

describe('the base', () => {
  const mended = {
    holdfast: '/holdfast/',
    '/a/b': '/a/b/',
    '/': '/',
    './holdfast': './holdfast/',
    '/أخبار': '/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/',
    '/a%20b/': '/a%20b/',
    '/a"b/': '/a%22b/',
    'https://news.example': 'https://news.example/',
    'https://News.example/holdfast': 'https://news.example/holdfast/',
  };
  for (const [given, base] of Object.entries(mended))
    it(`${given} is ${base}`, () => {
      expect(inWords(readServedAt(given))).toBe(base);
    });

  for (const given of [
    'ftp://cdn.test/',
    '//cdn.test',
    '\\\\cdn.test',
    'javascript:x',
    '/a b/',
    '/a?b',
    '/a#b',
  ])
    it(`is not ${given}`, () => {
      expect(() => readServedAt(given)).toThrow(`--base ${given} won't do`);
    });

  it('of a whole address lets feeds and mail show pictures, and cards as before', async () => {
    const { tell, photo, run, out } = await archive();
    await tell('20', { ...say('Hi'), media: [await photo(300, 10)] });
    await run({ base: 'https://news.example/a/' });
    const { base, site, posts } = await read(out);
    expect([base, site]).toEqual(['/a/', 'https://news.example']);
    expect(posts['x:20']?.email).toContain('src="https://news.example/a/assets/');
    expect(posts['x:20']?.html).toContain('src="/a/assets/');
    expect(await run({ frozen: true, base: 'https://news.example/a' })).toMatchObject({ isUnchanged: true });
    await expect(run({ frozen: true, base: '/a/' })).rejects.toThrow(
      'written for --base https://news.example/a/, not /a/',
    );
  });
});
