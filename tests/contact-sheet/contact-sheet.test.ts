import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { refOf } from './archive-posts.ts';
import { kinds } from './kinds.ts';
import { inColumns } from './layout.ts';
import { sheetPosts } from './sheet-posts.ts';

describe('the contact sheet', () => {
  it('is of 24 posts, and shows every kind', () => {
    expect(sheetPosts).toHaveLength(24);
    const shown = new Set(sheetPosts.flatMap(({ shows }) => shows));
    expect(kinds.filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it('says of no post what isn’t so', () => {
    const wrong = sheetPosts.filter(({ shows, post, picture, theme, known, state, url }) => {
      const photos = post.media.filter(({ kind }) => kind === 'photo').length;
      const told = {
        'photos-2': photos === 2,
        'photos-3': photos === 3,
        'photos-4': photos === 4,
        video: post.media.some(({ kind }) => kind === 'video'),
        gif: post.media.some(({ kind }) => kind === 'gif'),
        'no-text': post.segments.length === 0,
        poll: post.poll !== null,
        quote: post.quote !== null,
        'link-card': post.card !== null,
        note: post.note !== null,
        reply: post.parent !== null,
        edited: post.edits !== null,
        sensitive: post.sensitive,
        deleted: state === 'deleted',
        'archived-copy': known === 'archive',
        'as-quoted': known === 'quoted',
        provisional: url === null,
        rtl: post.dir === 'rtl',
        dark: theme === 'dark',
        'embed-light': picture === 'embed' && theme === 'light',
        'embed-dark': picture === 'embed' && theme === 'dark',
      };
      return Object.entries(told).some(([kind, isSo]) => isSo !== shows.some((each) => each === kind));
    });
    expect(wrong.map(({ caption }) => caption)).toEqual([]);
  });

  it('names posts that their platforms could have', () => {
    const refs = sheetPosts.filter(({ url }) => url !== null).map((post) => refOf(post)?.url);
    expect(new Set(refs).size).toBe(sheetPosts.length - 1);
  });

  it('is there, and light enough for a README', async () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../data/contact-sheet.webp'));
    expect(bytes.length).toBeLessThanOrEqual(400 * 1024);
    const { format, width } = await sharp(bytes).metadata();
    expect({ format, width }).toEqual({ format: 'webp', width: 1600 });
  });
});

describe('its columns', () => {
  it('end on one line, with no tile over another and gaps that differ little', () => {
    const heights = Array.from({ length: 24 }, (_, index) => 120 + ((index * 97) % 300));
    const { places, height } = inColumns(heights, 4, 20);
    for (const column of [0, 1, 2, 3]) {
      const tiles = places.flatMap((place, index) =>
        place.column === column ? [{ top: place.top, bottom: place.top + (heights[index] ?? 0) }] : [],
      );
      expect(tiles[0]?.top).toBe(0);
      expect(Math.abs((tiles.at(-1)?.bottom ?? 0) - height)).toBeLessThanOrEqual(1);
      const gaps = tiles.slice(1).map(({ top }, index) => top - (tiles[index]?.bottom ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
      expect(Math.max(...gaps)).toBeLessThan(30);
    }
  });
});
