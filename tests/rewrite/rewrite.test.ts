import { parse, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src/rewrite/encode.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { examples } from '../render/examples.ts';
import { post, text, view } from '../render/views.ts';
import { article, placeOf, restoring, textOfArticle } from './articles.ts';

const calm = view({ post: post({ segments: [text('The tide turned.')], lang: 'en' }) });
const arabic = {
  ...(examples['arabic-quoted'] ?? calm),
  name: 'social:@almayadeengo/2023-09-14/8cf0a1b2c3d4',
};

function rewritten(one: ReturnType<typeof article>, words = 'EMBED', shown = calm) {
  const result = rewriteArticle(one, [
    { embed: placeOf(one, words, shown.name), fallback: fallbackOf(shown) },
  ]);
  return {
    ...result,
    article: { ...one, bytes: result.bytes },
    text: textOfArticle({ ...one, bytes: result.bytes }),
  };
}

describe('an HTML page', () => {
  it('gets the card between two comments with the ref and the hash of what stood there', () => {
    const { text: source, originals, replaced } = rewritten(article('<p>a</p>EMBED<p>b</p>'));
    expect(source).toMatch(
      /^<p>a<\/p><!--holdfast ref="social:1" sha256="[0-9a-f]{64}"--><article class="holdfast".*<\/article><!--\/holdfast--><p>b<\/p>$/u,
    );
    expect(originals.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['EMBED']);
    expect(replaced).toBe(1);
  });

  it('gets the card without images and style where it is AMP', () => {
    const { text: source } = rewritten(
      article('<!doctype html><html ⚡ lang="ar"><body>EMBED'),
      'EMBED',
      examples['deleted-photo'],
    );
    expect(source).toContain('<amp-img ');
    expect(source).not.toMatch(/<img|<style>/u);
  });

  it('keeps that card when what told of AMP stood in the embed itself', () => {
    const { article: again, text: source } = rewritten(
      article('EMBED <html amp> never closed</p>'),
      'EMBED <html amp> never closed',
    );
    const [place] = placesOf(again, []);
    expect(source).not.toContain('<style>');
    expect(place?.kind).toBe('fallback');
    const { bytes } = rewriteArticle(
      again,
      place === undefined ? [] : [{ embed: place, fallback: fallbackOf(calm) }],
    );
    expect(Buffer.from(bytes).equals(again.bytes)).toBe(true);
  });

  it('keeps its encoding: letters it has as bytes, others by number', () => {
    const bytes = encodeText('<meta charset="windows-1256"><p>زيارة</p>EMBED', 'windows-1256', () => '?');
    const shown = { ...arabic, post: post({ segments: [text('زيارة 日本')], lang: 'ar' }) };
    const { bytes: out, text: source } = rewritten(article(bytes), 'EMBED', shown);
    expect(source).toContain('زيارة &#26085;&#26412;');
    expect(
      Buffer.from(out).includes(Buffer.from(encodeText('زيارة &#26085;', 'windows-1256', () => '?'))),
    ).toBe(true);
  });

  it('gets pure ASCII where nobody says what its encoding is', () => {
    const { bytes } = rewritten(article('<p>plain</p>EMBED'), 'EMBED', arabic);
    expect([...bytes].every((byte) => byte < 0x80)).toBe(true);
    expect(textIn(bytes)).toContain('ندعمكم من دون شروط');
  });

  it('loses nothing to the marks of posts with dashes and brackets in their ids', () => {
    const odd = { ...calm, name: 'social:a--b--->"\u202e[x]/é' };
    const { text: source, article: one } = rewritten(article('EMBED'), 'EMBED', odd);
    expect(source).toMatch(/^<!--holdfast ref="social:a-%2Db-%2D-%3E%22%E2%80%AE%5Bx%5D\/%C3%A9" /u);
    expect(placesOf(one, []).map(({ name }) => name)).toEqual([odd.name]);
  });
});

describe('Markdown', () => {
  const marked = 'Before it.\n\nEMBED\nAfter *it*.\n';

  it('gets one line that is an HTML block by itself, and nothing in it reads as Markdown', () => {
    const shown = view({ post: post({ segments: [text('a *b* _c_ `d` ~e~ | f\n\n# g\n- h [i](j) \\k')] }) });
    const { text: source } = rewritten(article(marked, { format: 'markdown' }), 'EMBED', shown);
    const [, , line = '', after] = source.split('\n');
    expect(line).toMatch(
      /^<!--holdfast ref="social:1" sha256="[0-9a-f]{64}"--><article .*<!--\/holdfast-->$/u,
    );
    expect(line).not.toMatch(/[*_`~|\\]/u);
    expect(after).toBe('After *it*.');
    expect(textIn(new TextEncoder().encode(line))).toContain('a *b* _c_ `d` ~e~ | f# g- h [i](j) \\k');
  });
});

describe('plain text', () => {
  it('gets the text form between two short lines, with its own line ends', () => {
    const { text: source } = rewritten(article('one\r\nEMBED\r\ntwo', { format: 'text' }));
    expect(source).toMatch(
      /^one\r\n\[holdfast\]\r\nThe tide turned\.\r\n— Ada Byron \(@ada\) 14 September 2023, 08:15 UTC\r\n\[Archived by Holdfast on 15 September 2023\. .*\]\r\n\[\/holdfast social:1 [0-9a-f]{64}\]\r\ntwo$/u,
    );
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  it('writes a likeness where the encoding has no letter', () => {
    const bytes = encodeText('été EMBED', 'windows-1252', () => '!');
    const shown = view({ post: post({ segments: [text('“ok” — 日本 😀')], author: post({}).author }) });
    const { text: source } = rewritten(
      article(bytes, { format: 'text', charset: 'iso-8859-2' }),
      'EMBED',
      shown,
    );
    expect(source).toContain('"ok" -- ?? ?');
  });
});

describe('a second run', () => {
  const page = article('<p>a</p>EMBED<p>b</p>');
  const gone = { ...calm, state: 'deleted' as const };

  it('renews a fallback in place and keeps the first original', async () => {
    const first = rewritten(page);
    const [place] = placesOf(first.article, []);
    if (place === undefined) throw new Error('no place');
    const second = rewriteArticle(first.article, [{ embed: place, fallback: fallbackOf(gone) }]);
    expect(textOfArticle({ ...page, bytes: second.bytes })).toContain('<strong>Deleted</strong>');
    expect(second.originals).toEqual([]);
    const back = await restoring(first.originals)({ ...page, bytes: second.bytes });
    expect(Buffer.from(back.bytes).equals(page.bytes)).toBe(true);
  });

  it('takes no embed inside a fallback for another, but renews it for the same post', () => {
    const { article: one, bytes } = rewritten(page);
    const inside = { ...placeOf(one, 'https://social.example/ada/1" rel', 'social:1', 'link') };
    expect(
      placesOf(one, [
        { ...inside, kind: 'link', platform: 'social', ref: null, quoted: null, confidence: 1 },
      ]),
    ).toMatchObject([{ kind: 'fallback' }]);
    expect(rewriteArticle(one, [{ embed: inside, fallback: fallbackOf(gone) }]).replaced).toBe(1);
    const other = rewriteArticle(one, [
      { embed: { ...inside, name: 'social:2' }, fallback: fallbackOf({ ...gone, name: 'social:2' }) },
    ]);
    expect(other).toMatchObject({ replaced: 0, skipped: [{ name: 'social:2', reason: 'overlap' }] });
    expect(Buffer.from(other.bytes).equals(bytes)).toBe(true);
  });
});

describe('what can’t be replaced', () => {
  it('is left as it stands, with the reason', () => {
    const one = article('{"a":"EMBED"}', { format: 'json' });
    expect(rewritten(one)).toMatchObject({
      replaced: 0,
      originals: [],
      skipped: [{ name: 'social:1', reason: 'data' }],
    });
    expect(rewritten(one).bytes).toEqual(one.bytes);
    for (const kind of ['json', 'component', 'mention'] as const) {
      const page = article('see EMBED there', { name: 'a.mdx', format: 'markdown' });
      const { skipped } = rewriteArticle(page, [
        { embed: placeOf(page, 'EMBED', 'social:1', kind), fallback: fallbackOf(calm) },
      ]);
      expect(skipped).toEqual([{ name: 'social:1', reason: kind === 'json' ? 'data' : kind }]);
    }
  });

  it('is one of two that overlap', () => {
    const one = article('EMBED and more');
    const embeds = [placeOf(one, 'EMBED', 'social:1'), placeOf(one, 'BED and', 'social:2')];
    expect(
      rewriteArticle(
        one,
        embeds.map((embed) => ({ embed, fallback: fallbackOf(calm) })),
      ),
    ).toMatchObject({
      replaced: 1,
      skipped: [{ name: 'social:2', reason: 'overlap' }],
    });
  });

  it('is a place whose marks another mark would swallow', () => {
    const one = article('<!--holdfast EMBED -->');
    const { bytes, skipped } = rewritten(one);
    expect(skipped).toEqual([{ name: 'social:1', reason: 'irreversible' }]);
    expect(bytes).toEqual(one.bytes);
  });
});

/** The words a reader of the page sees, joined. */
function textIn(bytes: Uint8Array): string {
  return serialize(parse(new TextDecoder().decode(bytes)))
    .replace(/<style>.*?<\/style>|<[^>]*>/gsu, '')
    .replaceAll('&amp;', '&');
}
