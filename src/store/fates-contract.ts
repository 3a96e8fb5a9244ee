import type { ArticleFormat } from '../model/article.ts';
import type { AlikeEmbeds, Fate, RiskMoments } from '../model/rot.ts';
import type { State } from '../model/state.ts';
import type { Ref } from '../ref.ts';

/** What became of the posts that articles hold. Each article counts as it was when it was last read. */
export interface Fates {
  /**
   * The embeds of a page of articles, those of an article whose posts fare alike counted together, articles in the order
   * of their names. An article without embeds has one entry of none.
   */
  ofArticles(page: ArticlePage, moments: FateMoments): Promise<ArticleFates[]>;
  /** All embeds in groups, those of a group whose posts fare alike counted together. */
  ofAll(by: FateGroups, moments: FateMoments): Promise<GroupFates>;
  /** Each embed of an article, in its order; none for an article that isn't there. */
  ofEmbeds(article: string, moments: FateMoments): Promise<EmbedFate[]>;
}

export interface FateMoments extends RiskMoments {
  /** Platforms of which no server answers. */
  readonly silent: readonly string[];
}

export interface ArticlePage {
  /** Names after this one: the last of the page before. */
  readonly after?: string | undefined;
  /** Names from this one on, itself included. */
  readonly from?: string | undefined;
  /** Articles. */
  readonly limit: number;
}

export interface ArticleFates {
  readonly article: string;
  readonly title: string | null;
  readonly format: ArticleFormat;
  /** ISO 8601: when that version was first read. */
  readonly seenAt: string;
  /** Empty without embeds. */
  readonly alike: readonly AlikeEmbeds[];
}

/** The platform of a post, the year it was made in (empty where that isn't known), or what an article's name says. */
export type FateGroups = 'platform' | 'year' | ((article: string) => string);

export interface GroupFates {
  readonly groups: readonly FateGroup[];
  /** Articles with an embed. */
  readonly articles: number;
}

export interface FateGroup {
  readonly group: string;
  /** Articles with an embed of the group. */
  readonly articles: number;
  readonly alike: readonly AlikeEmbeds[];
}

export interface EmbedFate extends Fate {
  /** The post's written ref, aliases resolved. */
  readonly name: string;
  readonly ref: Ref | null;
  readonly state: State;
  /** ISO 8601: first observation of that state; null for a post never heard of. */
  readonly since: string | null;
  readonly lastLive: string | null;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}
