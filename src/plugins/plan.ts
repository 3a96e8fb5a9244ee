import { detect } from '../detect/detect.ts';
import { readAttributes } from '../html/attributes.ts';
import { tokenize } from '../html/tokenizer.ts';
import type { ArticleFormat } from '../model/article.ts';
import type { Embed } from '../model/embed.ts';
import type { FallbackEntry } from '../model/fallbacks.ts';
import { platforms } from '../platforms/index.ts';
import type { OpenFallbacks } from './fallbacks.ts';

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
}

export const nothingToDo: Plan = { edits: [], missing: [] };

/** What `putFallbacks` and its kin change in a page. The same page and fallbacks give the same plan. */
export function planFor(text: string, fallbacks: OpenFallbacks, { when, format, path }: PlanOptions): Plan {
  const bytes = Buffer.from(text, 'utf8');
  const { embeds } = detect({ name: path, bytes, format, charset: 'utf-8', url: null }, platforms);
  if (embeds.length === 0) return nothingToDo;
  const cards = cardsIn(text);
  const standing = inText(bytes, embeds).filter(
    ({ start, end }) => !cards.some((card) => start < card.end && card.start < end),
  );
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
  const loaders = loadersIn(text, loadersDone(standing, left)).map((range) => ({ ...range, card: null }));
  return { edits: beside(edits, loaders), missing };
}

interface Range {
  readonly start: number;
  readonly end: number;
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

/** Loaders of which the page needed some, and now none. */
function loadersDone(before: readonly Embed[], left: readonly Embed[]): ReadonlySet<string> {
  const loaders = (embeds: readonly Embed[]) => {
    const ids = new Set(embeds.map(({ platform }) => platform));
    return platforms.filter(({ id }) => ids.has(id)).flatMap((platform) => platform.loaders);
  };
  const needed = new Set(loaders(left));
  return new Set(loaders(before).filter((loader) => !needed.has(loader)));
}

/** Script elements that bring one of those and hold nothing. */
function loadersIn(text: string, loaders: ReadonlySet<string>): readonly Range[] {
  if (loaders.size === 0 || !/<script/iu.test(text)) return [];
  const found: Range[] = [];
  let open: number | null = null;
  tokenize(text, {
    startTag({ name, start, attributes, end }) {
      open = name === 'script' && isOne(text.slice(attributes, end), loaders) ? start : null;
      return true;
    },
    rawText(_name, start, end) {
      if (text.slice(start, end).trim() !== '') open = null;
    },
    endTag(name, _start, end) {
      if (name === 'script' && open !== null) found.push({ start: open, end });
      open = null;
    },
    text: () => {},
    comment: () => {},
    inForeign: () => false,
  });
  return found;
}

function isOne(attributes: string, loaders: ReadonlySet<string>): boolean {
  const source = readAttributes(attributes).get('src') ?? '';
  const address = source.replace(/^(?:https?:)?\/\//iu, '').split(/[?#]/u, 1)[0] ?? '';
  return loaders.has(address) || loaders.has(address.replace(/^[^/]+/u, '*'));
}

/** Both in order; a loader inside an embed goes with it. */
function beside(edits: readonly Edit[], loaders: readonly Edit[]): readonly Edit[] {
  const free = loaders.filter(
    ({ start, end }) => !edits.some((edit) => start < edit.end && edit.start < end),
  );
  return [...edits, ...free].sort((a, b) => a.start - b.start);
}
