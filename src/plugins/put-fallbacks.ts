import { html as markup } from '../html/escape.ts';
import { tokenize } from '../html/tokenizer.ts';
import type { FallbackEntry } from '../model/fallbacks.ts';
import { isAmp } from '../rewrite/fallback-source.ts';
import type { OpenFallbacks } from './fallbacks.ts';
import { outOfParagraphs, spliced } from './paragraphs.ts';
import { type MissingPost, planFor } from './plan.ts';

/** How cards come by their style: a link in the page's head, the style itself there, or by the site's own doing. */
export type PageCss = 'link' | 'inline' | 'none';

/** What every plugin takes. All of it can be written as JSON. */
export interface PluginOptions {
  /** Folder that `holdfast export fallbacks` wrote. */
  readonly fallbacks: string;
  /** Replace embeds of posts that are gone, or all of them; `dead` without. */
  readonly when?: 'dead' | 'always';
  /** `link` without. */
  readonly css?: PageCss;
  /** A post that the fallbacks don't have fails the build; without, its embed stays and a warning tells. */
  readonly strict?: boolean;
}

export interface PutOptions extends Pick<PluginOptions, 'when' | 'css'> {
  /** Path of the page, for warnings. */
  readonly path: string;
}

export interface PutResult {
  readonly html: string;
  /** Written refs of the posts shown, in order. */
  readonly shown: readonly string[];
  /** Those of posts whose embeds stay, for the fallbacks don't have them. */
  readonly missing: readonly string[];
}

/**
 * A built page with cards in place of its embeds, in what publishes it: there are no marks, so it is made again and
 * not restored. A page without embeds is given back as it is, and so is one this was done to before.
 */
export function putFallbacks(html: string, fallbacks: OpenFallbacks, options: PutOptions): PutResult {
  const { when = 'dead', css = 'link', path } = options;
  const { edits, missing } = planFor(html, fallbacks, { when, path, format: 'html' });
  const shown = edits.flatMap(({ card }) => card?.name ?? []);
  const names = namesOf(missing);
  if (edits.length === 0) return { html, shown, missing: names };
  const amp = isAmp(html);
  const written = (entry: FallbackEntry) => (amp ? entry.amp : entry.html);
  const pieces = outOfParagraphs(html, edits, written);
  const changed = spliced(html, pieces);
  return { html: amp ? changed : withStyle(changed, fallbacks, css), shown, missing: names };
}

/** The element that brings the cards' style; null where the site does that itself. */
export function styleElement(fallbacks: OpenFallbacks, css: PageCss): string | null {
  if (css === 'none') return null;
  if (css === 'inline') return `<style>${fallbacks.css()}</style>`;
  const { href, integrity } = fallbacks.stylesheet;
  return markup`<link rel="stylesheet" href="${href}" integrity="${integrity}">`.source;
}

export function namesOf(missing: readonly MissingPost[]): readonly string[] {
  return [...new Set(missing.map(({ name }) => name))];
}

/** A page that has cards with their style: once in the head; before the first card where there is none. */
export function withStyle(html: string, fallbacks: OpenFallbacks, css: PageCss): string {
  const element = styleElement(fallbacks, css);
  if (element === null || html.includes(element)) return html;
  if (css === 'link' && linksTo(html, fallbacks.stylesheet.href)) return html;
  const at = endOfHead(html) ?? html.indexOf('<article class="holdfast"');
  return html.slice(0, at) + element + html.slice(at);
}

/** As a template or a minifier may write it. */
function linksTo(html: string, href: string): boolean {
  const address = href.replace(/[^\w/-]/gu, '\\$&');
  return new RegExp(`<link\\s[^<>]*href=["']?${address}["'\\s>]`, 'iu').test(html);
}

/** Where the head's end tag stands, or the body begins; null for a part of a page. Scripts may name either too. */
function endOfHead(html: string): number | null {
  for (const { index, 0: tag } of html.matchAll(/<\/head\s*>|<body[\s>]/giu)) {
    let last = -1;
    const hear = (_name: string, start: number) => {
      last = start;
    };
    tokenize(`${html.slice(0, index)}${tag.replace(/[^>]$/u, '>')}`, {
      startTag({ name, start }) {
        hear(name, start);
        return true;
      },
      endTag: hear,
      text: () => {},
      comment: () => {},
      rawText: () => {},
      inForeign: () => false,
    });
    if (last === index) return index;
  }
  return null;
}
