import { describe, expect, it } from 'vitest';
import { formatByName } from '../../src/articles/sniff.ts';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { render } from '../../src/render/render.ts';
import { toJsx } from '../../src/rewrite/jsx.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { examples } from '../render/examples.ts';
import { hostileTexts } from '../render/hostile-texts.ts';
import { author, photo, post, text, view } from '../render/views.ts';
import { article, restoring } from './articles.ts';
import { plainCard } from './contained.ts';

const quote = (id: number) =>
  `<blockquote class="twitter-tweet"><p>hi</p>— Jack <a href="https://x.com/jack/status/${id}">May 4, 2022</a></blockquote>`;

async function rewritten(name: string, source: string, fallback = plainCard) {
  const one = article(source, { name, format: formatByName(name) ?? 'text' });
  const replacementsIn = (given: typeof one) =>
    placesOf(given, detect(given, platforms).embeds).map((embed) => ({
      embed,
      fallback: fallback(embed.name),
    }));
  const result = rewriteArticle(one, replacementsIn(one));
  const after = { ...one, bytes: result.bytes };
  const back = await restoring(result.originals)(after);
  expect(new TextDecoder().decode(back.bytes)).toBe(source);
  expect(Buffer.from(rewriteArticle(after, replacementsIn(after)).bytes).equals(result.bytes)).toBe(true);
  const shown = new TextDecoder().decode(result.bytes);
  return { ...result, text: shown, shape: shapeOf(shown) };
}

/** Each fallback as its post's number in brackets. */
function shapeOf(source: string): string {
  return source.replace(/<!--holdfast ref="x:(\d+)".*?<!--\/holdfast-->/gsu, '[$1]');
}

describe('templates', () => {
  for (const [name, source, shape] of [
    [
      'page.astro',
      `---\nconst a = '${quote(30)}';\n---\n<Layout>\n${quote(31)}\n{show && ${quote(33)}}\n<p>{"}"}</p>\n</Layout>`,
      `---\nconst a = '${quote(30)}';\n---\n<Layout>\n[31]\n{show && ${quote(33)}}\n<p>{"}"}</p>\n</Layout>`,
    ],
    [
      'page.svelte',
      `<script>let a = { b: 1 };</script>\n{#if a}\n${quote(31)}\n{/if}\n{@html '${quote(33)}'}`,
      `<script>let a = { b: 1 };</script>\n{#if a}\n[31]\n{/if}\n{@html '${quote(33)}'}`,
    ],
    [
      'page.njk',
      `---\ntitle: x\nembed: '${quote(30)}'\n---\n{% block content %}\n${quote(31)}\n{{ '${quote(33)}' | safe }}\n{# ${quote(35)} #}\n{% endblock %}`,
      `---\ntitle: x\nembed: '${quote(30)}'\n---\n{% block content %}\n[31]\n{{ '${quote(33)}' | safe }}\n{# ${quote(35)} #}\n{% endblock %}`,
    ],
    [
      'page.php',
      `<?php echo '${quote(30)}'; ?>\n<main>\n<p>x</p>${quote(31)}</main><?php\n $a = "${quote(33)}";`,
      `<?php echo '${quote(30)}'; ?>\n<main>\n<p>x</p>[31]</main><?php\n $a = "${quote(33)}";`,
    ],
    [
      'page.erb',
      `<%= raw '${quote(30)}' %>\n<main><p>x</p>${quote(31)}</main>`,
      `<%= raw '${quote(30)}' %>\n<main><p>x</p>[31]</main>`,
    ],
    [
      'post.html',
      `---\nembed: '${quote(30)}'\n---\n<p>x</p>${quote(31)}{{ '${quote(33)}' }}`,
      `---\nembed: '${quote(30)}'\n---\n<p>x</p>[31]{{ '${quote(33)}' }}`,
    ],
    [
      'page.html',
      `<script>var a = {{ b: 1 }};</script><p>{{</p>${quote(31)}`,
      `<script>var a = {{ b: 1 }};</script><p>{{</p>[31]`,
    ],
    [
      'hugo.html',
      '---\nt: "{{< tweet 30 >}}"\n---\n<p>x</p>\n<p>{{< x user="jack" id="31" >}}</p>\n{{< figure src="a.jpg" >}} {{< tweet 34 >}}\n',
      '---\nt: "{{< tweet 30 >}}"\n---\n<p>x</p>\n[31]\n{{< figure src="a.jpg" >}} [34]\n',
    ],
    [
      'jekyll.html',
      '---\nt: x\n---\n{% if a %}{% twitter https://x.com/jack/status/31 %}{% endif %}\n{% raw %}{% tweet 34 %}{% endraw %}\n',
      '---\nt: x\n---\n{% if a %}[31]{% endif %}\n{% raw %}{% tweet 34 %}{% endraw %}\n',
    ],
    [
      'eleventy.njk',
      '{% block a %}{% tweet "31" %}{% endblock %}{% for id in ids %}{% tweet id %}{% endfor %}',
      '{% block a %}[31]{% endblock %}{% for id in ids %}{% tweet id %}{% endfor %}',
    ],
    [
      'components.astro',
      `---\nimport { Tweet } from 'astro-embed';\n---\n<p><Tweet id="https://x.com/jack/status/31" /></p>\n{a && <Tweet id="34" />}\n<Card><Tweet slot="media" id="35" /></Card>\n<b>so: <Tweet id={37} /></b>`,
      `---\nimport { Tweet } from 'astro-embed';\n---\n[31]\n{a && <Tweet id="34" />}\n<Card><Tweet slot="media" id="35" /></Card>\n<b>so: [37]</b>`,
    ],
    [
      'components.vue',
      `<script setup>\nconst a = '<Tweet id="30" />';\n</script>\n<template>\n  <div><Tweet :id="'31'" /></div>\n  <Tweet v-if="a" id="34" /><p v-else>no</p>\n  <p v-if="b"><Tweet id="35" /></p>\n</template>\n`,
      `<script setup>\nconst a = '<Tweet id="30" />';\n</script>\n<template>\n  [31]\n  <Tweet v-if="a" id="34" /><p v-else>no</p>\n  <p v-if="b"><Tweet id="35" /></p>\n</template>\n`,
    ],
  ] as const)
    it(`keep their code: ${name}`, async () => {
      const result = await rewritten(name, source);
      expect(result.shape).toBe(shape);
      expect(result.skipped.every(({ reason }) => reason === 'code' || reason === 'data')).toBe(true);
    });

  it('that are components get no style sheet, which would become the component’s own', async () => {
    const plain = `<p>x</p>${quote(31).replace('—', '&mdash;')}`;
    // in letters, though nothing tells the encoding: sources are UTF-8
    for (const name of ['a.astro', 'a.svelte', 'a.vue'])
      expect((await rewritten(name, plain)).text).toContain(plainCard('x:31').written('email'));
    expect((await rewritten('a.njk', plain)).text).toContain(plainCard('x:31').written('html'));
  });

  it('run over any card and change nothing: it has nothing that their engines look for', () => {
    const hostile = hostileTexts(60).map((evil) =>
      view({
        post: post({ segments: [text(evil)], author: author(evil, evil), media: [photo('a', 1, 1, evil)] }),
      }),
    );
    for (const shown of [...Object.values(examples), ...hostile])
      for (const form of ['html', 'email', 'amp'] as const) {
        const card = render(shown, form);
        expect(card).not.toMatch(/\{\{|\{%|\{#|\{\{<|#\{|\$\{|<%|<\?|\[\[|\[%|\n/u);
        expect(toJsx(card).replace(/<style>.*?<\/style>/u, '')).not.toMatch(/\{\{|\{%|\{#|<%|<\?|\$\{|\n/u);
      }
  });
});

describe('Markdown of site generators', () => {
  for (const [what, source, shape] of [
    ['TOML', `+++\nt = "https://x.com/jack/status/30"\n+++\n\nhttps://x.com/jack/status/31\n`, null],
    [
      'JSON',
      `{\n  "a": "x",\n  "embed": "<blockquote class='twitter-tweet'><a href='https://x.com/jack/status/30'>x</a></blockquote>"\n}\n\nhttps://x.com/jack/status/31\n`,
      null,
    ],
    [
      'YAML',
      `---\nembed: |\n\n  https://x.com/jack/status/30\n\n---\n\nhttps://x.com/jack/status/31\n`,
      null,
    ],
    [
      'a Hugo shortcode',
      'a\n\n{{< x user="jack" id="31" >}}\n\nb {{< figure src="a" >}}\n',
      'a\n\n[31]\n\nb {{< figure src="a" >}}\n',
    ],
    ['an old Hugo shortcode', '{{< tweet 31 >}}\n', '[31]\n'],
    ['a Liquid tag', 'a\n\n{% twitter https://x.com/jack/status/31 %}\n\nb\n', 'a\n\n[31]\n\nb\n'],
    [
      'code',
      '```\n{{< tweet 30 >}}\nhttps://x.com/jack/status/30\n```\n\nhttps://x.com/jack/status/31\n',
      null,
    ],
    [
      'a list',
      '- a\n\n  https://x.com/jack/status/31\n\n- b\n  1. c\n\n     {{< tweet 35 >}}\n\n  2. d\n',
      '- a\n\n  [31]\n\n- b\n  1. c\n\n     [35]\n\n  2. d\n',
    ],
    ['a quote', '> a\n>\n> {{< tweet 31 >}}\n>\n> b\n', '> a\n>\n> [31]\n>\n> b\n'],
    [
      'markup in a list',
      `- a\n\n  ${quote(31).replace('<p>', '\n  <p>')}\n\n- b\n`,
      '- a\n\n  [31]\n\n- b\n',
    ],
  ] as const)
    it(`is kept around a card: ${what}`, async () => {
      const result = await rewritten('post.md', source);
      expect(result.shape).toBe(shape ?? source.replace(/https:\/\/x\.com\/jack\/status\/31/u, '[31]'));
      expect(result.shape.replace(/\[\d+\]/gu, '')).not.toMatch(/holdfast/u);
    });
});
