import { describe, expect, it } from 'vitest';
import type { Platform } from '../../src/model/platform.ts';
import { facebook } from '../../src/platforms/facebook/index.ts';
import { instagram } from '../../src/platforms/instagram/index.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { threads } from '../../src/platforms/threads/index.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { youtube } from '../../src/platforms/youtube/index.ts';
import { walls as facebookWalls } from './facebook-walls.ts';
import { walls as instagramWalls } from './instagram-walls.ts';
import { wireOf } from './platform-corpus.ts';
import { walls as redditWalls } from './reddit-walls.ts';
import { walls as telegramWalls } from './telegram-walls.ts';
import { walls as threadsWalls } from './threads-walls.ts';
import { walls as tiktokWalls } from './tiktok-walls.ts';
import type { Wall } from './usual-walls.ts';
import { walls as youtubeWalls } from './youtube-walls.ts';

const shelves: readonly { platform: Platform; walls: readonly Wall[]; asked: string }[] = [
  { platform: youtube, walls: youtubeWalls, asked: 'https://www.youtube.com/watch?v=pO5L6vXtxsI' },
  { platform: tiktok, walls: tiktokWalls, asked: 'https://www.tiktok.com/@jo/video/7134059641968872746' },
  { platform: reddit, walls: redditWalls, asked: 'https://www.reddit.com/r/kelp/comments/7pfpeq/a/' },
  { platform: telegram, walls: telegramWalls, asked: 'https://t.me/Channel/123' },
  { platform: instagram, walls: instagramWalls, asked: 'https://www.instagram.com/p/CIyNZQhH4DQ/' },
  {
    platform: facebook,
    walls: facebookWalls,
    asked: 'https://www.facebook.com/wikipedia/posts/928812574504508',
  },
  { platform: threads, walls: threadsWalls, asked: 'https://www.threads.com/@jo/post/DXnWnLSEuMH' },
];

describe.each(shelves)('what stands in the way of $platform.name', ({ platform, walls, asked }) => {
  const ref = platform.match(new URL(asked), 'markup') ?? { platform: '', id: '', url: asked };

  it('is met by every source', () => {
    for (const { id } of platform.sources)
      expect(walls.filter(({ source }) => source === id).length).toBeGreaterThanOrEqual(35);
  });

  it('is never a state', () => {
    const told = walls.flatMap(({ name, source: id, status, headers = [], body }) => {
      const source = platform.sources.find((each) => each.id === id);
      const answer = source?.read({ ...wireOf(body, status), headers }, ref);
      return answer?.kind === 'unknown' ? [] : [`${id}: ${name}: ${JSON.stringify(answer)}`];
    });
    expect(told).toEqual([]);
  });

  it('is never the embed page of a post, nor an archived copy of one', () => {
    for (const { name, body, status } of walls) {
      const wire = wireOf(body, status);
      const link = { archive: 'web.archive.org', original: asked, url: asked, takenAt: wire.at };
      const memento = { ...link, mediaType: null, status, digest: null, wire };
      expect(platform.page?.read?.(wire, ref).kind ?? 'unknown', name).toBe('unknown');
      expect(platform.readArchived?.(memento, ref).kind, name).toBe('unknown');
    }
  });
});
