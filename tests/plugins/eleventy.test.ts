import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import holdfast, { type EleventyConfig } from '../../src/plugins/eleventy.ts';
import type { PluginOptions } from '../../src/plugins/put-fallbacks.ts';
import { cspHash } from '../../src/render/style.ts';
import { cardOf, css, entryOf, exportedFolder, loader, tweet } from './exported.ts';

const link = `<link rel="stylesheet" href="/holdfast/holdfast.css" integrity="${cspHash(css)}">`;
const page = (inner: string, head = '') => `<html><head>${head}</head><body>${inner}</body></html>`;

type Transform = Parameters<EleventyConfig['addTransform']>[1];
type Shortcode = Parameters<EleventyConfig['addShortcode']>[1];

/** The part of Eleventy that a plugin meets, and a build with it. The real one builds a site in `npm run test:sites`. */
function eleventy(options: Partial<PluginOptions> = {}, pathPrefix = '/') {
  const out = mkdtempSync(join(tmpdir(), 'holdfast-eleventy-'));
  const transforms: Transform[] = [];
  const after: Parameters<EleventyConfig['on']>[1][] = [];
  const asked: string[] = [];
  const warned: string[] = [];
  let shortcode: Shortcode = () => '';
  holdfast(
    {
      pathPrefix,
      logger: { warn: (message) => void warned.push(message) },
      versionCheck: (range) => void asked.push(range),
      addTransform: (_name, transform) => void transforms.push(transform),
      addShortcode: (_name, given) => {
        shortcode = given;
      },
      addFilter: () => {},
      addWatchTarget: (path) => void asked.push(path),
      on: (event, listener) => void (event === 'eleventy.after' && after.push(listener)),
    },
    { fallbacks: exportedFolder(), ...options },
  );
  const scope = (name: string) => ({ page: { inputPath: `./${name}.md`, outputPath: `_site/${name}.html` } });
  return {
    asked,
    warned,
    show: (post: string, name = 'a') => shortcode.call(scope(name), post),
    transform: (content: unknown, outputPath: string | false = '_site/a.html') =>
      transforms.reduce(
        (text, transform) => transform.call({ page: { inputPath: './a.md', outputPath } }, text),
        content,
      ),
    end: (outputMode = 'fs') => after.map((each) => each({ directories: { output: out }, outputMode })),
    read: (path: string) => readFileSync(join(out, path), 'utf8'),
  };
}

describe('Eleventy', () => {
  it('gets cards in pages, and in pages only', () => {
    const { transform, asked } = eleventy();
    expect(transform(page(`${tweet('20')}${loader}`))).toBe(page(cardOf('x:20'), link));
    expect(transform(tweet('20'), '_site/feed.xml')).toBe(tweet('20'));
    expect(transform(tweet('20'), false)).toBe(tweet('20'));
    expect(transform(null)).toBe(null);
    expect(asked[0]).toBe('>=3.0');
  });

  it('shows a card where a template asks for it, with its style, whatever its state', () => {
    const { transform, show } = eleventy();
    expect(transform(page(show('https://x.com/frog/status/20')))).toBe(page(cardOf('x:20'), link));
    expect(transform(page(show('x:30')))).toBe(page(cardOf('x:30'), link));
    expect(transform(page(`${show('x:30')}${tweet('20')}`))).toBe(
      page(`${cardOf('x:30')}${cardOf('x:20')}`, link),
    );
  });

  it('leaves a link where a template asks for a post that is missing', () => {
    const { show, end, warned } = eleventy();
    expect(show('x:21')).toBe('<a href="https://x.com/i/status/21">https://x.com/i/status/21</a>');
    expect(show('x:@frog/2023-09-14/ffffffffffff', 'b')).toBe('');
    expect(() => show('"><script>')).toThrow(expect.objectContaining({ name: 'bad-ref' }));
    end();
    expect(warned).toEqual([
      expect.stringMatching(
        /^\[holdfast\] \.\/a\.md: x:21 is not among .*, a link to it stands in its place:/,
      ),
      expect.stringMatching(/^\[holdfast\] \.\/b\.md: x:@frog.*, nothing stands in its place: /),
    ]);
  });

  it('takes that link for no embed, and fails for it when strict', () => {
    const { show, transform, end, warned } = eleventy();
    const shown = page(`<p>${show('x:21')}</p>`);
    expect(transform(shown)).toBe(shown);
    end();
    expect(warned).toHaveLength(1);
    const strict = eleventy({ strict: true });
    strict.show('x:21');
    expect(() => strict.end()).toThrow(/\.\/a\.md: x:21 is not among the fallbacks/);
  });

  it('serves what cards show once a build has ended, below a path prefix too', () => {
    const plain = eleventy();
    plain.end();
    expect([plain.read('holdfast/holdfast.css'), plain.read('holdfast/assets/0a1b.webp')]).toEqual([
      css,
      'a picture',
    ]);
    const fallbacks = exportedFolder({ base: '/blog/holdfast/' });
    const below = eleventy({ fallbacks }, '/blog/');
    below.end();
    expect(below.read('holdfast/holdfast.css')).toBe(css);
    const outside = eleventy({}, '/blog/');
    outside.end();
    expect(outside.warned).toEqual([
      expect.stringMatching(/at \/holdfast\/, outside of the site at \/blog\//),
    ]);
    const json = eleventy();
    json.end('json');
    expect(() => json.read('holdfast/holdfast.css')).toThrow(/ENOENT/);
  });

  it("takes back what Eleventy's HTML base plugin puts before addresses of a shortcode's card", () => {
    const posts = {
      'x:20': entryOf('x:20', { html: '<article class="holdfast"><img src="/blog/h/a.webp"></article>' }),
    };
    const { show, transform } = eleventy(
      { fallbacks: exportedFolder({ base: '/blog/h/', posts }), css: 'none' },
      '/blog/',
    );
    const card = show('x:20');
    expect(transform(page(card.replace('"/blog/', '"/blog/blog/')))).toBe(page(card));
  });

  it('fails the build for posts that are missing when strict, each build anew', () => {
    const { transform, end } = eleventy({ strict: true });
    transform(page(tweet('21')));
    expect(() => end()).toThrow(/\.\/a\.md: x:21 is not among the fallbacks/);
    transform(page(tweet('20')));
    expect(() => end()).not.toThrow();
  });

  it('refuses options that are none', () => {
    expect(() => eleventy({ fallbacks: '' })).toThrow(/holdfast\/eleventy: give the folder/);
    expect(() => eleventy({ when: 'never' as 'dead' })).toThrow(/`when`/);
  });
});
