import { expect, it } from 'vitest';
import { platformsInArticles } from '../../src/platforms/in-articles.ts';
import { platforms } from '../../src/platforms/index.ts';

it('names every platform in both lists, in the same order', () => {
  expect(platformsInArticles.map(({ id }) => id)).toEqual(platforms.map(({ id }) => id));
});

it('finds posts in articles by the same means either way', () => {
  for (const [index, parts] of platformsInArticles.entries()) expect(platforms[index]).toMatchObject(parts);
});
