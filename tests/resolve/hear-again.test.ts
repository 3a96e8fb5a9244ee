import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/answer.ts';
import { textOf } from '../../src/model/post.ts';
import { x } from '../../src/platforms/x/index.ts';
import { hearAgain } from '../../src/resolve/hear-again.ts';
import { at, blockquote, id, seenLive, tweet } from './stand-in.ts';

const ref = { platform: 'x', id, url: `https://x.com/i/status/${id}` };
const bodies: Readonly<Record<string, unknown>> = {
  old: { ...tweet, text: 'Old words' },
  new: tweet,
  quote: blockquote('Hello world'),
  copy: { ...tweet, created_at: 'Sun Sep 17 15:52:15 +0000 2023', text: 'Hello then', truncated: false },
};

function heard(source: string, wire: string, changes: Partial<Observation> = {}): Observation {
  return { ...seenLive(), source, wire, at, ...changes };
}

const bodyOf = (hash: string) => {
  const body = bodies[hash];
  return Promise.resolve(body === undefined ? null : new TextEncoder().encode(JSON.stringify(body)));
};

describe('sources heard again', () => {
  it('say what their latest kept wire says, archived copies by their own reader', async () => {
    const observations = [
      heard('x-syndication', 'old'),
      heard('x-syndication', 'new'),
      heard('x-oembed', 'quote'),
      heard('wayback', 'copy', { rank: 'archive', asOf: '2023-10-01T00:00:00.000Z' }),
    ];
    const claims = await hearAgain(ref, x, observations, bodyOf);
    expect(claims.map(({ source, rank, post }) => [source, rank, textOf(post.segments)])).toEqual([
      ['x-syndication', 'platform', 'Hello world'],
      ['x-oembed', 'platform', 'Hello world'],
      ['wayback', 'archive', 'Hello then'],
    ]);
  });

  it('are silent where they said nothing of the post, or their wire is lost or not theirs', async () => {
    const observations = [
      heard('x-syndication', 'new', { outcome: 'deleted' }),
      heard('x-oembed', 'lost'),
      heard('wayback', 'copy', { rank: 'archive', asOf: null }),
      heard('article', 'quote', { rank: 'article', outcome: 'quoted' }),
      heard('x-page', 'new'),
    ];
    expect(await hearAgain(ref, x, observations, bodyOf)).toEqual([]);
  });
});
