/** What happens in a played world: to posts and their accounts, to networks, and in the feed that quotes them. */

export type Network = 'x' | 'bluesky' | 'mastodon';

/** What the network says of a post. `missing`: it knows no such post. `restricted`: not shown to visitors. */
export type Fate = 'live' | 'deleted' | 'missing' | 'suspended' | 'account-gone' | 'protected' | 'restricted';

/** What a post says. */
export interface Words {
  readonly text: string;
  readonly name: string;
  readonly handle: string;
  /** Key of the picture. */
  readonly avatar: string;
  /** Of its one photo; null for a post without. */
  readonly alt: string | null;
  readonly poll: readonly string[] | null;
  readonly note: string | null;
}

/** From then on; milliseconds since 1970, as are all times here, by the clock of the world. */
export interface Scene {
  readonly at: number;
  readonly fate: Fate;
  readonly words: Words;
}

export interface ScriptedPost {
  readonly network: Network;
  /** Its written ref. */
  readonly name: string;
  /** Its id on the network, and its account's. */
  readonly local: string;
  readonly account: string;
  readonly madeAt: number;
  /** In words, for whoever reads what went wrong. */
  readonly plot: string;
  /** The first holds from the beginning. */
  readonly scenes: readonly Scene[];
}

export type TroubleKind = 'fault' | 'busy' | 'hang' | 'reset' | 'empty' | 'wall' | 'dns';

/** All hosts of a network in trouble. */
export interface Outage {
  readonly of: Network | 'news';
  readonly kind: TroubleKind;
  readonly from: number;
  readonly to: number;
}

/** An article, as an item of the feed. */
export interface ScriptedArticle {
  readonly id: string;
  /** In the feed from then until then. */
  readonly from: number;
  readonly to: number;
  readonly scenes: readonly {
    readonly at: number;
    readonly words: string;
    readonly posts: readonly ScriptedPost[];
  }[];
}

export interface Script {
  readonly start: number;
  readonly end: number;
  readonly posts: readonly ScriptedPost[];
  readonly outages: readonly Outage[];
  readonly articles: readonly ScriptedArticle[];
  /** The archive's clock is set back by an hour then. */
  readonly clockSetBack: number;
  /** From then on, a worker is to be killed in the midst of its work. */
  readonly killed: readonly number[];
  /** When runs begin in which a second worker is there. */
  readonly twofold: readonly number[];
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The last of what holds from some time on. */
export function sceneAt<Held extends { readonly at: number }>(scenes: readonly Held[], now: number): Held {
  const held = scenes.findLast(({ at }) => at <= now) ?? scenes[0];
  if (held === undefined) throw new Error('nothing ever holds');
  return held;
}

export function outageAt({ outages }: Script, of: Outage['of'], now: number): Outage | null {
  return outages.find((outage) => outage.of === of && outage.from <= now && now < outage.to) ?? null;
}

/** Articles that the feed has then, the newest first. */
export function feedAt({ articles }: Script, now: number): readonly ScriptedArticle[] {
  return articles.filter(({ from, to }) => from <= now && now < to).toReversed();
}
