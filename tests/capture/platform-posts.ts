import type { Expected } from '../../src/capture/verify-page.ts';
import type { EmbedPage } from '../../src/model/platform.ts';
import { embedPage as bluesky } from '../../src/platforms/bluesky/embed-page.ts';
import { embedPage as facebook } from '../../src/platforms/facebook/embed-page.ts';
import { embedPage as instagram } from '../../src/platforms/instagram/embed-page.ts';
import { embedPage as linkedin } from '../../src/platforms/linkedin/embed-page.ts';
import { embedPage as mastodon } from '../../src/platforms/mastodon/embed-page.ts';
import { embedPage as reddit } from '../../src/platforms/reddit/embed-page.ts';
import { embedPage as telegram } from '../../src/platforms/telegram/embed-page.ts';
import { embedPage as threads } from '../../src/platforms/threads/embed-page.ts';
import { embedPage as tiktok } from '../../src/platforms/tiktok/embed-page.ts';
import { embedPage as x } from '../../src/platforms/x/embed-page.ts';

/** What a page is made of. */
export interface PostParts {
  readonly id: string;
  readonly handle: string;
  /** Markup. */
  readonly text: string;
  /** Markup below the text. */
  readonly more?: string;
}

/** An embed page of each platform, its parts where they stand on the real one and nothing else. */
export interface PlatformPost {
  readonly name: string;
  readonly page: EmbedPage;
  readonly id: string;
  readonly otherId: string;
  draw(parts: PostParts): string;
}

export const handle = 'jane.doe';
export const text = 'The quick brown fox jumps over the lazy dog, and the dog takes no notice';
export const expectedOf = ({ id }: PlatformPost): Expected => ({ id, handle, name: null, text });
export const partsOf = ({ id }: PlatformPost): PostParts => ({ id, handle, text });

const urn = '7134059641968872746';

export const platformPosts: readonly PlatformPost[] = [
  {
    name: 'x',
    page: x,
    id: '1703436713362870723',
    otherId: '170343671336287072',
    draw: ({ id, handle, text, more = '' }) =>
      `<div id="app"><article role="article"><a href="https://x.com/${handle}?ref_src=a"><span>Jane</span></a> <a href="https://x.com/${handle}">@${handle}</a><div data-testid="tweetText" lang="en" dir="auto"><span>${text}</span></div>${more}<a href="https://x.com/${handle}/status/${id}?ref_src=b" aria-label="View on X">3:52 PM</a></article></div>`,
  },
  {
    name: 'bluesky',
    page: bluesky,
    id: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/3kfabcdefgh2k',
    otherId: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/3kfabcdefgh2m',
    draw: ({ id, handle, text, more = '' }) => {
      const [did, key] = id.split('/');
      const post = `https://bsky.app/profile/${did}/post/${key}`;
      const profile = `https://bsky.app/profile/${did}`;
      return `<div id="app"><div style="position: relative"><a href="${post}"></a><a href="${profile}"><p>Jane</p></a><a href="${profile}"><p>@${handle}</p></a><p class="whitespace-pre-wrap">${text}</p>${more}<a href="${post}"><time>May 2</time></a></div></div>`;
    },
  },
  {
    name: 'mastodon',
    page: mastodon,
    id: 'coop.example/111111111111111111',
    otherId: 'coop.example/111111111111111112',
    draw: ({ id, handle, text, more = '' }) =>
      `<div class="embed" style="position: relative"><a class="detailed-status__display-name" href="/@${handle}"><span class="display-name"><strong>Jane</strong> <span class="display-name__account">@${handle}</span></span></a><div class="status__content"><div class="status__content__text"><p>${text}</p></div></div>${more}<a class="embed__overlay" style="position: absolute; inset: 0" href="https://${id.replace('/', `/@${handle}/`)}"></a></div>`,
  },
  {
    name: 'threads',
    page: threads,
    id: 'DXnWnLSEuMH',
    otherId: 'DXnWnLSEuMX',
    draw: ({ id, handle, text, more = '' }) =>
      `<div><a href="https://www.threads.com/@${handle}"><div class="NameContainer"><span>${handle}</span></div></a><span class="BodyTextContainer"><span>${text}</span></span>${more}<a href="https://www.threads.com/@${handle}/post/${id}">View on Threads</a></div>`,
  },
  {
    name: 'instagram',
    page: instagram,
    id: 'CITD0senEDT',
    otherId: 'CITD0senEDX',
    draw: ({ id, handle, text, more = '' }) =>
      `<div class="Embed" data-permalink="https://www.instagram.com/p/${id}/?utm_source=ig_embed"><a class="Username" href="https://www.instagram.com/${handle}/"><span class="UsernameText">${handle}</span></a><div class="Caption"><a class="CaptionUsername" href="https://www.instagram.com/${handle}/">${handle}</a><br>${text}</div>${more}</div>`,
  },
  {
    name: 'facebook',
    page: facebook,
    id: 'jane.doe/posts/928812574504508',
    otherId: 'jane.doe/posts/928812574504509',
    draw: ({ id, handle, text, more = '' }) =>
      `<div><a href="https://www.facebook.com/${handle}">Jane</a> <a href="https://www.facebook.com/${id}?ref=embed">today</a></div><div data-testid="post_message"><p>${text}</p></div>${more}`,
  },
  {
    name: 'tiktok',
    page: tiktok,
    id: urn,
    otherId: '7134059641968872747',
    draw: ({ id, handle, text, more = '' }) =>
      `<div><a href="https://www.tiktok.com/@${handle}/video/${id}">Watch on TikTok</a> <a href="https://www.tiktok.com/@${handle}">@${handle}</a><div class="css-1-DivDescription">${text}</div>${more}</div>`,
  },
  {
    name: 'telegram',
    page: telegram,
    id: 'Channel/123',
    otherId: 'Channel/1234',
    draw: ({ id, handle, text, more = '' }) =>
      `<div class="tgme_widget_message" data-post="${id}"><a class="tgme_widget_message_owner_name" href="https://t.me/${handle}">Jane</a><div class="tgme_widget_message_text js-message_text">${text}</div>${more}<a class="tgme_widget_message_date" href="https://t.me/${id}">Sep 17</a></div>`,
  },
  {
    name: 'reddit',
    page: reddit,
    id: 't3_7pfpeq',
    otherId: 't3_7pfpex',
    draw: ({ id, handle, text, more = '' }) =>
      `<shreddit-screenview-data data="{&quot;post&quot;:{&quot;id&quot;:&quot;${id}&quot;}}"></shreddit-screenview-data><a href="https://www.reddit.com/user/${handle}/">${handle}</a><shreddit-embed-title style="display: block">${text}</shreddit-embed-title>${more}`,
  },
  {
    name: 'linkedin',
    page: linkedin,
    id: `activity:${urn}`,
    otherId: 'activity:7134059641968872747',
    draw: ({ id, handle, text, more = '' }) =>
      `<article data-activity-urn="urn:li:${id}"><a data-tracking-control-name="public_post_embed_feed-actor-name" href="https://www.linkedin.com/in/${handle}">Jane</a><p data-test-id="main-feed-activity-embed-card__commentary">${text}</p>${more}</article>`,
  },
];
