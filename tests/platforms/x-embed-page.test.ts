import { describe, expect, it } from 'vitest';
import { embedPage } from '../../src/platforms/x/embed-page.ts';
import { ref } from './x-corpus.ts';

describe('X’s embed page', () => {
  it('is opened by the id, in the theme asked for, without tracking or the thread', () => {
    const url = new URL(embedPage.url(ref('1595150565428039681'), 'dark'));
    expect(url.origin + url.pathname).toBe('https://platform.twitter.com/embed/Tweet.html');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      id: '1595150565428039681',
      theme: 'dark',
      dnt: 'true',
      lang: 'en',
      hideThread: 'true',
    });
    expect(embedPage.url(ref('20'), 'light')).toContain('theme=light');
  });

  it('names walls in lower case, for they are looked for so', () => {
    for (const { text } of embedPage.walls) expect(text).toBe(text.toLowerCase());
    expect(new Set(embedPage.walls.map(({ text }) => text)).size).toBe(embedPage.walls.length);
  });

  it('selects by nothing that changes with a build of the page', () => {
    const selectors = [embedPage.element, embedPage.text, embedPage.author, embedPage.permalink];
    expect(selectors.filter((selector) => /\.|css-|\br-/.test(selector))).toEqual([]);
  });
});
