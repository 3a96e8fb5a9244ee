import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { platforms } from '../../src/platforms/index.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { findPlaces } from '../../src/rewrite/find-places.ts';
import type { Place } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { post, view } from '../render/views.ts';
import { article, findingIn } from './articles.ts';
import { itemsIn, rewrittenFeed } from './contained.ts';

const quote = (id: number, words = 'Words') =>
  `<blockquote class="twitter-tweet"><p>${words}</p>&mdash; Frog (@frog) <a href="https://x.com/frog/status/${id}">May 4, 2022</a></blockquote>`;

async function run(one: Article, originals: readonly Uint8Array[] = []) {
  const [places = []] = await findPlaces([one], platforms, findingIn(originals));
  const replacements = places.map((embed) => ({
    embed,
    fallback: fallbackOf(view({ post: post({}), name: embed.name })),
  }));
  const result = rewriteArticle(one, replacements, { platforms, places });
  return { ...result, places, after: { ...one, bytes: result.bytes } };
}

const names = (places: readonly Place[]) => places.map(({ name }) => name);

describe('the places of a page that was rewritten', () => {
  it('are those of the first run, though what stands beside a card reads otherwise than beside a quote', async () => {
    // the same picture's link: a translation of the post above, and no post of its own
    const source =
      'Nearby kelp grows, too.\n\nWith kelp this tall, who saw the tide turn? https://t.co/XCrnW4sn9b pic.twitter.com/2Q7z4wEWDC — Frog (@frog) January 14, 2022\n\nKun tia alta kelpo, kiu vidis la tajdon? https://t.co/XCrnW4sn9b pic.twitter.com/2Q7z4wEWDC\n';
    const first = await run(article(source, { name: 'a.txt', format: 'text' }));
    expect(first.replaced).toBe(1);
    const second = await run(first.after, first.originals);
    expect(names(second.places)).toEqual(names(first.places));
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true);
  });

  it('are in feeds, too', async () => {
    const source = `<rss><channel><item><guid>1</guid><description><![CDATA[${quote(1)}]]></description></item><item><guid>2</guid><description>&lt;p&gt;a&lt;/p&gt;${quote(2).replaceAll('<', '&lt;')}</description></item></channel></rss>`;
    const { bytes, originals } = await rewrittenFeed(source);
    const [items, kept] = [await itemsIn(bytes), findingIn(originals)];
    const found = await findPlaces(items, platforms, kept);
    expect(found.map(names)).toEqual([['x:1'], ['x:2']]);
    expect(found.flat().map(({ kind }) => kind)).toEqual(['fallback', 'fallback']);
  });

  it('are also what was written into it since then', async () => {
    const first = await run(article(`<p>a</p>${quote(1)}<p>b</p>`));
    const edited = Buffer.from(first.bytes)
      .toString()
      .replace('<p>b</p>', `<p>b</p>${quote(2)}`);
    const second = await run(article(edited), first.originals);
    expect(names(second.places)).toEqual(['x:1', 'x:2']);
    expect(second.originals.map((bytes) => Buffer.from(bytes).toString())).toEqual([quote(2)]);
  });

  it('are found as it stands where the originals are kept elsewhere', async () => {
    const first = await run(article(`<p>a</p>${quote(1)}<p>b</p>`));
    expect(names((await run(first.after)).places)).toEqual(['x:1']);
    const wrong = [new TextEncoder().encode('others')];
    expect(names((await run(first.after, wrong)).places)).toEqual(['x:1']);
  });
});
