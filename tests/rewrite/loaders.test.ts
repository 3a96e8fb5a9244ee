import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, text, view } from '../render/views.ts';
import { article, restoring, textOfArticle } from './articles.ts';

const shown = view({ post: post({ segments: [text('The tide turned.')], lang: 'en' }) });
const loader = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>';
const taken = /^<!--holdfast loader="x" sha256="[0-9a-f]{64}"--><!--\/holdfast-->$/u;

function quote(id: number): string {
  return `<blockquote class="twitter-tweet"><p lang="en">Words ${id}</p>&mdash; Ann (@ann) <a href="https://twitter.com/ann/status/${id}?ref_src=twsrc%5Etfw">May 1, 2020</a></blockquote>`;
}

/** All posts but those named get their fallback. */
function rewritten(one: Article, staying: readonly string[] = []) {
  const places = placesOf(one, detect(one, platforms).embeds);
  const replacements = places
    .filter(({ name }) => !staying.includes(name))
    .map((embed) => ({ embed, fallback: fallbackOf({ ...shown, name: embed.name }) }));
  const result = rewriteArticle(one, replacements, { platforms, places });
  const after = { ...one, bytes: result.bytes };
  return { ...result, article: after, text: textOfArticle(after) };
}

function page(body: string, head = ''): Article {
  return article(
    `<!doctype html><html><head>${head}</head><body><p>Before it.</p>${body}<p>After it.</p></body></html>`,
  );
}

describe('the script that came with posts', () => {
  it('goes when all of them are shown by fallbacks, and an empty place keeps it', () => {
    const { text: source, loaders } = rewritten(page(`${quote(20)}\n${loader}`));
    expect(loaders).toBe(1);
    expect(source).not.toContain('<script');
    expect(source.slice(source.indexOf('<!--holdfast loader'), source.indexOf('<p>After it.'))).toMatch(
      taken,
    );
  });

  it('goes once for each time it stands there, and for readers without scripts as a whole', () => {
    const twice = page(`${quote(20)}${loader}${quote(21)}${loader}<noscript> ${loader} </noscript>`);
    const { loaders, text: source } = rewritten(twice);
    expect(loaders).toBe(3);
    expect(source).not.toMatch(/<script|<noscript/u);
  });

  it('is given back with the posts, byte for byte, what was edited elsewhere kept', async () => {
    const before = page(`${quote(20)} ${loader}`);
    const { originals, article: after } = rewritten(before);
    const back = await restoring(originals)(after);
    expect(back).toMatchObject({ restored: 1, loaders: 1, missing: [], damaged: [] });
    expect(Buffer.from(back.bytes).equals(before.bytes)).toBe(true);
    const edited = { ...after, bytes: Buffer.from(textOfArticle(after).replace('After it.', 'After all.')) };
    const mixed = await restoring(originals)(edited);
    expect(Buffer.from(mixed.bytes).toString()).toBe(
      textOfArticle(before).replace('After it.', 'After all.'),
    );
  });

  it('is taken out of the result of an earlier run too, and then nothing changes any more', () => {
    const once = rewritten(page(`${quote(20)}${quote(21)}${loader}`), ['x:21']);
    expect(once.loaders).toBe(0);
    const twice = rewritten(once.article);
    expect(twice.loaders).toBe(1);
    const again = rewritten(twice.article);
    expect(Buffer.from(again.bytes).equals(twice.bytes)).toBe(true);
    expect(again.originals).toEqual([]);
  });

  it('goes from Markdown, and from a page in another encoding', () => {
    const markdown = article(`Before it.\n\n${quote(20)}\n${loader}\n\nAfter it.\n`, { format: 'markdown' });
    expect(rewritten(markdown).loaders).toBe(1);
    const wide = article(
      new Uint8Array(Buffer.from(`\ufeff<p>Before it.</p>${quote(20)}${loader}`, 'utf16le')),
    );
    const { loaders, text: source } = rewritten(wide);
    expect(loaders).toBe(1);
    expect(source).toContain('<!--holdfast loader="x"');
  });

  const needed: Readonly<Record<string, string>> = {
    'a time line': '<a class="twitter-timeline" href="https://twitter.com/ann">Posts</a>',
    'a button': '<a href="https://twitter.com/share" class="twitter-share-button">Post</a>',
    'a call by the site': '<script>twttr.widgets.load()</script>',
    'the data of a template': '<template><blockquote class="twitter-tweet"></blockquote></template>',
    'a quote that is none of a post': '<blockquote class="twitter-tweet"><p>lost</p></blockquote>',
  };
  for (const [what, source] of Object.entries(needed))
    it(`stays for ${what}`, () => {
      const result = rewritten(page(`${quote(20)}${loader}${source}`));
      expect(result.replaced).toBeGreaterThan(0);
      expect(result.loaders).toBe(0);
      expect(result.text).toContain(loader);
    });

  it('goes where a plugin holds it back until readers agree or scroll', () => {
    for (const held of ['data-src', 'data-rocket-src', 'data-cmplz-src', 'data-cmp-src']) {
      const source = `<script type="text/plain" ${held}="https://platform.twitter.com/widgets.js"></script>`;
      expect(rewritten(page(`${quote(20)}${source}`)), held).toMatchObject({ replaced: 1, loaders: 1 });
    }
  });

  it('goes when it is brought by the lines of script the platforms hand out, and by these alone', async () => {
    const lines = (src: string, more = '') =>
      `<script>\nwindow.twttr = (function(d, s, id) {\n  var js, fjs = d.getElementsByTagName(s)[0], t = window.twttr || {};\n  if (d.getElementById(id)) return t;\n  js = d.createElement(s); js.id = id;\n  js.src = ${src};\n  fjs.parentNode.insertBefore(js, fjs);\n  t._e = []; t.ready = function(f) { t._e.push(f); };\n  return t;\n}(document, "script", "twitter-wjs"));${more}</script>`;
    const short = `<script>!function(d,s,id){var js,fjs=d.getElementsByTagName(s)[0],p=/^http:/.test(d.location)?'http':'https';if(!d.getElementById(id)){js=d.createElement(s);js.id=id;js.src=p+'://platform.twitter.com/widgets.js';fjs.parentNode.insertBefore(js,fjs);}}(document,'script','twitter-wjs');</script>`;
    const usual = '"https://platform.twitter.com/widgets.js"';
    for (const source of [lines(usual), short]) {
      const before = page(`${quote(20)}${source}`);
      const { originals, ...result } = rewritten(before);
      expect(result).toMatchObject({ replaced: 1, loaders: 1 });
      const back = await restoring(originals)(result.article);
      expect(Buffer.from(back.bytes).equals(before.bytes)).toBe(true);
    }
    for (const source of [
      lines(usual, '\nours();'),
      lines('"https://ours.test/a.js"'),
      lines(`${usual}; js.src = "https://ours.test/widgets.js"`),
      `${lines(usual)}<script>twttr.ready(ours)</script>`,
    ])
      expect(rewritten(page(`${quote(20)}${source}`)), source).toMatchObject({ replaced: 1, loaders: 0 });
  });

  it('stays while one post stays', () => {
    expect(rewritten(page(`${quote(20)}${quote(21)}${loader}`), ['x:21'])).toMatchObject({
      replaced: 1,
      loaders: 0,
    });
  });

  it('goes though a style sheet still says how posts would look', () => {
    const styled = page(`${quote(20)}${loader}`, '<style>.twitter-tweet { margin: auto }</style>');
    expect(rewritten(styled).loaders).toBe(1);
  });

  it('stays where it is only told of, and where it does more', () => {
    const told = [
      `<!-- ${loader} -->`,
      `<pre><code>${loader.replaceAll('<', '&lt;')}</code></pre>`,
      `<template>${loader}</template>`,
      `<textarea>${loader}</textarea>`,
      loader.replace('></script>', '>window.ours = 1</script>'),
    ];
    for (const source of told) {
      const result = rewritten(page(`${quote(20)}${source}`));
      expect(result).toMatchObject({ replaced: 1, loaders: 0 });
      expect(result.text).toContain(source);
    }
  });

  it('stays in a page that shows no post of that network by a fallback', () => {
    const other = page(loader);
    expect(rewritten(other).bytes).toBe(other.bytes);
  });
});
