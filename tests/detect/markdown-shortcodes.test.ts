import { describe, expect, it } from 'vitest';
import { briefly } from './find-in-markdown.ts';

const youtube = 'w7Ft2ym_m-c';
const tiktok = '6718335390845095173';

describe('shortcodes in Markdown', () => {
  it.each([
    // Hugo
    ['{{< instagram BWNjjyYFxVx >}}', 'instagram:BWNjjyYFxVx'],
    ['{{< instagram BWNjjyYFxVx hidecaption >}}', 'instagram:BWNjjyYFxVx'],
    ['{{< instagram id="BWNjjyYFxVx" hidecaption=true >}}', 'instagram:BWNjjyYFxVx'],
    ['{{< instagram_simple "BWNjjyYFxVx" >}}', 'instagram:BWNjjyYFxVx'],
    ['{{< instagram url="https://www.instagram.com/reel/BWNjjyYFxVx/" >}}', 'instagram:BWNjjyYFxVx'],
    [`{{< youtube ${youtube} >}}`, `youtube:${youtube}`],
    [`{{< youtube "${youtube}" >}}`, `youtube:${youtube}`],
    [`{{< youtube id="${youtube}" autoplay="true" title="A video" >}}`, `youtube:${youtube}`],
    [`{{< youtube id=${youtube} start=30 end=60 loading=lazy >}}`, `youtube:${youtube}`],
    [`{{%youtube ${youtube}%}}`, `youtube:${youtube}`],
    [`{{< youtube-lite id="${youtube}" label="Kelp" >}}`, `youtube:${youtube}`],
    [`{{< youtube "https://youtu.be/${youtube}?t=42" >}}`, `youtube:${youtube}`],
    [`{{< embeds/youtube ${youtube} >}}`, `youtube:${youtube}`],
    [`{{< youtube ${youtube} >}}{{< /youtube >}}`, `youtube:${youtube}`],
    [`{{< tiktok ${tiktok} >}}`, `tiktok:${tiktok}`],
    [`{{< tiktok "https://www.tiktok.com/@scout2015/video/${tiktok}" >}}`, `tiktok:${tiktok}`],
    ['{{< facebook "https://www.facebook.com/wikipedia/posts/1" >}}', 'facebook:wikipedia/posts/1'],
    ['{{< facebook_post url="https://www.facebook.com/wikipedia/posts/1" >}}', 'facebook:wikipedia/posts/1'],
    ['{{< x\n  user="jack"\n  id="20"\n>}}', 'x:20'],
    ['{{< twitter-simple user="jack" id="20" >}}', 'x:20'],
    ['{{< tweet 1234 20 >}}', 'x:20'],
    ['{{< tweet-single "20" >}}', 'x:20'],
    ['{{< stweet "20" >}}', 'x:20'],
    [`{{< fig-youtube id="${youtube}" width="500" title="A title" >}}`, `youtube:${youtube}`],
    [`{{<fig-youtube id="${youtube}">}}`, `youtube:${youtube}`],
    ['{{< social_tweet_box 20 >}}', 'x:20'],
    ['{{< mastodon mastodon.social 111502707067824361 >}}', 'mastodon:mastodon.social/111502707067824361'],
    [
      '{{< mastodon host="mastodon.social" id="111502707067824361" >}}',
      'mastodon:mastodon.social/111502707067824361',
    ],
    ['{{< telegram kelp_channel 55715 >}}', 'telegram:kelp_channel/55715'],
    ['{{< telegram "kelp_channel/55715" >}}', 'telegram:kelp_channel/55715'],
    ['{{< instagram CzmWE9Lv_V6 true >}}', 'instagram:CzmWE9Lv_V6'],
    // Zola
    [`{{ youtube(id="${youtube}", autoplay=true) }}`, `youtube:${youtube}`],
    ['{{ tweet(url="https://x.com/jack/status/20") }}', 'x:20'],
    // video plugins and editors
    [`@[youtube](${youtube})`, `youtube:${youtube}`],
    ['@[tweet](https://twitter.com/jack/status/20)', 'x:20'],
    ['@[instagram](BWNjjyYFxVx)', 'instagram:BWNjjyYFxVx'],
    // directives
    [`::youtube[A video of kelp]{#${youtube}}`, `youtube:${youtube}`],
    ['::tweet{id="20"}', 'x:20'],
    [`::youtube[${youtube}]`, `youtube:${youtube}`],
    [`::youtube[https://www.youtube.com/embed/${youtube}?si=fP8L8f]`, `youtube:${youtube}`],
    [`:::youtube[Title]{#${youtube}}`, `youtube:${youtube}`],
  ])('reads %s', (code, name) => {
    expect(briefly(`Größe\n\n${code}\n\nend`)).toEqual([`shortcode ${name} ${code}`]);
  });

  it.each([
    [`{% youtube ${youtube} %}`, `youtube:${youtube}`],
    [`{% youtubeEmbed "${youtube}", "A title" %}`, `youtube:${youtube}`],
    [`{%- youtubeEmbed "${youtube}" -%}`, `youtube:${youtube}`],
    [`{%youtube ${youtube} %}`, `youtube:${youtube}`],
    [`{% youtube "${youtube}" 640 480 %}`, `youtube:${youtube}`],
    [`{% youtube https://www.youtube.com/watch?v=${youtube} %}`, `youtube:${youtube}`],
    [`{% youtube ${youtube}?t=42 %}`, `youtube:${youtube}`],
    [`{% embed https://youtu.be/${youtube} %}`, `youtube:${youtube}`],
    [`{% embed url="https://www.youtube.com/watch?v=${youtube}" %}`, `youtube:${youtube}`],
    ['{% embed https://twitter.com/jack/status/20?ref_src=twsrc%5Etfw %}', 'x:20'],
    ['{% twitter 20 %}', 'x:20'],
    ["{% tweet 'https://twitter.com/jack/status/20' %}", 'x:20'],
    ['{% x https://x.com/jack/status/20 %}', 'x:20'],
    ['{% instagram BWNjjyYFxVx %}', 'instagram:BWNjjyYFxVx'],
    ['{% instagram https://www.instagram.com/p/BWNjjyYFxVx/ %}', 'instagram:BWNjjyYFxVx'],
    [`{% tiktok https://www.tiktok.com/@scout2015/video/${tiktok} %}`, `tiktok:${tiktok}`],
    ['{% facebook https://www.facebook.com/wikipedia/videos/1/ %}', 'facebook:wikipedia/videos/1'],
    ['{% instagram url:https://www.instagram.com/p/BWNjjyYFxVx/ %}', 'instagram:BWNjjyYFxVx'],
    ['{% instagram id:BWNjjyYFxVx %}', 'instagram:BWNjjyYFxVx'],
    ['{% instagram left http://instagram.com/p/BWNjjyYFxVx/ 300 300 %}', 'instagram:BWNjjyYFxVx'],
    ['{% reddit https://www.reddit.com/r/kelp/comments/1ri4d80/words/ %}', 'reddit:t3_1ri4d80'],
    [
      '{% embed https://mastodon.social/@jo/111502707067824361 %}',
      'mastodon:mastodon.social/111502707067824361',
    ],
    [`{% include youtube.html youtube_id="${youtube}" %}`, `youtube:${youtube}`],
    [`{% include youtube.html id="${youtube}" %}`, `youtube:${youtube}`],
    [`{% include embed/youtube.html id='${youtube}' %}`, `youtube:${youtube}`],
    [`{% include youtubePlayer.html id="${youtube}" %}`, `youtube:${youtube}`],
    [`{% include video id="${youtube}" provider="youtube" %}`, `youtube:${youtube}`],
    ['{% include twitter.html url="https://twitter.com/jack/status/20" %}', 'x:20'],
  ])('reads %s', (code, name) => {
    expect(briefly(`Größe\n\n- ${code}\n\nend`)).toEqual([`liquid ${name} ${code}`]);
  });

  it.each([
    '{{< youtube VIDEO_ID >}}',
    '{{< youtube {{ .Get 0 }} >}}',
    '{{< youtube xxxxxxxxxxx >}}',
    '{{< instagram POST_ID >}}',
    '{{< instagram user="natgeo" >}}',
    '{{< tiktok @scout2015 >}}',
    '{{< facebook https://www.facebook.com/wikipedia >}}',
    '{{</* youtube w7Ft2ym_m-c */>}}',
    '{{< vimeo 55073825 >}}',
    '{{< gist jack 20 >}}',
    '{{ .Params.youtube(20) }}',
    '{% youtube https://www.youtube.com/@holdfastabc %}',
    '{% youtube https://www.youtube.com/playlist?list=PLBCF2DAC6FFB574DE %}',
    '{% instagram {{ page.instagram }} %}',
    '{% include youtube.html id=page.video %}',
    '{% include figure.html src="https://youtu.be/w7Ft2ym_m-c" %}',
    '{% include video id="55073825" provider="vimeo" %}',
    '{% embed https://dev.to/jack/status %}',
    '{% embed 20 %}',
    '{{< twitter-timeline 1703436713362870723 >}}',
    '{{< share-tweet "https://x.com/jack/status/20" >}}',
    `{{< youtube-thumb "${youtube}" >}}`,
    '{% instagram id:shortcode %}',
    '{% instagram url:post-url %}',
    '{% raw %}{% youtube w7Ft2ym_m-c %}{% endraw %}',
    '{% comment %}{% youtube w7Ft2ym_m-c %}{% endcomment %}',
    '\\@[youtube](w7Ft2ym_m-c)',
    'me@[youtube](w7Ft2ym_m-c)',
    'words ::youtube{#w7Ft2ym_m-c}',
    '::youtube[VIDEO_ID]',
    '::youtube',
    '::note[w7Ft2ym_m-c]',
    '`{% youtube w7Ft2ym_m-c %}`',
    '```\n::youtube{#w7Ft2ym_m-c}\n```',
  ])('passes over %j', (source) => {
    expect(briefly(`words\n\n${source}\n\nwords`)).toEqual([]);
  });
});

describe('links in Markdown', () => {
  it.each([
    [`https://www.youtube.com/watch?v=${youtube}`, `youtube:${youtube}`],
    [`https://youtu.be/${youtube}?t=42`, `youtube:${youtube}`],
    [`<https://www.youtube.com/shorts/${youtube}>`, `youtube:${youtube}`],
    [`https://www.tiktok.com/@scout2015/video/${tiktok}`, `tiktok:${tiktok}`],
    ['https://www.instagram.com/p/BWNjjyYFxVx/', 'instagram:BWNjjyYFxVx'],
    ['https://www.instagram.com/reel/BWNjjyYFxVx/?igsh=abc', 'instagram:BWNjjyYFxVx'],
    ['https://www.facebook.com/wikipedia/posts/928812574504508', 'facebook:wikipedia/posts/928812574504508'],
    ['https://www.facebook.com/watch/?v=10155574236573346', 'facebook:watch/10155574236573346'],
    [`![](https://www.youtube.com/watch?v=${youtube})`, `youtube:${youtube}`],
    ['![a post](https://x.com/jack/status/20 "a title")', 'x:20'],
  ])('that stand alone are embeds: %s', (link, name) => {
    expect(briefly(`Größe\n\n${link}\n\nend`)).toEqual([`link ${name} ${link}`]);
    expect(briefly(`Größe and ${link} in a sentence`)).toEqual([]);
  });

  it.each([
    'https://www.youtube.com/@holdfastabc',
    'https://www.youtube.com/channel/UC4R8DWoMoI7CAwX8_LjQHig',
    'https://www.youtube.com/playlist?list=PLBCF2DAC6FFB574DE',
    'https://www.tiktok.com/@scout2015',
    'https://vm.tiktok.com/ZTR45GpSF/',
    'https://www.instagram.com/natgeo/',
    'https://www.facebook.com/wikipedia',
    'https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.facebook.com%2Fwikipedia%2Fposts%2F1',
    'https://fb.watch/aBcDeFgHiJ/',
    `[![Watch](https://img.youtube.com/vi/${youtube}/0.jpg)](https://www.youtube.com/watch?v=${youtube})`,
    `![](https://img.youtube.com/vi/${youtube}/0.jpg)`,
  ])('to other pages are none: %s', (link) => {
    expect(briefly(`words\n\n${link}\n\nwords`)).toEqual([]);
  });
});
