import { describe, expect, it } from 'vitest';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { mastodon } from '../../src/platforms/mastodon/index.ts';
import { did, key } from './bluesky-views.ts';
import { walls as blueskyWalls } from './bluesky-walls.ts';
import { ref } from './mastodon-statuses.ts';
import { walls as mastodonWalls } from './mastodon-walls.ts';
import { wireOf } from './platform-corpus.ts';

const shelves = [
  { platform: bluesky, walls: blueskyWalls, asked: bluesky.refOf(`${did}/${key}`) ?? ref },
  { platform: mastodon, walls: mastodonWalls, asked: ref },
];

describe.each(shelves)('what stands in the way of $platform.name', ({ platform, walls, asked }) => {
  it('is met by every source', () => {
    for (const { id } of platform.sources)
      expect(walls.filter(({ source }) => source === id).length).toBeGreaterThanOrEqual(40);
  });

  it('is never a state', () => {
    const told = walls.flatMap(({ name, source: id, status, headers = [], body }) => {
      const source = platform.sources.find((each) => each.id === id);
      const answer = source?.read({ ...wireOf(body, status), headers }, asked);
      return answer?.kind === 'unknown' ? [] : [`${id}: ${name}: ${JSON.stringify(answer)}`];
    });
    expect(told).toEqual([]);
  });

  it('is never the embed page of a post, nor an archived copy of one', () => {
    for (const { body, status } of walls) {
      const wire = wireOf(body, status);
      const memento = {
        archive: 'web.archive.org',
        original: asked.url,
        url: asked.url,
        takenAt: wire.at,
        mediaType: null,
        status,
        digest: null,
        wire,
      };
      expect(platform.page?.read?.(wire, asked).kind).toBe('unknown');
      expect(platform.readArchived?.(memento, asked).kind).toBe('unknown');
    }
  });
});
