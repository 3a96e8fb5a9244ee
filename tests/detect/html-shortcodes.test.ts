import { describe, expect, it } from 'vitest';
import { detectHtml } from '../../src/detect/html.ts';
import { decodeArticle } from '../../src/html/charset.ts';
import { platforms } from '../../src/platforms/index.ts';
import { processorTime } from '../processor-time.ts';

function find(source: string): string[] {
  const bytes = Buffer.from(source);
  const decoded = decodeArticle(bytes, { declared: null, html: true });
  return detectHtml(decoded, { name: 'a.html', url: null }, platforms).map(
    ({ kind, name, start, end }) => `${kind} ${name} ${bytes.subarray(start, end).toString()}`,
  );
}

const youtube = 'w7Ft2ym_m-c';
const tweet = '1703436713362870723';
const video = '7571863205253778710';

describe('shortcodes of publishing systems in HTML', () => {
  it.each([
    [`[youtube https://www.youtube.com/watch?v=${youtube}]`, `youtube:${youtube}`],
    [`[youtube=https://www.youtube.com/watch?v=${youtube}&amp;w=640&amp;h=360]`, `youtube:${youtube}`],
    [`[youtube]${youtube}[/youtube]`, `youtube:${youtube}`],
    [`[youtube id="${youtube}" width="600"]`, `youtube:${youtube}`],
    [`[youtube id=&#8221;${youtube}&#8221;]`, `youtube:${youtube}`],
    [`[su_youtube url="https://youtu.be/${youtube}" width="400"]`, `youtube:${youtube}`],
    [`[fusion_youtube id="${youtube}" alignment=""]`, `youtube:${youtube}`],
    [`[vc_video link="https://youtu.be/${youtube}"]`, `youtube:${youtube}`],
    [`[embedyt] https://www.youtube.com/watch?v=${youtube}[/embedyt]`, `youtube:${youtube}`],
    [`[arve url="https://youtu.be/${youtube}" /]`, `youtube:${youtube}`],
    [`[tweet ${tweet}]`, `x:${tweet}`],
    [`[tweet ${tweet} align='center']`, `x:${tweet}`],
    [`[tweet https://twitter.com/jo/status/${tweet} hide_media='true']`, `x:${tweet}`],
    [`[tweet]https://twitter.com/jo/status/${tweet}[/tweet]`, `x:${tweet}`],
    ['[instagram url=https://instagram.com/p/BWNjjyYFxVx/ hidecaption=true]', 'instagram:BWNjjyYFxVx'],
    [
      '[facebook url="https://www.facebook.com/kelp/posts/101025937401257"]',
      'facebook:kelp/posts/101025937401257',
    ],
    ['[facebook https://www.facebook.com/kelp/posts/101025937401257]', 'facebook:kelp/posts/101025937401257'],
    [`[tiktok url="https://www.tiktok.com/@a/video/${video}"]`, `tiktok:${video}`],
    [`[tiktok]https://www.tiktok.com/@a/video/${video}[/tiktok]`, `tiktok:${video}`],
    ['[embed]https://t.me/kelp_channel/55715[/embed]', 'telegram:kelp_channel/55715'],
  ])('reads %s', (code, name) => {
    expect(find(`words\n\n${code}\n\n<em>words</em>`)).toEqual([`shortcode ${name} ${code}`]);
    expect(find(`<p>words</p><p>${code}</p>`)).toEqual([`shortcode ${name} <p>${code}</p>`]);
    expect(find(`<!doctype html><p>x.com ${code} words</p>`)).toEqual([`shortcode ${name} ${code}`]);
  });

  it.each([
    `[[tweet ${tweet}]]`,
    `\\[tweet ${tweet}]`,
    `[tweet ${tweet}](https://example.org/)`,
    '[tweet 12] [tweet this] [tweet]',
    '[youtube subscribers] [YouTube Subscribers] [threads connections] [instagram feed] [reddit 2019]',
    '[x 1703436713] [fb 1703436713] [ig abc123def]',
    '[youtube channel="UCkelp" user="kelp"] [facebook page="kelp"] [instagram-feed num=9]',
    '[embed]https://example.org/[/embed]',
    `[gallery ids="${tweet}"]`,
    `<pre>[tweet ${tweet}]</pre><code>[youtube ${youtube}]</code>`,
    `<!-- [tweet ${tweet}] -->`,
    `<script>var code = "[tweet ${tweet}]";</script>`,
  ])('takes nothing of %s', (source) => {
    expect(find(`<p>Words of x.com, youtube.com</p> ${source}`)).toEqual([]);
    expect(find(source)).toEqual([]);
  });

  it('reads brackets in linear time', () => {
    for (const source of ['[tweet ', '[a', '[embed]https://x.com/', '[youtube=1]x', '[tweet 1][']) {
      const spent = processorTime();
      find(`<p>x.com ${source.repeat(20_000)}`);
      expect(spent()).toBeLessThan(8000);
    }
  });
});
