import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';
import { openReader, type Reader } from '../capture/read-in-browser.ts';
import { ownPages } from './post-pages.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

it('all that have one are here', () => {
  const having = platforms.filter(({ postPage }) => postPage !== undefined);
  expect(having.map(({ id }) => id).sort()).toEqual(ownPages.map(({ platform }) => platform.id).sort());
});

describe.each(ownPages)(
  'a post’s own page on $platform.name',
  ({ platform, ids, address, known, html, wall, wallKind }) => {
    const { postPage } = platform;
    if (postPage === undefined) throw new Error(`${platform.name} has none`);
    const judge = (page: string, id: string, more = {}) =>
      reader.judge(page, postPage, { id, ...known, ...more });
    const [asked, beside, elsewhere] = ids;

    it('is opened at its address', () => {
      const ref = platform.refOf(asked);
      expect(ref === null ? null : postPage.url(ref, 'light')).toBe(address);
      expect(postPage.walls.filter(({ text }) => text !== text.toLowerCase())).toEqual([]);
    });

    it('is verified by what is known of the post', async () => {
      expect(await judge(html, asked)).toMatchObject({ kind: 'post' });
    });

    it.each([beside, elsewhere])('is refused for another post', async (id) => {
      expect((await judge(html, id)).kind).not.toBe('post');
    });

    it('is refused with another author, other words, a wall, nothing', async () => {
      expect((await judge(html, asked, { handle: 'joe' })).kind).not.toBe('post');
      expect((await judge(html, asked, { text: 'Other words' })).kind).not.toBe('post');
      expect((await judge(wall, asked)).kind).toBe(wallKind);
      expect((await judge('<div id="app"></div>', asked)).kind).toBe('empty');
    });
  },
);
