import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, text, view } from '../render/views.ts';
import { article, placeOf, restoring, textOfArticle } from './articles.ts';
import { itemsIn, rewrittenFeed } from './contained.ts';
import { page as sitePage } from './site-trees.ts';

const english = view({ post: post({ segments: [text('The tide turned.')], lang: 'en' }), state: 'deleted' });
const arabic = view({ post: post({ segments: [text('تغيّر المدّ.')], lang: 'ar' }), state: 'deleted' });

/** The card's language, and the article that holds it. */
function rewritten(source: string, parts: Partial<Article> = {}, shown = english) {
  const one = article(source, { charset: 'utf-8', ...parts });
  const fallback = fallbackOf(shown);
  const { bytes, originals } = rewriteArticle(one, [{ embed: placeOf(one, 'EMBED', shown.name), fallback }]);
  const out = { ...one, bytes };
  return { out, originals, fallback, source: textOfArticle(out) };
}

function languageOfCard(source: string, parts: Partial<Article> = {}, shown = english): string | undefined {
  const card = rewritten(source, parts, shown).source;
  return /<(?:article class="holdfast"[^>]*|div) lang="([^"]*)" dir="(?:ltr|rtl)"/u.exec(card)?.[1];
}

describe('a card speaks the language of its article', () => {
  const markdown = { format: 'markdown', name: 'a.md' } as const;
  const cases: Readonly<Record<string, readonly [source: string, lang: string, parts?: Partial<Article>]>> = {
    'of its root': ['<!doctype html><html lang="ar" dir="rtl"><body><p>خبر</p>EMBED', 'ar'],
    'in any case of letters, with a region': ['<HTML LANG=ar-EG><BODY>EMBED', 'ar'],
    'of XHTML': ['<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="he"><body>EMBED</body></html>', 'he'],
    'of the nearest element around it': [
      '<html lang="en"><body><main lang="fr"><div>EMBED</div></main>',
      'fr',
    ],
    'not of an element before it': ['<html lang="ar"><p lang="fr">Bon</p><div lang="de">x</div>EMBED', 'ar'],
    'not of one whose end is implied': ['<html lang="ar"><ul><li lang="fr">Bon<li>EMBED</ul>', 'ar'],
    'nor of one after it': ['<html lang="ar">EMBED<p lang="fr">Bon</p>', 'ar'],
    'not of what a script or a comment says': [
      '<html lang="ar"><!-- <div lang="fr"> --><script>"<div lang=de>"</script>EMBED',
      'ar',
    ],
    'of its body': ['<html lang="en"><p>x</p><body lang="ar"><p lang="fr">Bon</p>EMBED', 'ar'],
    'of an outer element where an inner one tells nothing': [
      '<html lang="ar"><section lang=""><div lang="??"><b lang="und">EMBED',
      'ar',
    ],
    'else of a header in its head': ['<html><meta http-equiv=Content-Language content="ar">EMBED', 'ar'],
    'or as it is told to networks': [
      '<html><head><meta property="og:locale" content="ar_AR"><meta charset="utf-8"></head>EMBED',
      'ar',
    ],
    'if that is one of ours': ['<html lang="sw"><body>EMBED', 'en'],
    'if it is any': ['<html lang="english"><meta http-equiv="content-language" content="ar, fr">EMBED', 'en'],
    'in YAML': ['---\ntitle: "lang: fr"\nlang: ar # ours\n---\n\nEMBED\n', 'ar', markdown],
    'in YAML, by another name, quoted': [
      '---\r\nlanguage: "zh-TW"\r\n---\r\n\r\nEMBED\r\n',
      'zh-Hant',
      markdown,
    ],
    'in TOML': ["+++\nlocale = 'ar_EG'\n+++\n\nEMBED\n", 'ar', markdown],
    'in JSON': ['{\n  "title": "x",\n  "lang": "ar"\n}\n\nEMBED\n', 'ar', markdown],
    'not in what only looks like front matter': ['# A\n\n---\nlang: ar\n---\n\nEMBED\n', 'en', markdown],
    'nor in a part of it': ['---\nparams:\n  lang: ar\n---\n\nEMBED\n', 'en', markdown],
    'of a template’s front matter': ['---\nlang: ar\n---\n<p>x</p>EMBED', 'ar', { name: 'a.njk' }],
    'not of what a template makes': ['<html lang="{{ page.lang }}"><body>EMBED', 'en', { name: 'a.njk' }],
    'where its feed tells it': ['<p>x</p>EMBED', 'ar', { lang: 'ar-SA' }],
  };
  for (const [what, [source, lang, parts]] of Object.entries(cases))
    it(`that is told ${what}`, () => {
      expect(languageOfCard(source, parts)).toBe(lang);
    });

  it('in each of its parts', () => {
    const source = '<html lang="en"><div lang="ar">ONE</div><p>TWO</p><div lang="fr"><p>THREE</p></div>';
    const one = article(source, { charset: 'utf-8' });
    const fallback = fallbackOf(english);
    const replacements = ['ONE', 'TWO', 'THREE'].map((words) => ({
      embed: placeOf(one, words, english.name),
      fallback,
    }));
    const { bytes } = rewriteArticle(one, replacements);
    const found = [
      ...Buffer.from(bytes)
        .toString()
        .matchAll(/<article [^>]*lang="([a-z]+)"/gu),
    ];
    expect(found.map(([, lang]) => lang)).toEqual(['ar', 'en', 'fr']);
  });

  it('and not of what the embeds beside it say of their posts', () => {
    const one = article(sitePage('20', '21').replace('lang="en"', 'lang="ar"'), { charset: 'utf-8' });
    const replacements = ['20', '21'].map((id) => {
      const start = textOfArticle(one).indexOf(`Words of ${id}`);
      const from = textOfArticle(one).lastIndexOf('<blockquote', start);
      const end = textOfArticle(one).indexOf('</blockquote>', start) + '</blockquote>'.length;
      const embed = { name: `x:${id}`, kind: 'blockquote', start: from, end } as const;
      return { embed, fallback: fallbackOf({ ...english, name: `x:${id}` }) };
    });
    const { bytes } = rewriteArticle(one, replacements);
    expect(
      Buffer.from(bytes)
        .toString()
        .match(/<article class="holdfast" lang="ar" dir="rtl">/gu),
    ).toHaveLength(2);
  });

  it('with the post’s own words told apart, each the other way round', () => {
    const inArabic = rewritten('<html lang="ar" dir="rtl"><p>خبر</p>EMBED').source;
    expect(inArabic).toContain('<strong>حُذف</strong>');
    expect(inArabic).toMatch(/<div class="holdfast-text" lang="en" dir="ltr">The tide turned\.<\/div>/u);
    const inEnglish = rewritten('<html lang="en"><p>“News”</p>EMBED', {}, arabic).source;
    expect(inEnglish).toContain('<strong>Deleted</strong>');
    expect(inEnglish).toMatch(/<div class="holdfast-text" lang="ar" dir="rtl">تغيّر المدّ\.<\/div>/u);
  });

  it('unless the one who publishes it has said which', () => {
    expect(languageOfCard('<html lang="ar">EMBED', {}, { ...english, lang: 'fr' })).toBe('fr');
  });

  it('in plain text the post’s own', () => {
    const { source } = rewritten('lang="ar" EMBED', { format: 'text', name: 'a.txt' }, english);
    expect(source).toContain('Deleted');
  });
});

describe('an article whose language was told', () => {
  it('is the same after a second run, and comes back as it was', async () => {
    for (const source of [
      '<html lang="en"><div lang="ar"><p lang="fr">x</p>EMBED</div>',
      '<html lang="ar">EMBED<p lang="fr">x</p>',
      '<meta property="og:locale" content="ar_AR">EMBED',
    ]) {
      const { out, originals, fallback } = rewritten(source);
      const [embed] = placesOf(out, []);
      const again = rewriteArticle(out, embed === undefined ? [] : [{ embed, fallback }]);
      expect(again.replaced).toBe(1);
      expect(Buffer.from(again.bytes).equals(Buffer.from(out.bytes))).toBe(true);
      const back = await restoring(originals)(out);
      expect(Buffer.from(back.bytes).toString()).toBe(source);
    }
  });
});

describe('a feed', () => {
  const quoted =
    '<blockquote class="twitter-tweet"><p lang="en">x</p>&mdash; A (@a) <a href="https://twitter.com/a/status/20">May 1, 2020</a></blockquote>';
  const item = (inside = '', attributes = '') =>
    `<item${attributes}>${inside}<guid>1</guid><description><![CDATA[${quoted}]]></description></item>`;
  const entry = (attributes = '', ofContent = '') =>
    `<entry${attributes}><id>1</id><content type="html"${ofContent}><![CDATA[${quoted}]]></content></entry>`;
  const json = (feed: object, one: object) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: '1', content_html: quoted, ...one }],
      ...feed,
    });
  const cases: Readonly<Record<string, readonly [source: string, lang: string | undefined]>> = {
    'RSS says it of its channel': [`<rss><channel><language>ar</language>${item()}</channel></rss>`, 'ar'],
    'also behind its items, in a section': [
      `<rss><channel>${item()}<language> <![CDATA[ar-eg]]> </language></channel></rss>`,
      'ar-eg',
    ],
    'RSS says it of an item': [
      `<rss><channel><language>en</language>${item('<dc:language>ar</dc:language>')}</channel></rss>`,
      'ar',
    ],
    'Atom says it as XML does': [`<feed xml:lang="ar">${entry()}</feed>`, 'ar'],
    'Atom says it of an entry': [`<feed xml:lang="en">${entry(' xml:lang="ar"')}</feed>`, 'ar'],
    'Atom says it of a text': [
      `<feed xml:lang="en">${entry(' xml:lang="fr"', ' xml:lang="ar"')}</feed>`,
      'ar',
    ],
    'JSON Feed says it of all items': [json({ language: 'ar' }, {}), 'ar'],
    'JSON Feed says it of one': [json({ language: 'en' }, { language: 'ar' }), 'ar'],
    'a feed says nothing of it': [`<rss><channel>${item()}</channel></rss>`, undefined],
    'what an item holds is none of the feed': [
      `<rss><channel>${item('<language2>x</language2>')}<image><title>x</title></image></channel></rss>`,
      undefined,
    ],
  };
  for (const [what, [source, lang]] of Object.entries(cases))
    it(`of which ${what}`, async () => {
      const [one] = await itemsIn(source);
      expect(one?.lang).toBe(lang);
    });

  it('gets cards in that language, in which its own parts may speak another', async () => {
    const { text: source } = await rewrittenFeed(
      `<rss><channel><language>ar</language>${item()}<item><guid>2</guid><description><![CDATA[<div lang="fr"><p>Bon</p>${quoted}</div>]]></description></item></channel></rss>`,
      (name) => fallbackOf({ ...english, name }),
    );
    expect([...source.matchAll(/-->\s*<div lang="([a-z]+)" dir/gu)].map(([, lang]) => lang)).toEqual([
      'ar',
      'fr',
    ]);
  });
});
