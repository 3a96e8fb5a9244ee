import type { Platform } from '../../src/model/platform.ts';
import { bluesky } from '../../src/platforms/bluesky/index.ts';
import { mastodon } from '../../src/platforms/mastodon/index.ts';
import { reddit } from '../../src/platforms/reddit/index.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { tiktok } from '../../src/platforms/tiktok/index.ts';
import { x } from '../../src/platforms/x/index.ts';
import { youtube } from '../../src/platforms/youtube/index.ts';

/** A post's own page as its network builds it, as far as that is public; hand-made, and never held against the real one. */
export interface OwnPage {
  readonly platform: Platform;
  /** As written refs name it; of one that stands on the same page; of one that doesn't. */
  readonly ids: readonly [asked: string, beside: string, elsewhere: string];
  readonly address: string;
  readonly known: { readonly handle: string | null; readonly name: string | null; readonly text: string };
  /** With the post asked for among others. */
  readonly html: string;
  readonly wall: string;
  readonly wallKind: string;
}

const page = (body: string) => `<!doctype html><html><body>${body}</body></html>`;
const text = 'Kelp holds fast to rock, and the rock does not mind it at all';
const known = { handle: 'jo.x', name: 'Jo', text };

const tweet = (handle: string, id: string, said: string) =>
  `<article data-testid="tweet" role="article"><div data-testid="User-Name"><a href="/${handle}"><span>Jo</span></a><a href="/${handle}"><span>@${handle}</span></a></div><div data-testid="tweetText" lang="en"><span>${said}</span></div><div role="link">Quoted <time>2d</time></div><a href="/${handle}/status/${id}"><time datetime="2023-09-17T15:52:15.000Z">3:52 PM</time></a> <a href="/${handle}/status/${id}/analytics">9 Views</a></article>`;
const skeet = (handle: string, said: string, links: string) =>
  `<div data-testid="postThreadItem-by-${handle}"><a href="/profile/${handle}"><div>Jo</div><div>@${handle}</div></a><div dir="auto" data-word-wrap="1">${said}</div>${links}</div>`;
const message = (id: string, said: string) =>
  `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="${id}"><a class="tgme_widget_message_owner_name" href="https://t.me/jo_x"><span>Jo</span></a><div class="tgme_widget_message_text js-message_text">${said}</div><a class="tgme_widget_message_date" href="https://t.me/${id}"><time>Sep 17</time></a></div></div>`;

const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa';

export const ownPages: readonly OwnPage[] = [
  {
    platform: x,
    ids: ['1703436713362870723', '1703436713362870724', '1703436713362870725'],
    address: 'https://x.com/i/status/1703436713362870723',
    known: { ...known, handle: 'jo_x' },
    html: page(
      `<main><h2>Don’t miss what’s happening</h2><a href="/login">Log in</a>${tweet('sam', '1703436713362870724', 'Before it')}${tweet('jo_x', '1703436713362870723', text)}<p>Something went wrong. Try reloading.</p></main><div data-testid="BottomBar" style="position: fixed; bottom: 0; height: 60px; left: 0; right: 0; background: #1d9bf0">Log in</div>`,
    ),
    wall: page('<main><h1>Hmm...this page doesn’t exist. Try searching for something else.</h1></main>'),
    wallKind: 'unavailable',
  },
  {
    platform: bluesky,
    ids: [`${did}/3kfabcdefgh2k`, `${did}/3kfabcdefgh2m`, `${did}/3kfabcdefgh2n`],
    address: `https://bsky.app/profile/${did}/post/3kfabcdefgh2k`,
    known: { ...known, handle: 'jo.example' },
    html: page(
      `<div id="root">${skeet('sam.example', 'Before it', '<a href="/profile/sam.example/post/3kfabcdefgh2m">2h</a>')}${skeet('jo.example', text, '<div><a href="/profile/sam.example/post/3kfabcdefgh2m">A quoted post</a></div><a href="/profile/jo.example/post/3kfabcdefgh2k/liked-by">3 likes</a>')}</div>`,
    ),
    wall: page(
      '<div id="root"><h2>Sign-in Required</h2><p>This author has chosen that their posts only be shown to signed-in users.</p></div>',
    ),
    wallKind: 'login',
  },
  {
    platform: mastodon,
    ids: [
      'coop.example/111111111111111111',
      'coop.example/111111111111111112',
      'coop.example/111111111111111113',
    ],
    address: 'https://coop.example/web/statuses/111111111111111111',
    known,
    html: page(
      `<div id="mastodon"><div class="status__wrapper"><div class="status" data-id="111111111111111112"><a class="status__relative-time" href="/@sam/111111111111111112">1h</a><div class="status__content__text">Before it</div></div></div><div class="detailed-status__wrapper focusable" tabindex="-1"><div class="detailed-status"><a class="detailed-status__display-name" href="/@jo.x"><span class="display-name"><strong>Jo</strong><span class="display-name__account">@jo.x@coop.example</span></span></a><div class="status__content"><div class="status__content__text"><p>${text}</p></div></div><a class="detailed-status__datetime" href="/@jo.x/111111111111111111">Nov 27</a></div></div></div>`,
    ),
    wall: page(
      '<div id="mastodon"><p>This page is not available. The page you are looking for isn’t here.</p></div>',
    ),
    wallKind: 'unavailable',
  },
  {
    platform: telegram,
    ids: ['jo_x/123', 'jo_x/124', 'jo_x/12'],
    address: 'https://t.me/s/jo_x?after=122',
    known: { ...known, handle: 'jo_x' },
    html: page(
      `<section class="tgme_channel_history">${message('jo_x/123', text)}${message('jo_x/124', 'After it')}</section>`,
    ),
    wall: page(
      '<section class="tgme_channel_history"><div class="tgme_channel_history_unavailable">Page not found</div></section>',
    ),
    wallKind: 'unavailable',
  },
  {
    platform: reddit,
    ids: ['t3_7pfpeq', 't1_dsh8vbt', 't3_7pfpe'],
    address: 'https://old.reddit.com/comments/7pfpeq/',
    known,
    html: page(
      `<div id="siteTable"><div class="thing link self" data-fullname="t3_7pfpeq" data-author="jo.x"><div class="entry"><p class="title"><a class="title may-blank" href="/r/kelp/comments/7pfpeq/">${text}</a></p><p class="tagline">by <a class="author" href="https://old.reddit.com/user/jo.x">jo.x</a></p><div class="usertext-body"><div class="md">And more</div></div></div></div></div><div class="commentarea"><div class="thing comment" data-fullname="t1_dsh8vbt"><a class="author" href="/user/jo.x">jo.x</a><div class="entry"><div class="usertext-body">${text}</div></div></div></div>`,
    ),
    wall: page('<p>whoa there, pardner! you’ve been blocked by network security</p>'),
    wallKind: 'rate-limit',
  },
  {
    platform: youtube,
    ids: ['dQw4w9WgXcQ', 'dQw4w9WgXcX', 'dQw4w9WgXc_'],
    address: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&hl=en',
    known,
    html: page(
      `<ytd-app><ytd-watch-flexy video-id="dQw4w9WgXcQ" style="display: block"><div id="movie_player" style="height: 300px; background: #000"></div><ytd-watch-metadata><h1><yt-formatted-string>${text}</yt-formatted-string></h1><div id="owner"><ytd-channel-name><a href="/@jo.x">Jo</a></ytd-channel-name></div></ytd-watch-metadata><div id="secondary"><a href="/watch?v=dQw4w9WgXcX">Another</a></div></ytd-watch-flexy></ytd-app>`,
    ),
    wall: page(
      '<ytd-app><p>Sign in to confirm you’re not a bot. This helps protect our community.</p></ytd-app>',
    ),
    wallKind: 'captcha',
  },
  {
    platform: tiktok,
    ids: ['7134059641968872746', '7134059641968872747', '7134059641968872748'],
    address: 'https://www.tiktok.com/@_/video/7134059641968872746',
    known,
    html: page(
      `<div id="main-content-video_detail"><div id="xgwrapper-0-7134059641968872746" style="height: 300px; background: #000"></div><a href="/@jo.x"><span data-e2e="browse-username">jo.x</span></a><h1 data-e2e="browse-video-desc"><span>${text}</span></h1><a href="/@sam/video/7134059641968872747">You may like</a></div>`,
    ),
    wall: page('<div id="captcha-verify-container">Drag the slider to fit the puzzle</div>'),
    wallKind: 'captcha',
  },
];
