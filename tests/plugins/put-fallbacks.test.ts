import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyAssets, openFallbacks } from '../../src/plugins/fallbacks.ts';
import { type PutOptions, putFallbacks } from '../../src/plugins/put-fallbacks.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, entryOf, exportedFolder, loader, tweet } from './exported.ts';

const folder = exportedFolder();
const fallbacks = openFallbacks(folder);
const link = `<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="${cspHash(css)}">`;
const put = (html: string, options: Partial<PutOptions> = {}) =>
  putFallbacks(html, fallbacks, { path: 'page.html', ...options });

describe('the folder of fallbacks', () => {
  it('finds a post by its written ref, another name and any of its addresses', () => {
    const asked = [
      'x:20',
      'x:@frog/2023-09-14/0a1b2c3d4e5f',
      'https://mobile.twitter.com/frog/status/20?s=20',
    ];
    expect(asked.map((post) => fallbacks.find(post)?.name)).toEqual(['x:20', 'x:20', 'x:20']);
    expect(
      ['x:21', 'toString', 'https://example.com/', 'nonsense'].map((post) => fallbacks.find(post)),
    ).toEqual([null, null, null, null]);
  });

  it('is read anew when it changes, and only then', () => {
    const other = exportedFolder();
    const first = openFallbacks(other);
    expect(openFallbacks(other)).toBe(first);
    const path = join(other, 'fallbacks.json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('x:20', 'x:29'));
    utimesSync(path, 1, 1);
    expect(openFallbacks(other).find('x:29')?.name).toBe('x:29');
  });

  it('says what to do where there is none, or another', () => {
    expect(() => openFallbacks(join(tmpdir(), 'no-such-folder'))).toThrow(
      /run "holdfast export fallbacks --out DIR"/,
    );
    expect(() => openFallbacks(exportedFolder({ holdfast: 2 }))).toThrow(/is of format 2/);
    expect(() => openFallbacks(exportedFolder({ base: 'holdfast' }))).toThrow(/damaged \(base\)/);
    const posts = { 'x:20': { ...entryOf('x:20'), html: undefined } };
    expect(() => openFallbacks(exportedFolder({ posts }))).toThrow(/damaged \(posts\.x:20\.html\)/);
    const cut = exportedFolder();
    writeFileSync(join(cut, 'fallbacks.json'), '{"holdfast":1,');
    expect(() => openFallbacks(cut)).toThrow(/can't be read/);
  });

  it('copies what the cards show to where it is served, once', () => {
    const out = exportedFolder();
    const files = ['holdfast/holdfast.css', 'holdfast/assets/0a1b.webp'];
    expect(copyAssets(fallbacks, out)).toEqual({ written: files, absent: [] });
    expect(readFileSync(join(out, 'holdfast/assets/0a1b.webp'), 'utf8')).toBe('a picture');
    expect(copyAssets(fallbacks, out)).toEqual({ written: [], absent: [] });
    writeFileSync(join(out, 'holdfast/holdfast.css'), css.replace('green', 'black'));
    expect(copyAssets(fallbacks, out).written).toEqual(['holdfast/holdfast.css']);
  });

  it('copies below a site of a folder, and nothing for another server', () => {
    const inside = openFallbacks(exportedFolder({ base: '/blog/posts/' }));
    expect(copyAssets(inside, exportedFolder(), '/blog/').written).toContain('posts/holdfast.css');
    expect(copyAssets(inside, exportedFolder(), '/shop').written).toEqual([]);
    const elsewhere = openFallbacks(exportedFolder({ base: 'https://cdn.example/h/' }));
    expect(copyAssets(elsewhere, exportedFolder()).written).toEqual([]);
  });

  it('takes nothing but pictures and films for files, and tells which are not there', () => {
    const assets = ['../../etc/passwd', 'assets/../../x.webp', 'assets/ffff.webp'];
    const open = openFallbacks(exportedFolder({ posts: { 'x:20': entryOf('x:20', { assets }) } }));
    expect(copyAssets(open, exportedFolder())).toMatchObject({ absent: ['assets/ffff.webp'] });
  });
});

describe('putFallbacks', () => {
  it('puts the card in place, the style into the head, and takes the loader out', () => {
    const page = (inner: string, head = '') =>
      `<!doctype html><html><head><title>é</title>${head}</head><body><p>Été</p>\n${inner}\n<p>z</p></body></html>`;
    const { html, shown, missing } = put(page(`${tweet('20')}\n${loader}`));
    expect(html).toBe(page(`${cardOf('x:20')}\n`, link));
    expect([shown, missing]).toEqual([['x:20'], []]);
    expect(put(html).html).toBe(html);
  });

  it('gives back the same string where there is nothing to do', () => {
    for (const page of ['<p>plain</p>', '', `${tweet('30')}${loader}`, `<pre>${tweet('20')}</pre>`])
      expect(put(page)).toMatchObject({ html: page, shown: [] });
  });

  it('leaves the loader for an embed that stays, and tells of it', () => {
    const { html, missing } = put(`${tweet('20')}${tweet('21')}${loader}`);
    expect(html).toBe(`${link}${cardOf('x:20')}${tweet('21')}${loader}`);
    expect(missing).toEqual(['x:21']);
  });

  it('shows posts that still stand when asked to', () => {
    expect(put(tweet('30'), { when: 'always' }).html).toBe(link + cardOf('x:30'));
  });

  it('takes cards out of paragraphs', () => {
    const frame = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>';
    const card = cardOf('youtube:dQw4w9WgXcQ');
    const inside = (html: string) => put(html, { css: 'none' }).html;
    expect(inside(`<p id="a" class="b">one ${frame}<br> two ${frame}</p>`)).toBe(
      `<p id="a" class="b">one</p>${card}<p class="b">two</p>${card}`,
    );
    expect(inside(`<p><b class="c">one ${frame} two</b> three <b>${frame}</b></p>`)).toBe(
      `<p><b class="c">one</b></p>${card}<p><b class="c">two</b> three</p>${card}`,
    );
    expect(inside(`<div><p>one ${frame}</div>`)).toBe(`<div><p>one</p>${card}</div>`);
    expect(inside(`<p>https://x.com/frog/status/20</p>`)).toBe(cardOf('x:20'));
  });

  it('is not misled by a script that names the head', () => {
    const script = '<script>var a = "</head><body>"</script>';
    const html = put(`<html><head>${script}</head><body>${tweet('20')}</body></html>`).html;
    expect(html).toBe(`<html><head>${script}${link}</head><body>${cardOf('x:20')}</body></html>`);
  });

  it('inlines the style or leaves it to the site', () => {
    expect(put(tweet('20'), { css: 'inline' }).html).toBe(`<style>${css}</style>${cardOf('x:20')}`);
    expect(put(tweet('20'), { css: 'none' }).html).toBe(cardOf('x:20'));
  });

  it('gives AMP pages what they may hold', () => {
    const page = `<!doctype html><html amp><head></head><body>${tweet('20')}</body></html>`;
    expect(put(page).html).toBe(page.replace(tweet('20'), entryOf('x:20').amp));
  });
});
