import { assert, asyncProperty, nat, property, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FallbackView } from '../../src/render/view.ts';
import { fallbackOf } from '../../src/rewrite/fallback.ts';
import { placesOf } from '../../src/rewrite/places.ts';
import { rewriteArticle } from '../../src/rewrite/rewrite.ts';
import { examples } from '../render/examples.ts';
import { hostileTexts } from '../render/hostile-texts.ts';
import { author, photo, post, text, view } from '../render/views.ts';
import { article, placeOf, randomArticles, restoring } from './articles.ts';

const runs = { seed: 20260101, numRuns: 200 };
const views: readonly FallbackView[] = Object.values(examples);

function viewFor(name: string, which: number): FallbackView {
  return { ...(views[which % views.length] ?? view({ post: null })), name };
}

describe('any article', () => {
  it('comes back byte for byte', async () => {
    await assert(
      asyncProperty(randomArticles(), nat(), async ({ article: one, places }, which) => {
        const replacements = places.map((embed, at) => ({
          embed,
          fallback: fallbackOf(viewFor(embed.name, which + at)),
        }));
        const { bytes, originals, replaced, skipped } = rewriteArticle(one, replacements);
        const back = await restoring(originals)({ ...one, bytes });
        expect(Buffer.from(back.bytes).equals(one.bytes)).toBe(true);
        expect(replaced + skipped.length).toBe(places.length);
        expect(back.restored).toBe(replaced);
      }),
      runs,
    );
  });

  it('keeps every byte outside of its embeds', () => {
    assert(
      property(randomArticles(), ({ article: one, places }) => {
        const { bytes, skipped } = rewriteArticle(
          one,
          places.map((embed, at) => ({ embed, fallback: fallbackOf(viewFor(embed.name, at)) })),
        );
        if (skipped.length > 0) return;
        const outside = [0, ...places.flatMap(({ start, end }) => [start, end]), one.bytes.length];
        let from = 0;
        for (let at = 0; at < outside.length; at += 2) {
          const piece = one.bytes.subarray(outside[at], outside[at + 1]);
          const found = Buffer.from(bytes).indexOf(piece, from);
          expect(found).toBeGreaterThanOrEqual(from);
          from = found + piece.length;
        }
      }),
      runs,
    );
  });

  it('is nearly always taken: what is skipped is skipped for its own bytes', () => {
    const samples = sample(randomArticles(), { ...runs, numRuns: 150 });
    const results = samples.map(({ article: one, places }) =>
      rewriteArticle(
        one,
        places.map((embed) => ({ embed, fallback: fallbackOf(viewFor(embed.name, 0)) })),
      ),
    );
    const skipped = results.flatMap((result) => result.skipped);
    expect(skipped.length).toBeLessThan(results.length * 0.05);
    expect(new Set(skipped.map(({ reason }) => reason))).not.toContain('data');
  });

  it('changes nothing when it is rewritten again', () => {
    assert(
      property(randomArticles(), ({ article: one, places }) => {
        const first = rewriteArticle(
          one,
          places.map((embed, at) => ({ embed, fallback: fallbackOf(viewFor(embed.name, at)) })),
        );
        const again = { ...one, bytes: first.bytes };
        const standing = placesOf(again, []);
        const second = rewriteArticle(
          again,
          standing.map((embed) => ({
            embed,
            fallback: fallbackOf(viewFor(embed.name, Number(embed.name.split(':')[1]))),
          })),
        );
        expect(standing).toHaveLength(first.replaced);
        expect(second.originals).toEqual([]);
        expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true);
      }),
      runs,
    );
  });
});

describe('a hostile post', () => {
  it('can’t fake, end or hide a mark, in any format', async () => {
    for (const evil of hostileTexts(160))
      for (const format of ['html', 'markdown', 'text'] as const) {
        const hostile = view({
          name: `social:${evil}`,
          post: post({ segments: [text(evil)], author: author(evil, evil), media: [photo('a', 1, 1, evil)] }),
        });
        const one = article('<p>before</p>\nEMBED\n<p>after</p>', { format });
        const { bytes, originals } = rewriteArticle(one, [
          { embed: placeOf(one, 'EMBED', 'social:1'), fallback: fallbackOf(hostile) },
        ]);
        const back = await restoring(originals)({ ...one, bytes });
        expect({ evil, format, restored: back.restored, damaged: back.damaged }).toEqual({
          evil,
          format,
          restored: 1,
          damaged: [],
        });
        expect(Buffer.from(back.bytes).equals(one.bytes)).toBe(true);
      }
  });
});
