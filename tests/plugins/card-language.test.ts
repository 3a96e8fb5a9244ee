import { rmSync } from 'node:fs';
import rehypeParse from 'rehype-parse';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { afterAll, describe, expect, it } from 'vitest';
import { cardFor } from '../../src/plugins/card-for.ts';
import eleventyHoldfast, { type EleventyConfig } from '../../src/plugins/eleventy.ts';
import { openFallbacks } from '../../src/plugins/fallbacks.ts';
import { putFallbacks } from '../../src/plugins/put-fallbacks.ts';
import { putIntoMarkdown } from '../../src/plugins/put-into-markdown.ts';
import rehypeHoldfast from '../../src/plugins/rehype.ts';
import remarkHoldfast from '../../src/plugins/remark.ts';
import { cardOf, entryOf, exportedFolder, tweet } from './exported.ts';

const speaking = (lang: string) => cardOf('x:20').replace('lang="en"', `lang="${lang}"`);
const cardsIn = (lang: string) => ({
  ...entryOf('x:20'),
  html: speaking(lang),
  amp: `<article>amp ${lang}</article>`,
});
const folder = exportedFolder({
  posts: {
    'x:20': entryOf('x:20', { languages: { ar: cardsIn('ar'), 'zh-Hant': cardsIn('zh-Hant') } }),
    'x:30': entryOf('x:30'),
  },
});
const fallbacks = openFallbacks(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of all cards, in order. */
function languagesIn(html: unknown): readonly (string | undefined)[] {
  return [...String(html).matchAll(/<article class(?:Name)?="holdfast" lang="([^"]*)"/gu)].map(
    ([, lang]) => lang,
  );
}

describe('a card is in the language of its page', () => {
  const put = (page: string) => putFallbacks(page, fallbacks, { path: 'a.html' }).html;

  it('as built HTML declares it, of each part', () => {
    expect(languagesIn(put(`<html lang="ar-EG"><body>${tweet('20')}`))).toEqual(['ar']);
    expect(
      languagesIn(put(`<html lang="fr"><body>${tweet('20')}<div lang="zh-TW"><p>x</p>${tweet('20')}</div>`)),
    ).toEqual(['en', 'zh-Hant']);
    expect(put(`<html amp lang="ar"><body>${tweet('20')}`)).toContain('<article>amp ar</article>');
  });

  it('if the fallbacks have it, else in the one they speak anyway', () => {
    expect(languagesIn(put(`<html lang="ar"><body>${tweet('30')}${tweet('20')}`))).toEqual(['en', 'ar']);
    expect(languagesIn(put(`<html lang="__proto__"><body>${tweet('20')}`))).toEqual(['en']);
    expect(languagesIn(put(`<body>${tweet('20')}`))).toEqual(['en']);
  });

  it('and is found standing there when it is done again', () => {
    const once = put(`<html lang="ar"><body><p>x</p>${tweet('20')}`);
    expect(put(once)).toBe(once);
  });

  it('as a tree of HTML declares it, or the front matter of its file', async () => {
    const rehype = unified().use(rehypeParse).use(rehypeHoldfast, { fallbacks: folder }).use(rehypeStringify);
    expect(languagesIn(await rehype.process(`<html lang="ar"><body>${tweet('20')}`))).toEqual(['ar']);
    const markdown = (data: object) =>
      unified()
        .use(remarkParse)
        .use(remarkRehype)
        .use(() => (_tree, file) => {
          Object.assign(file.data, data);
        })
        .use(rehypeHoldfast, { fallbacks: folder })
        .use(rehypeStringify)
        .process('https://x.com/frog/status/20\n');
    expect(languagesIn(await markdown({}))).toEqual(['en']);
    expect(languagesIn(await markdown({ matter: { lang: 'ar' } }))).toEqual(['ar']);
    expect(languagesIn(await markdown({ astro: { frontmatter: { locale: 'zh_HK' } } }))).toEqual(['zh-Hant']);
  });

  it('as front matter of Markdown declares it', async () => {
    const source = '---\nlang: ar\n---\n\nhttps://x.com/frog/status/20\n';
    const remark = unified()
      .use(remarkParse)
      .use(remarkHoldfast, { fallbacks: folder })
      .use(remarkRehype)
      .use(rehypeStringify);
    expect(languagesIn(await remark.process(source))).toEqual(['ar']);
    expect(languagesIn(putIntoMarkdown(source, fallbacks, { path: 'a.md' }).html)).toEqual(['ar']);
  });

  it('as a shortcode is told it, or knows it of its page', () => {
    expect(languagesIn(cardFor('x:20', fallbacks, 'ar').html)).toEqual(['ar']);
    const shown = new Map<string, (this: object, post: string, lang?: string) => string>();
    const config = {
      addTransform: () => {},
      addFilter: () => {},
      addShortcode: (name: string, show: (this: never, post: string, lang?: string) => string) => {
        shown.set(name, show as never);
      },
      addWatchTarget: () => {},
      on: () => {},
    } satisfies EleventyConfig;
    eleventyHoldfast(config, { fallbacks: folder });
    const show = (page: object, lang?: string) =>
      languagesIn(shown.get('holdfast')?.call(page, 'x:20', lang));
    expect(show({})).toEqual(['en']);
    expect(show({ page: { lang: 'ar' } })).toEqual(['ar']);
    expect(show({ ctx: { lang: 'ar' }, page: { lang: 'en' } })).toEqual(['ar']);
    expect(show({ ctx: { environments: { lang: 'ar' } } })).toEqual(['ar']);
    expect(show({ ctx: { lang: 'ar' } }, 'zh-TW')).toEqual(['zh-Hant']);
  });
});
