import { usualWalls, type Wall } from './usual-walls.ts';

/** Pages in the way of post t3_7pfpeq, and answers that say nothing certain of it. */
export const walls: readonly Wall[] = [
  ...['reddit-json', 'reddit-oembed', 'reddit-embed'].flatMap(usualWalls),
  ...['reddit-json', 'reddit-oembed'].flatMap((source): Wall[] => [
    {
      name: 'whoa there',
      source,
      status: 403,
      body: '<html><title>Blocked</title>whoa there, pardner! Your request has been blocked by network security.</html>',
    },
    {
      name: 'blocked, with 200',
      source,
      status: 200,
      body: '<body>You’ve been blocked by network security.</body>',
    },
    {
      name: 'a private community',
      source,
      status: 403,
      body: '{"reason":"private","message":"Forbidden","error":403}',
    },
    {
      name: 'a banned community',
      source,
      status: 404,
      body: '{"reason":"banned","message":"Not Found","error":404}',
    },
    {
      name: 'a quarantined community',
      source,
      status: 403,
      body: '{"reason":"quarantined","message":"Forbidden","error":403}',
    },
    { name: 'not there', source, status: 404, body: '{"message":"Not Found","error":404}' },
    { name: 'a limit', source, status: 200, body: '{"message":"Too Many Requests","error":429}' },
  ]),
  ...(
    [
      ['an empty listing', [listing([]), listing([])]],
      [
        'a listing of another post',
        [
          listing([
            {
              kind: 't3',
              data: {
                name: 't3_other',
                title: '[deleted]',
                author: '[deleted]',
                removed_by_category: 'deleted',
              },
            },
          ]),
        ],
      ],
      ['a listing of a community', [listing([{ kind: 't5', data: { name: 't3_7pfpeq' } }])]],
      [
        'a joke of a text',
        [
          listing([
            {
              kind: 't3',
              data: { name: 't3_7pfpeq', title: 'a', author: 'jojo', selftext: '[removed]', is_self: true },
            },
          ]),
        ],
      ],
      [
        'a new kind of removal',
        [
          listing([
            {
              kind: 't3',
              data: { name: 't3_7pfpeq', title: 'a', author: 'jojo', removed_by_category: 'new' },
            },
          ]),
        ],
      ],
      ['an odd kind', { kind: 'Listing', data: { children: 'deleted' } }],
    ] as readonly (readonly [string, unknown])[]
  ).map(
    ([name, value]): Wall => ({
      name,
      source: 'reddit-json',
      status: 200,
      body: JSON.stringify(value),
    }),
  ),
  ...[
    [
      'no title',
      '<input id="canonical-url-updater" value="https://www.reddit.com/r/kelp/comments/7pfpeq/a/">',
    ],
    [
      'another post',
      '<input id="canonical-url-updater" value="https://www.reddit.com/r/kelp/comments/other/a/"><p>This post has been deleted</p>',
    ],
    [
      'no post',
      '<input id="canonical-url-updater" value="https://www.reddit.com/undefined"><p>This post has been deleted</p>',
    ],
    ['a captcha', '<form><p>Prove your humanity</p><input name="reputation-recaptcha"></form>'],
  ].map(
    ([name, body]): Wall => ({
      name: `a frame with ${name}`,
      source: 'reddit-embed',
      status: 200,
      body: `<html><body>${body}</body></html>`,
    }),
  ),
  {
    name: 'a nameless post',
    source: 'reddit-oembed',
    status: 200,
    body: '{"title":"a","author_name":"[deleted]","html":"<a href=\\"https://www.reddit.com/r/kelp/comments/7pfpeq/a/\\">a</a>"}',
  },
];

function listing(children: readonly unknown[]): unknown {
  return { kind: 'Listing', data: { children } };
}
