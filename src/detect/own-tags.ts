import type { DecodedText } from '../html/decoded-text.ts';
import type { Article } from '../model/article.ts';
import type { Embed, EmbedKind } from '../model/embed.ts';
import type { PlatformInArticles } from '../model/platform.ts';
import { matchPost } from '../model/platform-of.ts';
import { beside } from './beside.ts';
import { shownInTemplate } from './html-generator-tags.ts';
import { isMdx, maskMarkdown } from './markdown-mask.ts';
import { type Found, toEmbeds } from './text-embeds.ts';

/**
 * The embeds, and the posts that sources of sites ask Holdfast's own plugins for, by ref or address: what has to be
 * archived and exported for their cards. Who puts cards into articles leaves them to those plugins. In order.
 */
export function withOwnTags(
  embeds: readonly Embed[],
  decoded: Pick<DecodedText, 'text' | 'byteOffset'>,
  article: Pick<Article, 'name' | 'format'>,
  platforms: readonly PlatformInArticles[],
): readonly Embed[] {
  if (!/holdfast/iu.test(decoded.text)) return embeds;
  const source = sourceOf(decoded.text, article);
  const found = tags.flatMap(({ kind, pattern }) =>
    [...source.matchAll(pattern)].flatMap((match): Found[] => {
      const ref = matchPost(match[1] ?? '', platforms);
      if (ref === null) return [];
      const range = { start: match.index, end: match.index + match[0].length };
      return [{ ...range, platform: ref.platform, kind, ref, quoted: null, confidence: 0.98 }];
    }),
  );
  const free = beside(toEmbeds(found, decoded, article.name), embeds);
  return [...embeds, ...free].toSorted((a, b) => a.start - b.start);
}

const post = `["']([^"'\\s]{1,400})["']`;

const tags: readonly { readonly kind: EmbedKind; readonly pattern: RegExp }[] = [
  // Hugo's {{< holdfast "x:20" "ar" >}}
  {
    kind: 'shortcode',
    pattern: new RegExp(`\\{\\{[<%]\\s{0,9}holdfast\\s{1,9}${post}[^{}]{0,99}?[>%]\\}\\}`, 'gu'),
  },
  // Eleventy's {% holdfast "x:20", "ar" %}
  { kind: 'liquid', pattern: new RegExp(`\\{%-?\\s{0,9}holdfast\\s{1,9}${post}[^{}%]{0,99}%\\}`, 'gu') },
  // … and {{ "x:20" | holdfast }}
  {
    kind: 'shortcode',
    pattern: new RegExp(`\\{\\{-?\\s{0,9}${post}\\s{0,9}\\|\\s{0,9}holdfast\\b[^{}]{0,99}\\}\\}`, 'gu'),
  },
  // Jekyll's {% include holdfast.html post="x:20" %}
  {
    kind: 'liquid',
    pattern: new RegExp(
      `\\{%-?\\s{0,9}include\\s{1,9}holdfast\\.html\\s[^{}%]{0,99}?\\bpost=${post}[^{}%]{0,99}%\\}`,
      'gu',
    ),
  },
  // Next's <HoldfastPost post="x:20" fallbacks="fallbacks" />
  {
    kind: 'component',
    pattern: new RegExp(`<HoldfastPost\\s[^<>]{0,400}?\\bpost=\\{?${post}[^<>]{0,400}>`, 'gu'),
  },
];

/** What a generator evaluates, the rest blanked, so that offsets hold. */
function sourceOf(text: string, { name, format }: Pick<Article, 'name' | 'format'>): string {
  if (format === 'markdown') return maskMarkdown(text, isMdx(name));
  return format === 'html' ? shownInTemplate(name, text) : '';
}
