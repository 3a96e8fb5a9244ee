import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import holdfast, { type FolderOptions } from '../../src/plugins/folder.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, entryOf, exportedFolder, loader, tweet } from './exported.ts';

const link = `<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="${cspHash(css)}">`;
const page = (inner: string, head = '') =>
  `<!doctype html><html><head><title>é</title>${head}</head><body>${inner}</body></html>`;

/** A built site of these files, and what is warned of. */
function site(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<FolderOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-folder-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const warned: string[] = [];
  const warn = (line: string) => void warned.push(line);
  const given = { fallbacks: exportedFolder(), warn, ...options };
  return {
    folder,
    warned,
    run: () => holdfast(folder, given),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
  };
}

describe('the folder of a built site', () => {
  it('gets cards in all its pages, what they show, and nothing else', () => {
    const files = {
      'index.html': page(`<p>é</p>${tweet('20')}${loader}`),
      'a/b/plain.html': page('<p>nothing</p>'),
      'a/notes.txt': tweet('20'),
      'a/feed.xml': `<rss>${tweet('20')}</rss>`,
      'a/b/OLD.HTM': page(tweet('20')),
    };
    const { run, read, folder, warned } = site(files);
    const before = statSync(join(folder, 'a/b/plain.html')).ctimeMs;
    expect(run()).toEqual({ pages: 3, changed: ['a/b/OLD.HTM', 'index.html'] });
    expect(read('index.html')).toBe(page(`<p>é</p>${cardOf('x:20')}`, link));
    expect(read('a/b/OLD.HTM')).toBe(page(cardOf('x:20'), link));
    expect([read('a/notes.txt'), read('a/feed.xml')]).toEqual([files['a/notes.txt'], files['a/feed.xml']]);
    expect(statSync(join(folder, 'a/b/plain.html')).ctimeMs).toBe(before);
    expect([read('holdfast/holdfast.css'), read('holdfast/assets/0a1b.webp')]).toEqual([css, 'a picture']);
    expect(existsSync(join(folder, 'holdfast/fallbacks.json'))).toBe(false);
    expect(run()).toEqual({ pages: 3, changed: [] });
    expect(warned).toEqual([]);
  });

  it('tells of posts that are missing, page by page, and fails for all of them when strict', () => {
    const files = { 'b.html': page(tweet('22')), 'a.html': page(`${tweet('21')}${loader}${tweet('20')}`) };
    const lax = site(files);
    lax.run();
    expect(lax.warned).toEqual([
      expect.stringMatching(/^a\.html: x:21 is not among the fallbacks/),
      expect.stringMatching(/^b\.html: x:22 is not among the fallbacks/),
    ]);
    expect(lax.read('a.html')).toBe(page(`${tweet('21')}${loader}${cardOf('x:20')}`, link));
    const strict = site(files, { strict: true });
    expect(strict.run).toThrow(/a\.html: x:21 .*\nb\.html: x:22 /);
    expect(strict.warned).toEqual([]);
  });

  it('tells of posts that shortcodes found no card of, and takes their marks away', () => {
    const link = (post: string, url: string) =>
      `<p><a href="${url}" data-holdfast-missing=${post}>${url}</a></p>`;
    const files = {
      'hugo.html': page(
        link('"x:21"', 'https://x.com/i/status/21') +
          '<p><span hidden data-holdfast-missing="x:@frog/2023-09-14/ffff&amp;"></span>b</p>',
      ),
      'minified.html': page(link('https://x.com/frog/status/22', 'https://x.com/frog/status/22')),
      'none.html': page('<span hidden data-holdfast-missing="foo &#34;"></span>'),
      'nothing.html': page('<span hidden data-holdfast-missing=""></span>'),
      'stale.html': page(
        `${link('"x:20"', 'https://x.com/i/status/20')}${link("'x:30'", 'https://a.example/')}`,
      ),
      'told.html': page('<pre>&lt;a data-holdfast-missing="x:21"> data-holdfast-missing</pre>'),
    };
    const lax = site(files);
    const changed = ['hugo.html', 'minified.html', 'none.html', 'nothing.html', 'stale.html'];
    expect(lax.run().changed).toEqual(changed);
    const plain = (url: string) => `<p><a href="${url}">${url}</a></p>`;
    expect(lax.read('hugo.html')).toBe(page(`${plain('https://x.com/i/status/21')}<p>b</p>`));
    expect(lax.read('minified.html')).toBe(page(plain('https://x.com/frog/status/22')));
    expect(lax.read('nothing.html')).toBe(page(''));
    expect(lax.read('stale.html')).toContain('<p><a href="https://a.example/">https://a.example/</a></p>');
    expect(lax.warned).toEqual([
      expect.stringMatching(/^hugo\.html: x:21 is not .*, a link to it stands in its place: .*archive x:21"/),
      expect.stringMatching(/^hugo\.html: x:@frog\/2023-09-14\/ffff& is not .*, nothing stands in its place/),
      expect.stringMatching(/^minified\.html: x:22 is not among the fallbacks, a link/),
      expect.stringMatching(/^none\.html: "foo "" is not a post: give a written ref/),
      expect.stringMatching(/^nothing\.html: a shortcode or include names no post/),
      expect.stringMatching(/^stale\.html: x:20 is among the fallbacks, and not in the site's data/),
      expect.stringMatching(/^stale\.html: x:30 is among the fallbacks, and not in the site's data/),
    ]);
    const strict = site(files, { strict: true });
    const all = /hugo\.html: x:21 .*\nhugo\.html: x:@frog.*\nminified/;
    expect(strict.run).toThrow(all);
    expect(strict.run).toThrow(all);
  });

  it('leaves pages of other encodings alone, and says so where they embed a post', () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const files = { 'old.html': latin(page(tweet('20'))), 'plain.html': latin(page('')) };
    const { run, folder, warned } = site(files);
    expect(run().changed).toEqual([]);
    expect(readFileSync(join(folder, 'old.html'))).toEqual(files['old.html']);
    expect(warned).toEqual([expect.stringMatching(/^old\.html: left as it is, for it isn't UTF-8/)]);
  });

  it('warns where cards would look for their files outside of the site, or find none', () => {
    const outside = site({ 'index.html': page('') }, { sitePath: '/blog/' });
    outside.run();
    expect(outside.warned).toEqual([
      expect.stringMatching(/at \/holdfast\/, outside of the site at \/blog\//),
    ]);
    const posts = { 'x:20': entryOf('x:20', { assets: ['assets/ffff.webp'] }) };
    const without = site({ 'index.html': page('') }, { fallbacks: exportedFolder({ posts }) });
    without.run();
    expect(without.warned).toEqual([expect.stringMatching(/assets\/ffff\.webp isn't there/)]);
    const elsewhere = site({}, { fallbacks: exportedFolder({ base: 'https://cdn.example/h/' }) });
    elsewhere.run();
    expect(elsewhere.warned).toEqual([]);
  });

  it('says what to do without a site, without fallbacks, and with an option that is none', () => {
    const { folder, run } = site({}, { fallbacks: join(tmpdir(), 'no-such-folder') });
    expect(run).toThrow(/run "holdfast export fallbacks --out DIR"/);
    expect(() => holdfast(join(folder, 'public'), { fallbacks: exportedFolder() })).toThrow(
      /there is no folder .*public: build the site first/,
    );
    expect(() => holdfast(folder, { fallbacks: exportedFolder(), wen: 'dead' } as never)).toThrow(/`wen`/);
  });

  it('keeps the permissions of pages it changes', () => {
    const { run, folder } = site({ 'index.html': page(tweet('20')) });
    chmodSync(join(folder, 'index.html'), 0o640);
    run();
    expect(statSync(join(folder, 'index.html')).mode & 0o777).toBe(0o640);
  });
});
