import { evaluate } from '@mdx-js/mdx';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { render } from '../../src/render/render.ts';
import { encodeText } from '../../src/rewrite/encode.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { toJsx } from '../../src/rewrite/jsx.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { examples } from '../render/examples.ts';
import { hostileTexts } from '../render/hostile-texts.ts';
import { author, photo, post, text, view } from '../render/views.ts';
import { article, restoring } from './articles.ts';
import { asReactPrints, type Node, printed, runtimeOf } from './jsx-runtime.ts';

const card = (name: string) => fallbackOf({ ...(examples['arabic'] ?? view({ post: null })), name });

async function rewritten(source: string, name = 'post.mdx') {
  const one = article(source, { name, format: 'markdown' });
  const places = placesOf(one, detect(one, platforms).embeds);
  const result = rewriteArticle(
    one,
    places.map((embed) => ({ embed, fallback: card(embed.name) })),
    { platforms, places },
  );
  const after = { ...one, bytes: result.bytes };
  const back = await restoring(result.originals)(after);
  expect(new TextDecoder().decode(back.bytes)).toBe(source);
  const again = rewriteArticle(
    after,
    placesOf(after, detect(after, platforms).embeds).map((embed) => ({ embed, fallback: card(embed.name) })),
  );
  expect(Buffer.from(again.bytes).equals(result.bytes)).toBe(true);
  return { ...result, text: new TextDecoder().decode(result.bytes) };
}

/** The page as HTML, as a renderer of MDX prints it. */
async function built(mdx: string, print: (node: Node) => string = printed): Promise<string> {
  const { default: Content } = await evaluate(mdx, { ...runtimeOf(), format: 'mdx' });
  return print(Content({}) as Node);
}

/** What a browser makes of it, positions left out. */
function treeOf(source: string): unknown {
  return JSON.parse(
    JSON.stringify(fromHtml(source, { fragment: true }), (key, value: unknown) =>
      key === 'position' || key === 'data' ? undefined : value,
    ),
  );
}

/** Compares each card with what MDX makes of it, and tells of how many. */
async function comparedPages(cards: readonly string[]): Promise<number> {
  for (const card of cards) {
    const page = await built(`# Before\n\n{/*holdfast x*/}${toJsx(card)}{/*/holdfast*/}\n\nAfter *it*.`);
    const [before, inner = '', after, ...others] = page.split(/\n+/u);
    expect([before, after, ...others]).toEqual(['<h1>Before</h1>', '<p>After <em>it</em>.</p>']);
    expect(withoutStyleAttributes(inner)).toEqual(withoutStyleAttributes(card));
  }
  return cards.length;
}

/** Those that bring an element, an attribute or a reference that none before has. */
function telling(cards: readonly string[]): string[] {
  const seen = new Set<string>();
  return cards.filter((card) => {
    const parts = card.match(/<[a-z]+| [a-zA-Z-]+=|&[#\w]+;/gu) ?? [];
    const isNew = parts.some((part) => !seen.has(part));
    for (const part of parts) seen.add(part);
    return isNew;
  });
}

describe('a card as JSX', () => {
  it('is the same page once MDX has compiled it, whatever it shows', async () => {
    const cards = Object.values(examples).map((shown) => render(shown, 'html', { css: 'none' }));
    expect(await comparedPages(telling(cards))).toBeGreaterThan(5);
  });

  it('brings its style along, without the quotes that React up to 18 would escape', async () => {
    const source = render(examples['plain'] ?? view({ post: null }), 'html');
    const [, css = ''] = /<style>(.*?)<\/style>/u.exec(source) ?? [];
    const page = await built(toJsx(source), asReactPrints);
    const kept = css.replaceAll('"', '').replaceAll('>', '&gt;');
    expect(page.slice(page.indexOf('<style>'), page.indexOf('</style>'))).toBe(`<style>${kept}`);
  });

  it('shows hostile words as words', async () => {
    const cards = hostileTexts(12).map((evil) => {
      const media = [photo('a', 1, 1, evil)];
      const hostile = post({ segments: [text(evil)], author: author(evil, evil), media });
      return render(view({ post: hostile }), 'html', { css: 'none' });
    });
    expect(await comparedPages(cards)).toBeGreaterThan(11);
  });

  it('has an object of styles, names that React knows, and SVG’s own as styles', () => {
    expect(
      toJsx(
        '<p class="a" style="max-width:1px;--x:2;color:red">é<br><img alt="" src="a&amp;b"><time datetime="1">“{”</time><svg viewBox="0 0 1 1"><path stroke-width="2"/></svg></p>',
      ),
    ).toBe(
      '<p className="a" style={ {maxWidth:"1px","--x":"2",color:"red"} }>{"é"}<br/><img alt="" src={"a\\u0026b"}/><time dateTime="1">{"“\\u007b”"}</time><svg viewBox="0 0 1 1"><path style={ {strokeWidth:"2"} }/></svg></p>',
    );
  });
});

describe('MDX', () => {
  const head =
    '---\ntitle: "https://x.com/jack/status/1"\n---\n\nimport { Tweet } from \'react-tweet\'\n\nexport const meta = {\n  html: `<blockquote class="twitter-tweet"><a href="https://x.com/jack/status/2">x</a></blockquote>`,\n}\n\n';

  it('gets cards for addresses, markup and components that stand alone; it still compiles', async () => {
    const source = `${head}https://x.com/jack/status/20\n\n<blockquote className="twitter-tweet"><p>hi</p>— Jack <a href="https://x.com/jack/status/21">May 4, 2022</a></blockquote>\n\n- one\n\n  <Tweet id="29" />\n\n> <Tweet id="23" />\n\nAfter *it*.\n`;
    const { text: mdx, replaced, skipped } = await rewritten(source);
    expect({ replaced, skipped: skipped.map(({ name }) => name) }).toEqual({ replaced: 4, skipped: [] });
    expect(mdx.startsWith(head)).toBe(true);
    expect(mdx).not.toMatch(/<!--|<Tweet/u);
    const module = mdx.slice(head.indexOf('export'));
    const page = await built(module.replace(/^import.*$/mu, ''));
    expect(page.match(/<article class="holdfast"/gu)).toHaveLength(4);
    expect(page).toMatch(/<li>\s*<p>one<\/p>\s*<article/u);
    expect(page).toMatch(/<blockquote>\s*<article/u);
    expect(page).toContain('<p>After <em>it</em>.</p>');
  });

  it('leaves components inside a line, and what stands in expressions', async () => {
    const {
      skipped,
      replaced,
      text: mdx,
    } = await rewritten(
      'See <Tweet id="20" /> there.\n\n{show && (\n  <Tweet id="21" />\n)}\n\n<Tabs>\n  <Tweet id="29" />\n</Tabs>\n',
    );
    expect(skipped).toEqual([
      { name: 'x:20', reason: 'component' },
      { name: 'x:21', reason: 'code' },
    ]);
    expect(replaced).toBe(1);
    expect(mdx).toContain('<Tabs>\n  {/*holdfast ref="x:29"');
  });

  it('loses the platform’s script, too, between marks that MDX takes', async () => {
    const { loaders, text: mdx } = await rewritten(
      'a\n\n<Tweet id="20" />\n\n<script async src="https://platform.twitter.com/widgets.js" charSet="utf-8"></script>\n\n*b*\n',
    );
    expect(loaders).toBe(1);
    expect(mdx).toMatch(/\{\/\*holdfast loader="x" sha256="[0-9a-f]{64}"\*\/\}\{\/\*\/holdfast\*\/\}/u);
    expect(await built(mdx)).toMatch(/^<p>a<\/p>\s*<article.*<\/article>\s*<p><em>b<\/em><\/p>$/u);
  });

  it('gets escapes for letters where its encoding is a guess, which may come out otherwise next time', () => {
    const bytes = encodeText(
      'زيارة رسمية إلى المدينة\n\nhttps://x.com/jack/status/20\n',
      'windows-1256',
      () => '?',
    );
    const one = article(bytes, { name: 'post.mdx', format: 'markdown' });
    const rewrite = (given: typeof one) =>
      rewriteArticle(
        given,
        placesOf(given, detect(given, platforms).embeds).map((embed) => ({
          embed,
          fallback: card(embed.name),
        })),
      );
    const first = rewrite(one);
    expect(first.replaced).toBe(1);
    const [, after = ''] = Buffer.from(first.bytes).toString('latin1').split('{/*holdfast');
    expect(after).toMatch(/^[\0-\x7f]+$/u);
    expect(after).toContain('\\u0623');
    expect(Buffer.from(rewrite({ ...one, bytes: first.bytes }).bytes).equals(first.bytes)).toBe(true);
  });

  it('renews what an earlier version put between comments of HTML', async () => {
    const first = await rewritten('https://x.com/jack/status/20\n', 'post.md');
    const old = article(first.text, { name: 'post.mdx', format: 'markdown' });
    const [place] = placesOf(old, []);
    expect(place).toMatchObject({ kind: 'fallback', name: 'x:20' });
    const { bytes } = rewriteArticle(
      old,
      place === undefined ? [] : [{ embed: place, fallback: card('x:20') }],
    );
    const mdx = new TextDecoder().decode(bytes);
    expect(mdx).toMatch(
      /^\{\/\*holdfast ref="x:20" sha256="[0-9a-f]{64}"\*\/\}<article className="holdfast"/u,
    );
    const back = await restoring(first.originals)({ ...old, bytes });
    expect(new TextDecoder().decode(back.bytes)).toBe('https://x.com/jack/status/20\n');
  });
});

/** SVG's presentation attributes stand as styles in JSX: both are compared as styles. */
function withoutStyleAttributes(source: string): unknown {
  return treeOf(
    source
      .replace(/ (stroke|fill|stop)-([a-z]+)="([^"]*)"/gu, ' data-style="$1-$2:$3"')
      .replace(/ style="([^"]*)"/gu, (_, style: string) =>
        style
          .split(';')
          .map((one) => ` data-style="${one}"`)
          .join(''),
      )
      .replace(
        /(?: data-style="[^"]*")+/gu,
        (all) => ` data-style="${all.replace(/ data-style="([^"]*)"/gu, '$1;')}"`,
      ),
  );
}
