import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signFinder } from '../../src/detect/byte-signs.ts';
import { detectHtml, detectInText } from '../../src/detect/html.ts';
import { findInWindows } from '../../src/detect/html-windows.ts';
import { createMarkupMarks } from '../../src/detect/markup-marks.ts';
import { createMatcher } from '../../src/detect/matcher.ts';
import { decodeBytes } from '../../src/html/decoded-text.ts';
import { platforms } from '../../src/platforms/index.ts';
import { makePage } from '../bench/detect-pages.ts';
import { seededRandom } from '../html/seeded-random.ts';

const markup = createMarkupMarks(platforms);
const findSigns = signFinder(platforms);
const article = { name: 'a.html', url: null };

/** What a page gives in windows, and what it gives read whole; `windows` is null where windows were not sure. */
function bothWays(page: string) {
  const decoded = decodeBytes(Buffer.from(page), 'utf-8', false);
  const bytes = decoded.utf8 ?? new Uint8Array();
  return {
    windows:
      findSigns === null
        ? null
        : findInWindows(bytes, findSigns(bytes), platforms, markup, createMatcher(platforms, null)),
    quick: detectHtml(decoded, article, platforms),
    whole: detectInText(decoded, article, platforms),
  };
}

const post = 'https://twitter.com/someone/status/1234567890123456789';
const quote = `<blockquote class="twitter-tweet"><p lang="en">Ünder the bridge</p>&mdash; Some One (@someone) <a href="${post}">May 1, 2019</a></blockquote>`;
const loader = '<script async src="https://platform.twitter.com/widgets.js"></script>';
const frame = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>';
const lone = `<p><a href="${post}">${post}</a></p>`;

/** Sources that stand among many paragraphs; what is around or inside them makes it hard to tell where they end. */
const constructs: Readonly<Record<string, string>> = {
  'a quote': quote,
  'a quote and its loader in a figure': `<figure><div>${quote}\n${loader}</div></figure>`,
  'a quote that never ends': quote.replace('</blockquote>', ''),
  'a quote in a table': `<table><tr><td>${quote}</table>`,
  'a quote in cells left open': `<table><tr><td>a<td>${quote}<tr><td>b</table>`,
  'a quote in a form': `<form><div>${quote}</div></form>`,
  'a quote in a form in a form': `<form><p>x<form><div>${quote}</div></form><p>y</form>`,
  'a quote after a button left open': `<button>a<p>b</p>${quote}<button>c</button>`,
  'a quote in a button in a button': `<div><button><div>${quote}<button>b</button></div></button></div>`,
  'a quote in lists': `<ul><li>a<li><div>${quote}<li>b</ul>`,
  'a quote behind ends of nothing': `</section></p></b>${quote}</article></div></p>`,
  'a quote in misnested words': `<b><p><i>${quote}</b></p></i>`,
  'a quote in a link left open': `<a href="/x"><div>${quote}<p>words <a href="/y">y</a></div>`,
  'a quote in a comment': `<!-- ${quote} --><p>words</p>`,
  'a quote in code': `<pre><code>${quote}</code></pre>`,
  'a quote behind code left open': `<p><code>a</p>${quote}`,
  'a quote in a template': `<template><div>${quote}</div></template>`,
  'a quote in a picture': `<svg viewBox="0 0 1 1"><g><title>a</title><path d="M0"/></g></svg>${quote}`,
  'a quote in a foreign object': `<svg><foreignObject>${quote}</foreignObject></svg>`,
  'a quote behind a paragraph in a picture': `<svg><g><p>out</p>${quote}</svg>`,
  'a quote without scripts': `<noscript><div>${quote}</div></noscript>`,
  'a quote in a value': `<img alt='a > b ${quote.replaceAll("'", '')}'>`,
  'a quote behind a hidden script end': `<script><!-- <script></script> ${quote} --></script>${quote}`,
  'a quote in a text area': `<textarea>${quote}</textarea>`,
  'a frame kept in a hidden field': `<textarea style="display:none">${frame}</textarea><textarea hidden>${frame.replace('QcQ', 'QcR')}</textarea>`,
  'a frame kept in a hidden field in base64': `<p>t.me youtube</p><textarea hidden>${Buffer.from(`
${frame}`).toString('base64')}</textarea>`,
  'a class spelt by references, of a common element':
    '<div class="fb&#45;post" data-href="https://www.facebook.com/zuck/posts/10102577175875681"></div>',
  'a class spelt by a named reference': `<div class="__youtube&lowbar;prefs__" data-x="https://www.youtube.com/watch?v=dQw4w9WgXcQ">x</div>`,
  'names and hosts in capitals': quote
    .replaceAll('blockquote', 'BLOCKQUOTE')
    .replace('twitter.com', 'TWITTER.COM'),
  'a quote behind a tag longer than what is looked at in one go': `<p title="${'a > b '.repeat(12_000)}">x</p>${quote}`,
  'a quote in a frame without an address': `<iframe>${quote}</iframe>`,
  'a frame': '<div><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>',
  'a frame and its script':
    '<div><iframe src="https://t.me/durov/12?embed=1"></iframe><script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="durov/12"></script></div>',
  'a link alone in a paragraph': lone,
  'a link in a sentence': `<p>see <a href="${post}">this</a> or that</p>`,
  'an address on its own line': `<div>words\n${post}\nwords</div>`,
  'an address on its own line in bare words': `<br>\n${post}\n<br>`,
  'a block of an editor': `<!-- wp:embed {"url":"${post}"} --><figure class="wp-block-embed"><div>\n${post}\n</div></figure><!-- /wp:embed -->`,
  'an empty block of an editor': `<!-- wp:embed {"url":"${post}"} /-->`,
  'an end of a block': `<div><span>${quote}<!-- /wp:embed --></span></div>`,
  'a shortcode': `<p>[embed]${post}[/embed]</p>`,
  'data of the page': `<script type="application/json">${JSON.stringify({ html: quote }).replaceAll('<', '\\u003c')}</script>`,
  'data of the page, seen too': `${quote}<script type="application/json">${JSON.stringify({ html: quote })}</script>`,
  'an address kept in an attribute': `<div class="embed" data-embed-url="${post}"><p>Loading</p></div>`,
  'markup kept in an attribute': `<figure class="x" data-html="${quote.replaceAll('"', '&quot;')}"><b>…</b></figure>`,
  'a plugin of old':
    '<object data="https://www.youtube.com/v/dQw4w9WgXcQ"><embed src="https://www.youtube.com/v/dQw4w9WgXcQ"></object><embed src="https://www.youtube.com/v/dQw4w9WgXcR">',
  'a lazy frame and its twin': `<p><iframe data-src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe><noscript><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></noscript></p>`,
  'markup held back in base64': `<div data-borlabs-cookie-content="${Buffer.from('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>').toString('base64')}">x</div>`,
  'a class spelt by references': quote.replace('twitter-tweet', 'twitter&#45;tweet'),
  'a post of a server first named here':
    '<iframe src="https://social.example/@one/111111111111111111/embed" class="mastodon-embed"></iframe><p><a href="https://social.example/@one/222222222222222222">https://social.example/@one/222222222222222222</a></p>',
};

describe('windows around possible embeds', () => {
  for (const [name, source] of Object.entries(constructs))
    it(`find what the whole page gives: ${name}`, () => {
      for (const seed of [1, 2]) {
        const { quick, whole } = bothWays(makePage(30_000, [source], seed));
        expect(quick).toEqual(whole);
      }
    });

  it('are sure of ordinary pages', () => {
    for (const source of [quote, `<figure>${quote}${loader}</figure>`, lone, `<div>words\n${post}\n</div>`]) {
      const { windows, whole } = bothWays(makePage(60_000, [source], 3));
      expect(windows?.length).toBe(1);
      expect(whole.length).toBe(1);
    }
  });

  it('are sure of many damaged pages, and right', () => {
    const random = seededRandom(20_261_124);
    const sources = Object.values(constructs);
    let sure = 0;
    const count = 400;
    for (let turn = 0; turn < count; turn += 1) {
      const some = [turn, turn * 7 + 3].map((at) => sources[at % sources.length] ?? quote);
      const page = damage(makePage(16_000, some, turn), random);
      const { windows, quick, whole } = bothWays(page);
      if (windows !== null) sure += 1;
      expect(quick, `damaged page ${turn}`).toEqual(whole);
    }
    expect(sure).toBeGreaterThan(count / 4);
  });
});

const root = resolve(process.env['HOLDFAST_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus'));
const folder = join(root, 'articles/html');
const missing = existsSync(folder) ? '' : ' (no corpus of articles here: set HOLDFAST_CORPUS)';

describe.skipIf(missing !== '')(`windows in pages of the corpus${missing}`, () => {
  it('find what the whole page gives, alone and among others', () => {
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.html'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const [at, page] of pages.entries()) {
      const alone = bothWays(page);
      expect(alone.quick).toEqual(alone.whole);
      const among = bothWays(makePage(40_000, [page, pages[(at * 5 + 1) % pages.length] ?? ''], at));
      expect(among.quick).toEqual(among.whole);
    }
  });
});

/** Tags lost, doubled, and put where they don't belong. */
function damage(page: string, random: () => number): string {
  const pieces = page.split(/(?=<)/u);
  const strays =
    '<div> </div> <p> </p> <b> </a> <table> </td> <button> </form> <li> </ul> <code> <svg> <!-- "'.split(' ');
  for (let turn = 0; turn < 6; turn += 1) {
    const at = Math.floor(random() * pieces.length);
    const kind = random();
    if (kind < 0.4) pieces.splice(at, 1);
    else if (kind < 0.5) pieces.splice(at, 0, pieces[at] ?? '');
    else pieces.splice(at, 0, strays[Math.floor(random() * strays.length)] ?? '');
  }
  return pieces.join('');
}
