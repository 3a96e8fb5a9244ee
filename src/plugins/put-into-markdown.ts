import { embedsIn } from '../detect/embeds-in.ts';
import { decodeBytes } from '../html/decoded-text.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import type { PlacedForm, Placing } from '../rewrite/fallback.ts';
import { placesOf } from '../rewrite/places.ts';
import { rewriteArticle } from '../rewrite/rewrite.ts';
import { entryIn } from './card-language.ts';
import type { OpenFallbacks } from './fallbacks.ts';
import { mayHoldInMarkdown } from './may-hold.ts';
import { platformsByName } from './post-names.ts';
import { type PutOptions, type PutResult, styleElement } from './put-fallbacks.ts';

/**
 * Markdown with cards in place of its embeds, for what makes pages of it: as `holdfast rewrite` writes them, each in one
 * line between two comments. `html` of the result is the Markdown.
 */
export function putIntoMarkdown(source: string, fallbacks: OpenFallbacks, options: PutOptions): PutResult {
  const { when = 'dead', css = 'link', path } = options;
  const bytes = Buffer.from(source, 'utf8');
  if (!mayHoldInMarkdown(bytes, source)) return { html: source, shown: [], missing: [] };
  const article = { name: path, bytes, format: 'markdown', charset: 'utf-8', url: null } as const;
  const embeds = embedsIn(decodeBytes(bytes, 'utf-8', false), article, platformsByName);
  const places = placesOf(article, embeds);
  const found = places.flatMap((embed) => {
    const card = fallbacks.find(embed.name);
    return card !== null && (when === 'always' || card.entry.gone) ? [{ embed, card }] : [];
  });
  const missing = [...new Set(places.map(({ name }) => name))].filter(
    (name) => fallbacks.find(name) === null,
  );
  if (found.length === 0) return { html: source, shown: [], missing };
  const style = styleElement(fallbacks, css);
  const replacements = found.map(({ embed, card: { name, entry } }) => ({
    embed,
    fallback: {
      name,
      style,
      written: (_form: PlacedForm, { lang, isStyled = false }: Placing = {}) =>
        (isStyled ? '' : (style ?? '')) + entryIn(entry, lang).html,
    },
  }));
  const rewritten = rewriteArticle(article, replacements, { platforms: platformsInArticles, places });
  const html = Buffer.from(rewritten.bytes).toString('utf8');
  return { html, shown: found.map(({ card }) => card.name), missing };
}
