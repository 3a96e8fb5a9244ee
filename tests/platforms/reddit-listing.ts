/** A post as Reddit lists it, asked for without escapes; hand-made, for no recording of one was to be had. */
export function thing(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    name: 't3_7pfpeq',
    id: '7pfpeq',
    subreddit: 'kelp',
    subreddit_name_prefixed: 'r/kelp',
    title: 'A title & more',
    author: 'nadia-n',
    author_fullname: 't2_abc12',
    created_utc: 1_515_513_600,
    permalink: '/r/kelp/comments/7pfpeq/a_title/',
    url: 'https://www.reddit.com/r/kelp/comments/7pfpeq/a_title/',
    domain: 'self.kelp',
    is_self: true,
    is_video: false,
    over_18: false,
    selftext: 'One *two*\n\nsee [here](https://example.org/?a=1&b=2) u/jojo\n\n* a\n* b',
    selftext_html:
      '<!-- SC_OFF --><div class="md"><p>One <em>two</em></p>\n\n<p>see <a href="https://example.org/?a=1&amp;b=2">here</a> <a href="/u/jojo">u/jojo</a></p>\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</div><!-- SC_ON -->',
    removed_by_category: null,
    score: 12,
    ups: 12,
    num_comments: 3,
    edited: false,
    media: null,
    secure_media: null,
    ...part,
  };
}

/** `[post, comments]`, as a post's page gives them; `without`: a field to leave out. */
export function discussion(part: Readonly<Record<string, unknown>> = {}, without = ''): [unknown, unknown] {
  const fields = Object.entries(thing(part)).filter(([key]) => key !== without);
  return [listed([Object.fromEntries(fields)], 't3'), listed([], 't1')];
}

export function listed(things: readonly unknown[], kind: string): unknown {
  const children = things.map((data) => ({ kind, data }));
  return {
    kind: 'Listing',
    data: { after: null, dist: children.length, modhash: '', children, before: null },
  };
}

export function comment(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const body = typeof part['body'] === 'string' ? part['body'] : 'A comment';
  const name = typeof part['name'] === 'string' ? part['name'] : 't1_kbjvg1k';
  return {
    name: 't1_kbjvg1k',
    author: 'nadia-n',
    author_fullname: 't2_abc12',
    created_utc: 1_515_520_000,
    permalink: `/r/kelp/comments/7pfpeq/a_title/${name.slice(3)}/`,
    body,
    body_html: `<div class="md"><p>${body}</p>\n</div>`,
    parent_id: 't1_kbjvg0a',
    link_id: 't3_7pfpeq',
    score: 2,
    replies: '',
    ...part,
  };
}

/** Four of five pictures, one moving, one in the works. */
export const gallery = {
  is_self: false,
  is_gallery: true,
  selftext: '',
  selftext_html: null,
  url: 'https://www.reddit.com/gallery/7pfpeq',
  domain: 'reddit.com',
  gallery_data: {
    items: [
      { media_id: 'b1b1b1b1', id: 1, caption: 'Kelp & rock' },
      { media_id: 'a2a2a2a2', id: 2 },
      { media_id: 'c3c3c3c3', id: 3 },
      { media_id: 'd4d4d4d4', id: 4 },
      { media_id: 'e5e5e5e5', id: 5 },
    ],
  },
  media_metadata: {
    a2a2a2a2: {
      status: 'valid',
      e: 'Image',
      m: 'image/png',
      s: { y: 20, x: 10, u: 'https://preview.redd.it/a2a2a2a2.png?width=10&s=1' },
    },
    b1b1b1b1: {
      status: 'valid',
      e: 'Image',
      m: 'image/jpg',
      s: { y: 2000, x: 1000, u: 'https://preview.redd.it/b1b1b1b1.jpg?width=1000&s=2' },
    },
    c3c3c3c3: {
      status: 'valid',
      e: 'AnimatedImage',
      m: 'image/gif',
      s: {
        y: 30,
        x: 40,
        gif: 'https://i.redd.it/c3c3c3c3.gif',
        mp4: 'https://preview.redd.it/c3c3c3c3.gif?format=mp4&s=3',
      },
    },
    d4d4d4d4: { status: 'unprocessed' },
    e5e5e5e5: {
      status: 'valid',
      e: 'RedditVideo',
      x: 640,
      y: 480,
      hlsUrl: 'https://v.redd.it/link/7pfpeq/asset/e5/HLSPlaylist.m3u8?a=1',
      isGif: false,
    },
  },
};
