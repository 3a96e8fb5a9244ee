import { embedsIn } from '../detect/embeds-in.ts';
import { decodeBytes } from '../html/decoded-text.ts';
import type { ArticleFormat } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { FallbackEntry } from '../model/fallbacks.ts';
import { overlap, type Range } from '../model/ranges.ts';
import { platformsInArticles } from '../platforms/in-articles.ts';
import { idleLoaders } from '../rewrite/idle-loaders.ts';
import { inLanguageOf } from './card-language.ts';
import type { OpenFallbacks } from './fallbacks.ts';
import { mayHoldInMarkdown } from './may-hold.ts';
import { platformsByName } from './post-names.ts';

/** What is to be done with a text; ranges in UTF-16 units, in order, none overlapping. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly missing: readonly MissingPost[];
}

/** A post's card takes the place of its embed, nothing that of a loader which no embed needs any more. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly card: { readonly name: string; readonly entry: FallbackEntry } | null;
}

/** An embed of a post that the fallbacks don't have. */
export interface MissingPost {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface PlanOptions {
  /** Posts that are gone, or all. */
  readonly when: 'dead' | 'always';
  readonly format: ArticleFormat;
  /** Path of what is built, for names of posts of which nothing better is known. */
  readonly path: string;
  /** What the tool knows of the page's language, where its text tells none. */
  readonly lang?: string | null;
}

export const nothingToDo: Plan = { edits: [], missing: [] };

/** What `putFallbacks` and its kin change in a page. The same page and fallbacks give the same plan. */
export function planFor(
  text: string,
  fallbacks: OpenFallbacks,
  { when, format, path, lang = null }: PlanOptions,
): Plan {
  if (text === '') return nothingToDo;
  const bytes = Buffer.from(text, 'utf8');
  if (format === 'markdown' && !mayHoldInMarkdown(bytes, text)) return nothingToDo;
  const article = { name: path, bytes, format, charset: 'utf-8', url: null } as const;
  const embeds = embedsIn(decodeBytes(bytes, 'utf-8', false), article, platformsByName);
  if (embeds.length === 0) return nothingToDo;
  const cards = cardsIn(text);
  const standing = inText(bytes, embeds).filter((embed) => !cards.some((card) => overlap(card, embed)));
  const edits: Edit[] = [];
  const missing: MissingPost[] = [];
  const left: Embed[] = [];
  for (const embed of standing) {
    const { name, start, end } = embed;
    const card = embed.kind === 'json' || embed.kind === 'mention' ? null : fallbacks.find(name);
    const isShown = card !== null && (when === 'always' || card.entry.gone);
    if (isShown) edits.push({ start, end, card });
    else left.push(embed);
    if (card === null && embed.kind !== 'json' && embed.kind !== 'mention')
      missing.push({ name, start, end });
  }
  if (edits.length === 0) return { edits, missing };
  const loaders = loadersIn(text, standing, left, [...edits, ...cards]).map(({ start, end }) => ({
    start,
    end,
    card: null,
  }));
  return { edits: inLanguageOf(beside(edits, loaders), text, { format, lang }), missing };
}

/** Embeds with UTF-16 units for bytes. */
function inText(bytes: Buffer, embeds: readonly Embed[]): readonly Embed[] {
  const byteOf = { at: 0, unit: 0 };
  const unitAt = (offset: number) => {
    byteOf.unit += bytes.toString('utf8', byteOf.at, offset).length;
    byteOf.at = offset;
    return byteOf.unit;
  };
  // each getter goes on where the last one stopped
  return embeds.map((embed) => ({ ...embed, start: unitAt(embed.start), end: unitAt(embed.end) }));
}

/** Cards that stand there already: a card links to its post, and its text may look like one. */
function cardsIn(text: string): readonly Range[] {
  const cards: Range[] = [];
  for (const { index } of text.matchAll(cardStart)) {
    if (index < (cards.at(-1)?.end ?? 0)) continue;
    cards.push({ start: index, end: endOfArticle(text, index) });
  }
  return cards;
}

const cardStart = /<article\s(?:[^<>]*\s)?class(?:name)?=["']?holdfast["'\s>]/giu;

function endOfArticle(text: string, start: number): number {
  const tag = /<(\/?)article(?=[\s>])[^<>]*>/giu;
  tag.lastIndex = start;
  let depth = 0;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return tag.lastIndex;
  }
  return text.length;
}

/** Scripts of platforms that had embeds here, and have none any more. */
function loadersIn(
  text: string,
  before: readonly Embed[],
  left: readonly Embed[],
  gone: readonly Range[],
): readonly Range[] {
  const platformsOf = (embeds: readonly Embed[]) => new Set(embeds.map(({ platform }) => platform));
  const had = platformsOf(before);
  const has = platformsOf(left);
  const free = platformsInArticles.filter(({ id }) => had.has(id) && !has.has(id));
  return free.length === 0 ? [] : idleLoaders(text, free, gone);
}

/** Both in order; a loader inside an embed goes with it. */
function beside(edits: readonly Edit[], loaders: readonly Edit[]): readonly Edit[] {
  const free = loaders.filter((loader) => !edits.some((edit) => overlap(edit, loader)));
  return [...edits, ...free].sort((a, b) => a.start - b.start);
}
