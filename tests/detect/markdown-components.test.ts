import { describe, expect, it } from 'vitest';
import { briefly } from './find-in-markdown.ts';

const youtube = 'w7Ft2ym_m-c';
const tiktok = '6718335390845095173';

describe('components in Markdown', () => {
  it.each([
    ['<Tweet id="20" />', 'x:20'],
    ["<Tweet id='20' />", 'x:20'],
    ['<Tweet id={"20"} />', 'x:20'],
    ["<Tweet id={'20'} />", 'x:20'],
    ['<Tweet id={`20`} />', 'x:20'],
    ['<Tweet id={1703436713362870723} />', 'x:1703436713362870723'],
    ['<Tweet tweetId="20" theme="dark" />', 'x:20'],
    ['<Tweet theme="dark" hideThread={true} id="20"/>', 'x:20'],
    ['<Tweet tweetLink="jack/status/20" theme="dark" />', 'x:20'],
    ['<Tweet tweetLink="https://twitter.com/jack/status/20?s=20" />', 'x:20'],
    ['<Tweet id="https://x.com/jack/status/20" />', 'x:20'],
    ['<Tweet url="x.com/jack/status/20" />', 'x:20'],
    ['<Tweet id="20"></Tweet>', 'x:20'],
    ['<Tweet id="20">\n  Loading …\n</Tweet>', 'x:20'],
    ['<Tweet>https://twitter.com/jack/status/20</Tweet>', 'x:20'],
    ['<Tweet>20</Tweet>', 'x:20'],
    ['<Tweet\n  id="20"\n  onLoad={() => { log("done}") }}\n  {...props}\n/>', 'x:20'],
    ['<TwitterTweet tweetLink="jack/status/20" />', 'x:20'],
    ['<ClientTweet id="20" />', 'x:20'],
    ['<TweetCard id="20" />', 'x:20'],
    ['<EmbettyTweet status="20" />', 'x:20'],
    ["<TwitterTweetEmbed tweetId={'20'} />", 'x:20'],
    ['<TwitterEmbed url="https://twitter.com/jack/status/20" width={325} />', 'x:20'],
    ['<XEmbed url="https://x.com/jack/status/20" />', 'x:20'],
    ['<XPost id="20" />', 'x:20'],
    ['<Embeds.Tweet id="20" />', 'x:20'],
    ['<tweet id="20"></tweet>', 'x:20'],
    ['<tweet-embed :id="20" />', 'x:20'],
    ['<Embed url="https://x.com/jack/status/20" />', 'x:20'],
    [`<Video src="https://youtu.be/${youtube}" controls />`, `youtube:${youtube}`],
    [
      '<Bluesky uri="at://did:plc:oy5vmr2vnff6yxs65hwgk5xq/app.bsky.feed.post/3lcsengeop22r" />',
      'bluesky:did:plc:oy5vmr2vnff6yxs65hwgk5xq/3lcsengeop22r',
    ],
    [
      '<BlueskyPost id="https://bsky.app/profile/did:plc:oy5vmr2vnff6yxs65hwgk5xq/post/3lcsengeop22r" />',
      'bluesky:did:plc:oy5vmr2vnff6yxs65hwgk5xq/3lcsengeop22r',
    ],
    [
      '<Bluesky did="did:plc:oy5vmr2vnff6yxs65hwgk5xq" rkey="3lcsengeop22r" />',
      'bluesky:did:plc:oy5vmr2vnff6yxs65hwgk5xq/3lcsengeop22r',
    ],
    [
      '<Mastodon url="https://mastodon.social/@jo/111502707067824361" />',
      'mastodon:mastodon.social/111502707067824361',
    ],
    [
      '<MastodonEmbed id="111502707067824361" instance="https://mastodon.social" />',
      'mastodon:mastodon.social/111502707067824361',
    ],
    ['<Threads url="https://www.threads.net/@jo/post/CuWPE6iNEx_" />', 'threads:CuWPE6iNEx_'],
    ['<RedditEmbed url="https://www.reddit.com/r/kelp/comments/1ri4d80/words/" />', 'reddit:t3_1ri4d80'],
    ['<Instagram instagramId="B7ISOoHne6s" />', 'instagram:B7ISOoHne6s'],
    ['<Instagram id="B7ISOoHne6s" />', 'instagram:B7ISOoHne6s'],
    [
      '<InstagramEmbed url="https://www.instagram.com/p/B7ISOoHne6s/" width={328} captioned />',
      'instagram:B7ISOoHne6s',
    ],
    ['<Instagram shortcode="B7ISOoHne6s" caption="left" />', 'instagram:B7ISOoHne6s'],
    ['<InstagramPost link="p/B7ISOoHne6s/" />', 'instagram:B7ISOoHne6s'],
    [`<YouTube id="${youtube}" />`, `youtube:${youtube}`],
    [`<YouTube youTubeId="${youtube}" skipTo={{ h: 1, m: 0, s: 0 }} />`, `youtube:${youtube}`],
    [`<YouTube videoId="${youtube}" opts={opts} />`, `youtube:${youtube}`],
    [`<YouTube id="player-main" videoId="${youtube}" />`, `youtube:${youtube}`],
    [`<Youtube id="${youtube}" />`, `youtube:${youtube}`],
    [`<YoutubeVideo videoId="${youtube}" title="Words of it" />`, `youtube:${youtube}`],
    [`<YouTubeEmbed url="https://youtu.be/${youtube}?t=42" />`, `youtube:${youtube}`],
    [`<YoutubeEmbed embedId="${youtube}" />`, `youtube:${youtube}`],
    [`<LiteYouTubeEmbed id="${youtube}" title="Kelp" />`, `youtube:${youtube}`],
    [`<ReactPlayer controls url='https://www.youtube.com/watch?v=${youtube}' />`, `youtube:${youtube}`],
    [
      `<YouTube id="https://www.youtube.com/watch?v=${youtube}" poster="https://example.org/a.png" />`,
      `youtube:${youtube}`,
    ],
    [`<TikTok tikTokId="@scout2015/video/${tiktok}" />`, `tiktok:${tiktok}`],
    [`<TikTok id="${tiktok}" />`, `tiktok:${tiktok}`],
    [`<TikTokEmbed url="https://www.tiktok.com/@scout2015/video/${tiktok}" />`, `tiktok:${tiktok}`],
    [
      '<FacebookEmbed url="https://www.facebook.com/wikipedia/posts/928812574504508" />',
      'facebook:wikipedia/posts/928812574504508',
    ],
    ['<Facebook post="wikipedia/posts/928812574504508" />', 'facebook:wikipedia/posts/928812574504508'],
  ])('reads %s', (code, name) => {
    expect(briefly(`Größe\n\n${code}\n\nend`)).toEqual([`component ${name} ${code}`]);
  });

  it.each([
    '<Tweet id="POST_ID" />',
    '<Tweet id="TWEET_ID" />',
    '<Tweet id={id} />',
    '<Tweet id={`${id}`} />',
    '<Tweet id="${id}" />',
    '<Tweet id="{{ $id }}" />',
    '<Tweet id="*****" />',
    '<Tweet id="…" />',
    '<Tweet id="..." />',
    '<Tweet {...tweet} />',
    '<Tweet tweetLink="jack" />',
    '<Tweet userId="20" />',
    '<Tweet url="https://x.com/jack" />',
    '<Instagram id="POST_ID" />',
    '<Instagram instagramId="instagramId" />',
    '<Instagram instagramId="your-post-id" />',
    '<Instagram url="https://www.instagram.com/natgeo/" />',
    '<YouTube id="VIDEO_ID" title="w7Ft2ym_m-c" />',
    '<YouTube youTubePlaylistId="PLBCF2DAC6FFB574DE" />',
    '<YouTube channelId="w7Ft2ym_m-c" />',
    '<YouTube id="xxxxxxxxxxx" />',
    '<TikTok tikTokId="@scout2015" />',
    '<Facebook url="https://www.facebook.com/wikipedia" />',
    '<Embed url="https://example.org/jack/status/20" />',
    '<Embed id="20" />',
    '<Video id="12345678901" />',
    `<video src="https://youtu.be/${youtube}"></video>`,
    '<embed id="20" />',
    '<Timeline id="20" />',
    '<Tweets id="20" />',
    'import { Tweet } from "mdx-embed"',
    'export const Post = () => <Tweet id="20" />',
    'export function Post() {\n  return <Tweet id="20" />;\n}',
    '`<Tweet id="20" />`',
    '```jsx\n<Tweet id="20" />\n```',
    '{/* <Tweet id="20" /> */}',
    '<!-- <Tweet id="20" /> -->',
    '<pre><Tweet id="20" /></pre>',
    '<Tweet id="20"',
    '<Tweet <b>id="20"</b>',
  ])('passes over %j', (source) => {
    expect(briefly(`words\n\n${source}\n\nwords`)).toEqual([]);
  });

  it('finds several in one line and in a paragraph, and their twins only outside code', () => {
    const source =
      'Here <Tweet id="20" /> and <Tweet id="21" />.\n\n```jsx\n<Tweet id="22" />\n```\n\n<Grid>\n\n    <Tweet id="23" />\n\n</Grid>\n';
    expect(briefly(source)).toEqual(['component x:20 <Tweet id="20" />', 'component x:21 <Tweet id="21" />']);
    expect(briefly(source, 'a.mdx').at(-1)).toBe('component x:23 <Tweet id="23" />');
  });

  it('ends a component that never closes with its tag', () => {
    expect(briefly('<Tweet id="20">\n\nwords <Tweet id="21"></Tweet>\n')).toEqual([
      'component x:20 <Tweet id="20">',
      'component x:21 <Tweet id="21"></Tweet>',
    ]);
  });

  it('reads elements as MDX writes them, in MDX only', () => {
    const elements: readonly (readonly [string, string, string])[] = [
      [
        'widget',
        'facebook:jo/posts/1',
        '<div className="fb-post" data-href="https://www.facebook.com/jo/posts/1"></div>',
      ],
      [
        'iframe',
        `youtube:${youtube}`,
        `<iframe className="w-full" src={"https://www.youtube.com/embed/${youtube}"}></iframe>`,
      ],
      [
        'iframe',
        `tiktok:${tiktok}`,
        `<iframe style={{ border: 0 }} src={'https://www.tiktok.com/embed/v2/${tiktok}'}></iframe>`,
      ],
    ];
    for (const [kind, name, code] of elements) {
      expect(briefly(`Größe\n\n${code}\n\nend`, 'a.mdx')).toEqual([`${kind} ${name} ${code}`]);
      expect(briefly(`Größe\n\n${code}\n\nend`)).toEqual([]);
    }
    expect(
      briefly('<iframe src={url}></iframe>\n\n<iframe src={`https://youtu.be/${id}`}></iframe>', 'a.mdx'),
    ).toEqual([]);
  });
});
