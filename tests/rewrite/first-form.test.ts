import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { firstForm } from '../../src/rewrite/first-form.ts';
import { type Place, placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, view } from '../render/views.ts';
import { article, firstFormTools } from './articles.ts';
import { itemsIn, rewrittenFeed } from './contained.ts';

const quote = (id: number, words = 'Words') =>
  `<blockquote class="twitter-tweet"><p>${words}</p>&mdash; Frog (@frog) <a href="https://x.com/frog/status/${id}">May 4, 2022</a></blockquote>`;

async function run(one: Article, originals: readonly Uint8Array[] = [], isRenewed = true) {
  const tools = { ...firstFormTools(originals), isRenewed: () => Promise.resolve(isRenewed) };
  const [form] = await firstForm([one], tools);
  if (form === undefined) throw new Error('no article');
  const places = placesOf(form.article, form.embeds);
  const replacements = places.flatMap((embed) =>
    embed.kind === 'fallback' && !isRenewed
      ? []
      : [{ embed, fallback: fallbackOf(view({ post: post({}), name: embed.name })) }],
  );
  const result = rewriteArticle(form.article, replacements, { platforms, places });
  return { ...result, places, after: { ...one, bytes: result.bytes } };
}

const names = (places: readonly Place[]) => places.map(({ name }) => name);

describe('a page that was rewritten', () => {
  it('is found as in the first run, though what stands beside a card reads otherwise than beside a quote', async () => {
    // the same picture's link: a translation of the post above, and no post of its own
    const source =
      'Nearby kelp grows, too.\n\nWith kelp this tall, who saw the tide turn? https://t.co/XCrnW4sn9b pic.twitter.com/2Q7z4wEWDC — Frog (@frog) January 14, 2022\n\nKun tia alta kelpo, kiu vidis la tajdon? https://t.co/XCrnW4sn9b pic.twitter.com/2Q7z4wEWDC\n';
    const first = await run(article(source, { name: 'a.txt', format: 'text' }));
    expect(first.replaced).toBe(1);
    const second = await run(first.after, first.originals);
    expect(names(second.places)).toEqual(names(first.places));
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true);
  });

  it('is found as in the first run, though braces within an embed were never closed', async () => {
    const source = `<Tweet id="1">{</Tweet>\n\n<Tweet id="2" />\n`;
    const first = await run(article(source, { name: 'a.mdx', format: 'markdown' }));
    const second = await run(first.after, first.originals);
    expect(Buffer.from(second.bytes).toString()).toBe(Buffer.from(first.bytes).toString());
  });

  it('keeps the names of posts without an id or an author, whatever it is called by now', async () => {
    const source =
      'Somebody wrote about it.\n\nWho saw the tide turn? pic.twitter.com/2Q7z4wEWDC\n\nNobody.\n';
    const first = await run(article(source, { name: 'public/a.txt', format: 'text' }));
    expect(names(first.places)).toEqual([expect.stringMatching(/^x:-\/-\//u)]);
    const second = await run({ ...first.after, name: 'site/a.txt' }, first.originals);
    expect(names(second.places)).toEqual(names(first.places));
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true);
  });

  it('is found as in the first run in feeds, too', async () => {
    const source = `<rss><channel><item><guid>1</guid><description><![CDATA[${quote(1)}]]></description></item><item><guid>2</guid><description>&lt;p&gt;a&lt;/p&gt;${quote(2).replaceAll('<', '&lt;')}</description></item></channel></rss>`;
    const { bytes, originals } = await rewrittenFeed(source);
    const forms = await firstForm(await itemsIn(bytes), firstFormTools(originals));
    expect(Buffer.from(forms[0]?.article.bytes ?? []).toString()).toBe(source);
    expect(forms.map(({ embeds }) => names(embeds))).toEqual([['x:1'], ['x:2']]);
  });

  it('takes what was written into it since then', async () => {
    const first = await run(article(`<p>a</p>${quote(1)}<p>b</p>`));
    const edited = Buffer.from(first.bytes)
      .toString()
      .replace('<p>b</p>', `<p>b</p>${quote(2)}`);
    const second = await run(article(edited), first.originals);
    expect(names(second.places)).toEqual(['x:1', 'x:2']);
    expect(second.replaced).toBe(2);
  });

  it.each([
    ['whose originals are kept elsewhere', [], true, (source: string) => source],
    ['whose original is another', [new TextEncoder().encode('others')], true, (source: string) => source],
    ['whose posts are not to be renewed', null, false, (source: string) => source],
    ['whose embed would be code now', null, true, (source: string) => `<pre>${source}</pre>`],
  ])('keeps its fallbacks: one %s', async (_what, kept, isRenewed, edited) => {
    const first = await run(article(`<p>a</p>${quote(1)}<p>b</p>`));
    const source = edited(Buffer.from(first.bytes).toString());
    const second = await run(article(source), kept ?? first.originals, isRenewed);
    expect(second.places.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['fallback x:1']);
    expect(Buffer.from(second.bytes).toString()).toBe(source);
  });
});
