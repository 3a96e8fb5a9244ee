import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { cardStyle } from '../../src/render/style.ts';
import { type Fallback, fallbackOf } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, text, view } from '../render/views.ts';
import { article, placeOf, restoring, textOfArticle } from './articles.ts';

const shown = view({ post: post({ segments: [text('The tide turned.')], lang: 'en' }) });
const style = `<style>${cardStyle}</style>`;
const cards = new Map(
  ['1', '2', '3'].map((id) => [`social:${id}`, fallbackOf({ ...shown, name: `social:${id}` })]),
);

/** `EMBED1`, `EMBED2` … become cards of posts of those numbers. */
function rewritten(source: string, parts: Partial<Article> = {}, of: (name: string) => Fallback = cardOf) {
  const one = article(source, { charset: 'utf-8', ...parts });
  const replacements = [...source.matchAll(/EMBED(\d)/gu)].map(([words, id]) => ({
    embed: placeOf(one, words, `social:${id}`),
    fallback: of(`social:${id}`),
  }));
  const { bytes, originals } = rewriteArticle(one, replacements);
  return { out: { ...one, bytes }, originals, source: textOfArticle({ ...one, bytes }) };
}

function cardOf(name: string): Fallback {
  const card = cards.get(name);
  if (card === undefined) throw new Error(`no ${name}`);
  return card;
}

/** Once more, of the posts with these names. */
function again(out: Article, names: readonly string[] = [...cards.keys()]): Article {
  const places = placesOf(out, []).filter(({ name }) => names.includes(name));
  const replacements = places.map((embed) => ({ embed, fallback: cardOf(embed.name) }));
  return { ...out, bytes: rewriteArticle(out, replacements).bytes };
}

/** What stands where, in a word each. */
function outline(source: string): string {
  return source
    .replaceAll(style, ' style ')
    .replace(/<link rel="stylesheet"[^>]*>/gu, ' link ')
    .replace(/<style>\{.*?\}<\/style>/gu, ' style ')
    .replace(/(?:<!--|\{\/\*)holdfast ref="social:(\d)"[^>]*>/gu, ' card$1 ')
    .replace(/<[^>]*>|\{[^{}]*\}/gu, ' ')
    .split(/\s+/u)
    .filter((word) => /^(?:style|link|card\d)$/u.test(word))
    .join(' ');
}

describe('the style of cards', () => {
  it('comes once for a page, in the first card that stands there', () => {
    const { source } = rewritten('<p>a</p>EMBED2<p>b</p>EMBED1<p>c</p>EMBED3');
    expect(outline(source)).toBe('card2 style card1 card3');
    expect(source.length).toBeLessThan(style.length * 2);
  });

  it('comes once in Markdown and MDX, and by one link where it is a file', () => {
    const source = 'EMBED1\n\nEMBED2\n';
    expect(outline(rewritten(source, { format: 'markdown', name: 'a.md' }).source)).toBe('card1 style card2');
    expect(outline(rewritten(source, { format: 'markdown', name: 'a.mdx' }).source)).toBe(
      'card1 style card2',
    );
    const linked = (name: string) => fallbackOf({ ...shown, name }, { css: 'link', stylesheet: '/h.css' });
    expect(outline(rewritten(source, {}, linked).source)).toBe('card1 link card2');
  });

  it('comes with no card of a page that has it already, as its own or from a plugin', () => {
    const page = `<head>${style}</head><body>EMBED1 EMBED2`;
    expect(outline(rewritten(page).source)).toBe('style card1 card2');
    expect(outline(rewritten(page.replace('color', 'colour')).source)).toBe('card1 style card2');
  });

  it('comes with each card that may be shown without the others', () => {
    const template = '{% if a %}EMBED1{% endif %}EMBED2';
    expect(outline(rewritten(template, { name: 'a.njk' }).source)).toBe('card1 style card2 style');
    const page = '<noscript>EMBED1</noscript><template><template></template>EMBED2</template>EMBED3';
    expect(outline(rewritten(page).source)).toBe('card1 style card2 style card3 style');
    const after = 'EMBED1<noscript>EMBED2</noscript>EMBED3';
    expect(outline(rewritten(after).source)).toBe('card1 style card2 style card3');
    const hidden = `<template>${style}</template>EMBED1`;
    expect(outline(rewritten(hidden).source)).toBe('style card1 style');
  });

  it('goes with no form that has it on its elements', () => {
    const { source } = rewritten('<!doctype html><html ⚡><body>EMBED1 EMBED2');
    expect(outline(source)).toBe('card1 card2');
    const mixed = again({
      ...rewritten('<html amp><body>EMBED1').out,
      bytes: Buffer.from(rewritten('<html amp><body>EMBED1').source.replace('<html amp>', '<html>')),
    });
    const later = textOfArticle(mixed).replace('<!--/holdfast-->', '<!--/holdfast-->EMBED2');
    expect(outline(rewritten(later).source)).toBe('card1 card2 style');
  });
});

describe('a page whose cards share a style', () => {
  const page = '<p>a</p>EMBED1<p>b</p>EMBED2<p>c</p>EMBED3';
  const first = rewritten(page);

  it('is the same after a second run, and comes back as it was', async () => {
    expect(textOfArticle(again(first.out))).toBe(first.source);
    const back = await restoring(first.originals)(first.out);
    expect(Buffer.from(back.bytes).toString()).toBe(page);
  });

  it('has it after another run when a card was put before, taken out, or is not written anew', () => {
    const before = rewritten(first.source.replace('<p>a</p>', 'EMBED3<p>a</p>')).out;
    expect(outline(textOfArticle(again(before)))).toBe('card3 style card1 card2 card3');
    const without = {
      ...first.out,
      bytes: Buffer.from(first.source.replace(/<!--holdfast.*?<!--\/holdfast-->/u, '')),
    };
    expect(outline(textOfArticle(without))).toBe('card2 card3');
    expect(outline(textOfArticle(again(without)))).toBe('card2 style card3');
    expect(outline(textOfArticle(again(first.out, ['social:2', 'social:3'])))).toBe(
      'card1 style card2 card3',
    );
    expect(outline(textOfArticle(again(first.out, ['social:1'])))).toBe('card1 style card2 card3');
  });

  it('keeps it for the card that can’t be taken out, whose original isn’t there', async () => {
    const { bytes, missing } = await restoring(first.originals.slice(0, 1))(first.out);
    expect(missing).toHaveLength(2);
    expect(outline(Buffer.from(bytes).toString())).toBe('card2 style card3');
    const all = await restoring(first.originals.slice(1))(first.out);
    expect(outline(Buffer.from(all.bytes).toString())).toBe('card1 style');
  });
});
