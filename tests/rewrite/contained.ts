import { detect } from '../../src/detect/detect.ts';
import type { Article } from '../../src/model/article.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { platforms } from '../../src/platforms/index.ts';
import { rewriteContained } from '../../src/rewrite/containers.ts';
import type { Fallback } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { restoreArticles } from '../../src/rewrite/restore.ts';
import type { Rewritten } from '../../src/rewrite/rewrite.ts';
import { articlesOf, readIn } from '../articles/reading.ts';

/** A card with all that another language could stumble over. */
export function plainCard(name: string): Fallback {
  const written = {
    html: `<article class="holdfast" lang="ar" dir="rtl"><style>.holdfast:not(#h){color:red}</style><p>قال &quot;نعم&quot; &amp; لا<br>&lt;b&gt; &#93;&#93;&gt; &#123;&#123;x&#125;&#125; ${name}</p><img src="/a.webp" alt=""><svg viewBox="0 0 1 1"><path stroke-width="2" d="M0 0"/></svg></article>`,
    amp: `<article class="holdfast" style="color:red"><p>${name}</p></article>`,
    email: `<div lang="ar" dir="rtl" style="max-width:550px"><p>قال &quot;نعم&quot; &amp; لا<br>&lt;b&gt; &#93;&#93;&gt; ${name}</p><img src="/a.webp" alt=""></div>`,
    text: `قال "نعم" & لا ]]> <b> ${name}\n— Ada (@ada)`,
  };
  return { name, style: null, written: (form) => written[form] };
}

/** The articles of a feed. */
export async function itemsIn(source: string | Uint8Array): Promise<Article[]> {
  return articlesOf(await readIn({}, ['-'], { stdin: source }));
}

/** A feed with a fallback in place of every embed. */
export async function rewrittenFeed(
  source: string | Uint8Array,
  fallback: (name: string) => Fallback = plainCard,
): Promise<Rewritten & { readonly text: string }> {
  const articles = await itemsIn(source);
  const result = rewriteContained(
    articles.map((article) => {
      const places = placesOf(article, detect(article, platforms).embeds);
      const replacements = places.map((embed) => ({ embed, fallback: fallback(embed.name) }));
      return { article, replacements, parts: { platforms, places } };
    }),
  );
  return { ...result, text: new TextDecoder().decode(result.bytes) };
}

/** Gives back, with originals kept in memory. */
export async function restoredFeed(bytes: Uint8Array, originals: readonly Uint8Array[]) {
  const kept = new Map(originals.map((original) => [sha256(original), original]));
  return restoreArticles(await itemsIn(bytes), (hash) => kept.get(hash) ?? null);
}
