import { HoldfastError } from './errors.ts';
import type { ArticleFormat } from './model/article.ts';
import { type Place, placeOf } from './model/place.ts';
import { type Fate, isSaved, type Risk, type Rot, risksOf, type Standing, standingOf } from './model/rot.ts';
import { isGone, type State } from './model/state.ts';
import { fateMoments, type RotTools, rotOf } from './rot.ts';
import type { ArticleFates, EmbedFate, FateMoments } from './store/fates-contract.ts';

/** Of all articles, those of a site, and those with a post in such a state. */
export interface ArticleFilter {
  /** A host, with or without `www.`, or a file's first folder. */
  readonly site?: string | undefined;
  readonly state?: State | 'gone' | undefined;
  readonly atRisk?: boolean | undefined;
}

export interface ListedArticle extends Place, Rot {
  readonly article: string;
  readonly title: string | null;
  readonly format: ArticleFormat;
  /** ISO 8601: when this version of it was first read. */
  readonly seenAt: string;
}

/** An article with each of its embeds, in the article's order. */
export interface ArticlePosts extends Omit<ListedArticle, keyof Rot> {
  readonly embeds: readonly ArticleEmbed[];
}

export interface ArticleEmbed
  extends Pick<EmbedFate, 'name' | 'ref' | 'kind' | 'start' | 'end' | 'since' | 'lastLive'> {
  readonly state: State;
  readonly standing: Standing;
  readonly risks: readonly Risk[];
  readonly known: Fate['known'];
  readonly saved: boolean;
}

/** Articles in the order of their names, with what became of their posts, in numbers. */
export async function* listArticles(filter: ArticleFilter, tools: RotTools): AsyncIterable<ListedArticle> {
  const moments = await fateMoments(tools.now(), tools);
  for await (const article of articlesFrom('', moments, tools))
    if (isWanted(article, filter)) yield { ...headOf(article), ...rotOf(article.alike) };
}

/**
 * The articles a name stands for, with their embeds: the article of that name, those in the feed, web archive or folder
 * of that name, or the one that a feed gave that address. Throws `unknown-article`.
 */
export async function* articlesNamed(
  name: string,
  filter: ArticleFilter,
  tools: RotTools,
): AsyncIterable<ArticlePosts> {
  const moments = await fateMoments(tools.now(), tools);
  let isKnown = false;
  for await (const article of named(name.replace(/^\.\/+/u, ''), moments, tools)) {
    isKnown = true;
    if (!isWanted(article, filter)) continue;
    const embeds = await tools.store.fates.ofEmbeds(article.article, moments);
    yield { ...headOf(article), embeds: embeds.filter((embed) => suits(embed, filter)).map(articleEmbed) };
  }
  if (!isKnown)
    throw new HoldfastError(
      'unknown-article',
      `${name} is no article of this archive: "holdfast articles" lists them, "holdfast archive ${name}" would take it in`,
    );
}

async function* named(name: string, moments: FateMoments, tools: RotTools): AsyncIterable<ArticleFates> {
  let isKnown = false;
  const folder = name.endsWith('/') ? name : `${name}/`;
  for (const [begins, isWhole] of [
    [name, true],
    [`${name}#`, false],
    [folder, false],
  ] as const)
    for await (const article of articlesFrom(begins, moments, tools)) {
      if (isWhole ? article.article !== name : !article.article.startsWith(begins)) break;
      isKnown = true;
      yield article;
    }
  if (isKnown) return;
  for await (const article of articlesFrom('', moments, tools))
    if (article.article.endsWith(`#${name}`)) yield article;
}

/** So many articles are read at once: enough to be quick, few enough to begin soon. */
const atOnce = 1_000;

async function* articlesFrom(
  first: string,
  moments: FateMoments,
  { store }: RotTools,
): AsyncIterable<ArticleFates> {
  let page = await store.fates.ofArticles({ from: first, limit: atOnce }, moments);
  while (page.length > 0) {
    yield* page;
    const after = page.at(-1)?.article;
    page = page.length < atOnce ? [] : await store.fates.ofArticles({ after, limit: atOnce }, moments);
  }
}

function headOf({ article, title, format, seenAt }: ArticleFates) {
  return { article, title, format, seenAt, ...placeOf(article) };
}

function isWanted({ article, alike }: ArticleFates, filter: ArticleFilter): boolean {
  const { site, state, atRisk } = filter;
  if (site !== undefined && placeOf(article).site !== site.toLowerCase().replace(/^www\./u, '')) return false;
  return (state === undefined && atRisk !== true) || alike.some((fate) => suits(fate, filter));
}

function suits(fate: Fate, { state, atRisk }: ArticleFilter): boolean {
  const isState = state === undefined || (state === 'gone' ? isGone(fate.state) : fate.state === state);
  return isState && (atRisk !== true || standingOf(fate) === 'at risk');
}

function articleEmbed(embed: EmbedFate): ArticleEmbed {
  const { name, ref, kind, start, end, since, lastLive, state, known } = embed;
  return {
    name,
    ref,
    kind,
    start,
    end,
    state,
    since,
    lastLive,
    standing: standingOf(embed),
    risks: risksOf(embed),
    known,
    saved: isSaved(embed),
  };
}
