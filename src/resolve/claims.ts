import type { SourceRank } from '../model/answer.ts';
import type { Quoted } from '../model/embed.ts';
import type { Platform } from '../model/platform.ts';
import { emptyPost, type Post, textOf } from '../model/post.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { comparableText, type Ref } from '../ref.ts';
import { haveSameText } from './agree.ts';
import type { Claim } from './merge.ts';
import { postOfQuoted } from './quoted.ts';
import { toldBefore } from './told-before.ts';

/** What the latest snapshot knows, so that a worse answer of today never hides a better one of yesterday. */
export type Former = Pick<Snapshot, 'post' | 'state' | 'known' | 'witnesses'>;

/** A place where an article quotes the post. An appearance of the store is one. */
export interface ArticleWitness {
  readonly article: string;
  /** SHA-256 of the article's bytes. */
  readonly blob: string;
  readonly seenAt: string;
  /** Null where the article embeds the post without a word of it. */
  readonly quoted: Quoted | null;
}

/** A copy that was heard now. */
export interface FreshClaim extends Claim {
  /** ISO 8601: the time an archived copy was taken; null for a word of now. */
  readonly asOf: string | null;
}

/** What was known of a post, and until when. */
export interface Before {
  readonly former: Former | null;
  /** ISO 8601: the time of the latest word of it that was no article's; null without one. */
  readonly lastTold: string | null;
}

/**
 * All copies of a post, best first: what sources say now, what was known, what articles quote.
 * The former copy leads when nothing better or equal is heard now,
 * unless the words have changed; then it only lends the parts a lesser source can't speak of. Where something better or
 * equal is heard, it lends what others told before who are silent now. An archived copy of an earlier time is a witness
 * beside what was told later.
 */
export function claimsOf(
  fresh: readonly FreshClaim[],
  before: Before,
  articles: readonly ArticleWitness[],
  ref: Ref | null,
  platform: Pick<Platform, 'sources' | 'flattened'>,
): Claim[] {
  const order = platform.sources.map(({ id }) => id);
  const quoted = quotedClaims(articles, ref, platform.flattened?.mediaLink ?? null);
  const claims = [...withFormer(fresh, before, order), ...quoted];
  const known = before.former?.post;
  return claims.length === 0 && known ? [{ source: 'article', rank: 'article', post: known }] : claims;
}

function withFormer(
  fresh: readonly FreshClaim[],
  { former, lastTold }: Before,
  order: readonly string[],
): Claim[] {
  if (former === null || former.post === null || former.known === 'quoted') return [...fresh];
  const source = bestOf(former.witnesses['text'] ?? former.witnesses['author'] ?? [], order);
  const old: Claim = { source: source ?? former.known, rank: former.known, post: former.post };
  const [best, ...others] = fresh;
  if (best === undefined) return [old];
  const isLater = best.asOf === null || lastTold === null || Date.parse(best.asOf) > Date.parse(lastTold);
  if (!isLater) return [old, ...fresh];
  // One that isn't among the platform's own (its page, say) is heard as a witness, and never put in their place.
  const isAlike = best.source === old.source || best.rank === 'archive';
  if (!order.includes(best.source) && best.rank === old.rank && !isAlike) return [old, ...fresh];
  if (place(best.source, order) <= place(old.source, order))
    return [...fresh, ...toldBefore(fresh, old, former.witnesses)];
  if (haveSameText(best.post, old.post)) return [old, ...fresh];
  return [{ ...best, post: withPartsOf(best.post, old.post) }, ...others];
}

/** What only better sources tell stays known, though not what belongs to the old words. */
function withPartsOf(post: Post, old: Post): Post {
  return {
    ...post,
    author: post.author.handle === old.author.handle ? { ...old.author, ...known(post.author) } : post.author,
    media: post.media.length > 0 ? post.media : old.media,
    quote: post.quote ?? old.quote,
    parent: post.parent ?? old.parent,
    edits: post.edits ?? old.edits,
  };
}

function known<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null)) as Partial<Value>;
}

/** The article that quotes most comes first; one that embeds without a word still vouches for which post it is. */
function quotedClaims(
  articles: readonly ArticleWitness[],
  ref: Ref | null,
  mediaLink: RegExp | null,
): Claim[] {
  const rank: SourceRank = 'article';
  return articles
    .map(({ quoted, seenAt }) => ({
      post: quoted === null ? { ...emptyPost, ref } : postOfQuoted(quoted, ref, mediaLink),
      seenAt,
    }))
    .sort((a, b) => lengthOf(b.post) - lengthOf(a.post) || (a.seenAt < b.seenAt ? -1 : 1))
    .map(({ post }) => ({ source: 'article', rank, post }));
}

function lengthOf(post: Post): number {
  return comparableText(textOf(post.segments)).length;
}

function bestOf(sources: readonly string[], order: readonly string[]): string | null {
  return sources.toSorted((a, b) => place(a, order) - place(b, order))[0] ?? null;
}

function place(source: string, order: readonly string[]): number {
  const at = order.indexOf(source);
  return at < 0 ? order.length : at;
}
