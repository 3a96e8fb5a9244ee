import { usualWalls, type Wall } from './usual-walls.ts';

/** Answers in the way of post CIyNZQhH4DQ: none of the codes of the Graph API is a state. */
export const walls: readonly Wall[] = [
  ...['instagram-oembed'].flatMap(usualWalls),
  ...[1, 2, 4, 10, 17, 24, 32, 100, 102, 104, 190, 200, 341, 368, 613, 803, 80_001, 999_999].flatMap((code) =>
    [200, 400].map(
      (status): Wall => ({
        name: `error ${code} with ${status}`,
        source: 'instagram-oembed',
        status,
        body: JSON.stringify({ error: { message: 'The post was deleted', type: 'OAuthException', code } }),
      }),
    ),
  ),
  { name: 'an error in words', source: 'instagram-oembed', status: 400, body: '{"error":"deleted"}' },
  {
    name: 'html without a post',
    source: 'instagram-oembed',
    status: 200,
    body: '{"html":"<p>This post was deleted</p>","type":"rich"}',
  },
];
