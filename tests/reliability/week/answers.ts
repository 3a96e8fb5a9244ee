import type { Reply } from '../../stand-in/hosts.ts';
import { madeTweet, tombstone, tweetOf, type XAnswer } from '../../stand-in/x-answers.ts';
import { oembedOf } from '../../stand-in/x-oembed.ts';
import type { Fate, Network, Scene, ScriptedPost } from './script.ts';
import { didOf, mastodonHost } from './write-script.ts';

/** A place that tells of one post, and what it says then. */
export interface Telling {
  readonly post: ScriptedPost;
  /** It tells all there is; the others only some, and nothing of why a post is gone. */
  readonly isFirst: boolean;
  readonly reply: (scene: Scene, now: number) => Reply;
}

/** Hosts of each network. */
export const hostsOf: Readonly<Record<Network | 'news', readonly string[]>> = {
  x: ['cdn.syndication.twimg.com', 'publish.twitter.com', 'publish.x.com', 'pbs.twimg.com'],
  bluesky: ['public.api.bsky.app', 'embed.bsky.app', 'cdn.bsky.app', 'bsky.social'],
  mastodon: [mastodonHost, `files.${mastodonHost}`],
  news: ['news.example'],
};

/** What is asked for at an address; null where it is no post. */
export function tellingAt(url: URL, posts: ReadonlyMap<string, ScriptedPost>): Telling | null {
  for (const { pattern, isFirst, reply } of places) {
    const local = pattern.exec(decodeURIComponent(url.href))?.[1];
    const post = local === undefined ? undefined : posts.get(local);
    if (post === undefined) continue;
    return { post, isFirst, reply: (scene, now) => reply(post, scene, now) };
  }
  return null;
}

interface Place {
  readonly pattern: RegExp;
  readonly isFirst: boolean;
  readonly reply: (post: ScriptedPost, scene: Scene, now: number) => Reply;
}

const places: readonly Place[] = [
  {
    pattern: /^https:\/\/cdn\.syndication\.twimg\.com\/tweet-result\?id=(\d+)/u,
    isFirst: true,
    reply: (post, scene, now) => {
      const stone = stones[scene.fate];
      if (stone !== undefined) return answered(tombstone(stone));
      return scene.fate === 'live' ? answered(tweet(post, scene, now)) : notFound;
    },
  },
  {
    pattern: /^https:\/\/publish\.(?:twitter|x)\.com\/oembed\?url=https:\/\/twitter\.com\/i\/status\/(\d+)/u,
    isFirst: false,
    reply: (post, scene, now) => {
      const found = scene.fate === 'live' ? tweetOf(tweet(post, scene, now)) : null;
      return found === null ? notFound : answered(oembedOf(found));
    },
  },
  {
    pattern:
      /^https:\/\/public\.api\.bsky\.app\/xrpc\/app\.bsky\.feed\.getPostThread\?.*\/app\.bsky\.feed\.post\/(\w+)/u,
    isFirst: true,
    reply: (post, scene, now) =>
      refusal(scene.fate) ??
      json(200, { thread: { $type: 'app.bsky.feed.defs#threadViewPost', post: view(post, scene, now) } }),
  },
  {
    pattern:
      /^https:\/\/public\.api\.bsky\.app\/xrpc\/app\.bsky\.feed\.getPosts\?.*\/app\.bsky\.feed\.post\/(\w+)/u,
    isFirst: false,
    reply: (post, scene, now) => json(200, { posts: isShown(scene.fate) ? [view(post, scene, now)] : [] }),
  },
  {
    pattern: /^https:\/\/embed\.bsky\.app\/oembed\?.*\/app\.bsky\.feed\.post\/(\w+)/u,
    isFirst: false,
    reply: (post, scene) => {
      if (scene.fate === 'restricted') return { ...notFound, status: 403 };
      return scene.fate === 'live' ? json(200, { html: embedOf(post, scene) }) : notFound;
    },
  },
  {
    pattern: /^https:\/\/social\.example\/api\/v1\/statuses\/(\d+)$/u,
    isFirst: true,
    reply: (post, scene, now) => {
      if (scene.fate === 'live') return json(200, status(post, scene, now));
      return scene.fate === 'missing' ? notFound : { ...notFound, status: 410 };
    },
  },
  {
    pattern: /^https:\/\/social\.example\/api\/oembed\?url=https:\/\/social\.example\/.*\/(\d+)&/u,
    isFirst: false,
    reply: () => notFound,
  },
];

const stones: Readonly<Partial<Record<Fate, string>>> = {
  deleted: 'This Post was deleted by the Post author. Learn more',
  suspended: 'This Post is from a suspended account. Learn more',
  'account-gone': 'This Post is from an account that no longer exists. Learn more',
  protected:
    "You're unable to view this Post because this account owner limits who can view their Posts. Learn more",
};

/** Liked a little more every time. */
const likesAt = (now: number) => Math.floor(now / 60_000) % 1_000_000;

function tweet({ local }: ScriptedPost, { words }: Scene, now: number): XAnswer {
  const { text, name, handle, avatar, alt, note } = words;
  const photo = `https://pbs.twimg.com/media/photo-${local}.jpg`;
  const made = JSON.parse(madeTweet(local, text, { name, handle, photo }).body) as {
    readonly user: object;
    readonly mediaDetails: readonly object[];
  };
  return {
    body: JSON.stringify({
      ...made,
      favorite_count: likesAt(now),
      conversation_count: likesAt(now) % 900,
      user: {
        ...made.user,
        profile_image_url_https: `https://pbs.twimg.com/profile_images/${avatar}_normal.jpg`,
      },
      mediaDetails: made.mediaDetails.map((item) => ({ ...item, ext_alt_text: alt })),
      ...(note === null
        ? {}
        : { birdwatch_pivot: { subtitle: { text: note, entities: [] }, note: { rest_id: '77' } } }),
    }),
  };
}

/** As the network spells it. */
export function handleOf(network: Network, handle: string): string {
  return { x: handle, bluesky: `${handle}.bsky.social`, mastodon: `${handle}@${mastodonHost}` }[network];
}

function refusal(fate: Fate): Reply | null {
  const errors: Readonly<Partial<Record<Fate, readonly [string, string]>>> = {
    deleted: ['NotFound', 'Post not found'],
    missing: ['NotFound', 'Post not found'],
    suspended: ['AccountTakedown', 'Account has been suspended'],
    'account-gone': ['AccountDeactivated', 'Account is deactivated'],
  };
  const found = errors[fate];
  return found === undefined ? null : json(400, { error: found[0], message: found[1] });
}

function isShown(fate: Fate): boolean {
  return fate === 'live' || fate === 'restricted';
}

function uriOf({ account, local }: ScriptedPost): string {
  return `at://${didOf(account)}/app.bsky.feed.post/${local}`;
}

function view(post: ScriptedPost, { words, fate }: Scene, now: number) {
  const did = didOf(post.account);
  const uri = uriOf(post);
  const picture = `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/photo-${post.local}@jpeg`;
  return {
    uri,
    cid: `bafyreipondpondpondpond${post.local}`,
    author: {
      did,
      handle: handleOf('bluesky', words.handle),
      displayName: words.name,
      avatar: `https://cdn.bsky.app/img/avatar/plain/${did}/${words.avatar}@jpeg`,
      labels:
        fate === 'restricted'
          ? [{ src: did, uri, val: '!no-unauthenticated', cts: '2026-01-01T00:00:00Z' }]
          : [],
    },
    record: {
      $type: 'app.bsky.feed.post',
      text: words.text,
      createdAt: new Date(post.madeAt).toISOString(),
      langs: ['en'],
    },
    embed: {
      $type: 'app.bsky.embed.images#view',
      images: [{ fullsize: picture, thumb: picture.replace('fullsize', 'thumbnail'), alt: words.alt ?? '' }],
    },
    labels: [],
    likeCount: likesAt(now),
    replyCount: 0,
    repostCount: 1,
  };
}

function embedOf(post: ScriptedPost, { words }: Scene): string {
  const page = `https://bsky.app/profile/${didOf(post.account)}/post/${post.local}?ref_src=embed`;
  const day = new Date(post.madeAt).toISOString();
  return `<blockquote class="bluesky-embed" data-bluesky-uri="${uriOf(post)}"><p lang="en">${words.text}</p>&mdash; ${words.name} (<a href="${page}">@${handleOf('bluesky', words.handle)}</a>) <a href="${page}">${day}</a></blockquote>`;
}

function status({ local, account, madeAt }: ScriptedPost, { words }: Scene, now: number) {
  const { text, name, handle, avatar, alt, poll } = words;
  const files = `https://files.${mastodonHost}`;
  return {
    id: local,
    created_at: new Date(madeAt).toISOString(),
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'en',
    uri: `https://${mastodonHost}/users/${handle}/statuses/${local}`,
    url: `https://${mastodonHost}/@${handle}/${local}`,
    replies_count: 0,
    reblogs_count: 3,
    favourites_count: likesAt(now),
    edited_at: null,
    content: `<p>${text}</p>`,
    reblog: null,
    account: {
      id: account,
      username: handle,
      acct: handle,
      display_name: name,
      url: `https://${mastodonHost}/@${handle}`,
      avatar: `${files}/avatars/${avatar}.png`,
    },
    media_attachments: [
      {
        id: '1',
        type: 'image',
        url: `${files}/media/photo-${local}.png`,
        preview_url: null,
        description: alt,
      },
    ],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll:
      poll === null
        ? null
        : {
            id: '5',
            expires_at: new Date(madeAt + 30 * 86_400_000).toISOString(),
            options: poll.map((title) => ({ title, votes_count: likesAt(now) })),
          },
  };
}

function answered({ body }: XAnswer): Reply {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

function json(code: number, value: unknown): Reply {
  return {
    status: code,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

export const notFound: Reply = {
  status: 404,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ error: 'Record not found' }),
};
