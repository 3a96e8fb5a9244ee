import { describe, expect, it } from 'vitest';
import { formatByName } from '../../src/articles/sniff.ts';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';

function find(name: string, source: string): string[] {
  const bytes = Buffer.from(source);
  const format = formatByName(name) ?? 'text';
  return detect({ name, bytes, format, charset: null, url: null }, platforms).embeds.map(
    (embed) => `${embed.kind} ${embed.name} ${bytes.subarray(embed.start, embed.end).toString()}`,
  );
}

const youtube = 'w7Ft2ym_m-c';
const did = 'did:plc:oy5vmr2vnff6yxs65hwgk5xq';

const inPage = (source: string) => `---\ntitle: مقال\n---\n<p>قال 𝄞</p>\n${source}\n<p>end</p>\n`;
const inVue = (source: string) =>
  `<script setup>\nimport Tweet from 'vue-tweet';\nconst a = '<Tweet id="19" />';\n</script>\n<template>\n<main>قال 𝄞 ${source} end</main>\n</template>\n<style>p { color: teal }</style>\n`;
const inAstro = (source: string) =>
  `---\nimport { Tweet } from 'astro-embed';\nconst a = <Tweet id="19" />;\n---\n<Layout>\n<p>قال 𝄞</p>\n${source}\n</Layout>\n`;

describe('shortcodes and tags in pages with front matter', () => {
  it.each([
    ['{{< x user="jack" id="20" >}}', 'shortcode x:20'],
    ['{{<tweet 20>}}', 'shortcode x:20'],
    ['{{% tweet user="jack" id="20" %}}', 'shortcode x:20'],
    ['{{< x_simple user="jack" id="20" />}}', 'shortcode x:20'],
    ['{{< instagram BWNjjyYFxVx >}}', 'shortcode instagram:BWNjjyYFxVx'],
    [`{{< youtube ${youtube} >}}`, `shortcode youtube:${youtube}`],
    [`{{< youtube id="${youtube}" title="a > b" >}}`, `shortcode youtube:${youtube}`],
    ['{% twitter https://x.com/jack/status/20 %}', 'liquid x:20'],
    ['{% tweet 20 %}', 'liquid x:20'],
    [`{% youtube ${youtube} %}`, `liquid youtube:${youtube}`],
    [`{% include embed/youtube.html id="${youtube}" %}`, `liquid youtube:${youtube}`],
    [`{% include youtube.html id='${youtube}' %}`, `liquid youtube:${youtube}`],
  ])('are found: %s', (code, expected) => {
    expect(find('post.html', inPage(code))).toEqual([`${expected} ${code}`]);
    // all that a paragraph or figure holds is one with it
    expect(find('post.html', inPage(`<p>${code}</p>`))).toEqual([`${expected} <p>${code}</p>`]);
    expect(find('post.html', inPage(`<p>so: ${code}</p>`))).toEqual([`${expected} ${code}`]);
  });

  it.each([
    '{{</* tweet 20 */>}}',
    '{% raw %}{% tweet 20 %}{% endraw %}',
    '{% comment %}{% tweet 20 %}{% endcomment %}',
    '{% highlight liquid %}{% tweet 20 %}{% endhighlight %}',
    '<!-- {% tweet 20 %} -->',
    '<pre>{{< tweet 20 >}}</pre><code>{% tweet 20 %}</code>',
    '<script>let a = "{% tweet 20 %}";</script>',
    '<textarea>{% tweet 20 %}</textarea>',
    '<template>{% tweet 20 %}</template>',
    '<a title="{% tweet 20 %}" href="/">x</a>',
    '<div data-a="{{< tweet 20 >}}"></div>',
    '{% for t in site.tweets %}{% tweet t.id %}{% endfor %}',
    '{% tweet page.tweet %}{{ tweet(page.tweet) }}{{ youtube(currentItem) }}',
    '{% include youtube.html id=page.video %}',
    '{% twitter_timeline jack %}{% for x in (1..20) %}{% endfor %}{% if tweet == 20 %}{% endif %}',
  ])('are none in %s', (source) => {
    expect(find('post.html', inPage(source))).toEqual([]);
  });

  it('are none in front matter, nor in pages as they are shown', () => {
    expect(find('post.html', '---\na: "{% tweet 20 %}"\n---\n<p>x</p>')).toEqual([]);
    expect(find('post.html', '<!doctype html><p>Write {% tweet 20 %} or {{< tweet 20 >}}</p>')).toEqual([]);
  });
});

describe('tags of templates', () => {
  it.each([
    ['{% tweet "20" %}', 'liquid x:20'],
    ['{% tweet 1703436713362870723 %}', 'liquid x:1703436713362870723'],
    [`{%- youtubeEmbed "${youtube}", "Title" -%}`, `liquid youtube:${youtube}`],
    [`{{ youtube("${youtube}") }}`, `shortcode youtube:${youtube}`],
    [`{{ youtube("${youtube}") | safe }}`, `shortcode youtube:${youtube}`],
  ])('are found: %s', (code, expected) => {
    for (const name of ['page.njk', 'page.liquid'])
      expect(find(name, `{% block a %}\n<div>x ${code}</div>{% endblock %}`)).toEqual([
        `${expected} ${code}`,
      ]);
  });

  it.each([
    `{% youtube dQw4w9WgXcQ %}{{ youtube(dQw4w9WgXcQ) }}`,
    '{# {% tweet "20" %} #}',
    '{% verbatim %}{% tweet "20" %}{% endverbatim %}',
    '{% for id in ids %}{% tweet id %}{% endfor %}',
  ])('are none where a name stands for a value, in comments and raw text: %s', (source) => {
    expect(find('page.njk', `<div>${source}</div>`)).toEqual([]);
  });
});

describe('components in templates', () => {
  it.each([
    ['<Tweet id="https://x.com/jack/status/20" />', 'x:20'],
    ['<Tweet id={"20"} />', 'x:20'],
    [`<YouTube id="https://youtu.be/${youtube}" />`, `youtube:${youtube}`],
    [`<YouTube id="${youtube}" posterQuality="max" />`, `youtube:${youtube}`],
    [
      `<BlueskyPost id="https://bsky.app/profile/${did}/post/3lcsengeop22r" />`,
      `bluesky:${did}/3lcsengeop22r`,
    ],
    [
      '<MastodonPost id="https://mastodon.social/@jo/111502707067824361" />',
      'mastodon:mastodon.social/111502707067824361',
    ],
    ['<Tweet id="20"><a href="https://x.com/jack/status/20">so</a></Tweet>', 'x:20'],
  ])('are found in Astro and Svelte: %s', (code, name) => {
    expect(find('page.astro', inAstro(code))).toEqual([`component ${name} ${code}`]);
    expect(find('page.astro', inAstro(`<p>${code}</p>`))).toEqual([`component ${name} <p>${code}</p>`]);
    expect(find('page.svelte', `<script>let a = '<Tweet id="19" />';</script>\n<p>x ${code}</p>`)).toEqual([
      `component ${name} ${code}`,
    ]);
  });

  it.each([
    ['<Tweet tweet-id="20" />', 'x:20'],
    [`<Tweet :tweet-id="'20'" theme="dark"></Tweet>`, 'x:20'],
    ['<tweet :id="20" />', 'x:20'],
    [`<ScriptYouTubePlayer video-id="${youtube}" />`, `youtube:${youtube}`],
    [`<YoutubeIframe :video-id="'${youtube}'" />`, `youtube:${youtube}`],
    ['<SocialEmbed url="https://x.com/jack/status/20" />', 'x:20'],
  ])('are found in Vue: %s', (code, name) => {
    expect(find('page.vue', inVue(code))).toEqual([`component ${name} ${code}`]);
    expect(find('page.vue', inVue(`<p>${code}</p>`))).toEqual([`component ${name} <p>${code}</p>`]);
  });

  it.each([
    ['page.astro', inAstro('{posts.map((post) => <Tweet id={post.id} />)} <Tweet {...props} />')],
    [
      'page.astro',
      inAstro('<!-- <Tweet id="20" /> --> {/* <Tweet id="20" /> */}<code><Tweet id="20" /></code>'),
    ],
    ['page.astro', inAstro('<Card title="<Tweet id=20 />" />')],
    ['page.svelte', '{#each posts as post}<Tweet id={post.id} />{/each}<Tweet {id} />'],
    ['page.vue', inVue('<Tweet v-for="post in posts" :id="post.id" /><YouTube :id="dQw4w9WgXcQ" />')],
    ['page.vue', inVue('<!-- <Tweet id="20" /> --><pre><Tweet id="20" /></pre>')],
    ['page.html', '<Tweet id="20" />'],
    ['page.njk', '<Tweet id="20" />'],
  ])('are none in %s: %s', (name, source) => {
    expect(find(name, source)).toEqual([]);
  });

  it('stand beside markup, which is found as before', () => {
    const quote =
      '<blockquote class="twitter-tweet"><a href="https://x.com/jack/status/21">x</a></blockquote>';
    expect(find('page.vue', inVue(`<Tweet id="20" /> ${quote}`))).toEqual([
      'component x:20 <Tweet id="20" />',
      `blockquote x:21 ${quote}`,
    ]);
  });
});

describe('templates', () => {
  it('are read in linear time', () => {
    for (const [name, piece] of [
      ['a.njk', '{% tweet 20 '],
      ['a.njk', '{% tweet "20" %}<p>'],
      ['a.njk', '{# {% raw %}'],
      ['a.astro', '<Tweet id="20"><p>'],
      ['a.vue', '<Tweet :id="20" <template>'],
    ] as const) {
      const start = performance.now();
      find(name, `<p>x.com</p>${piece.repeat(10_000)}`);
      expect(performance.now() - start, piece).toBeLessThan(8000);
    }
  });
});
