import type { SourceRank } from '../model/answer.ts';
import { areNearDays, type EstimatedDay, isFarFrom } from '../model/days.ts';
import type { Author, Post } from '../model/post.ts';
import { textOf } from '../model/post.ts';
import { type Conflict, estimateSource, type Witnesses } from '../model/snapshot.ts';
import type { Known } from '../model/state.ts';
import { areSameName, haveSameText, haveWholeText } from './agree.ts';
import { completed, isSameHandle } from './complete.ts';

/** One source's copy of a post. */
export interface Claim {
  readonly source: string;
  readonly rank: SourceRank;
  readonly post: Post;
}

export interface Merged {
  readonly post: Post | null;
  /** Null when nobody has a copy. */
  readonly known: Known | null;
  readonly witnesses: Witnesses;
  readonly conflicts: readonly Conflict[];
}

/** What a post's id says by itself, beyond anybody's reach. */
export interface IdWitness {
  /** When the post was made, exact, where ids carry time. */
  readonly time: string | null;
  /** About when, where they don't: held against what others say, never told as the post's time. */
  readonly day: EstimatedDay | null;
  /** Whose it is, where ids name an account. */
  readonly author: Partial<Pick<Author, 'id' | 'handle'>>;
}

/**
 * One post of several copies, best first: the first gives the content, the next fill in who and when where it is
 * silent and what it lacks, all are named as witnesses of what they agree with, and where they differ the conflict is
 * kept. Pure.
 */
export function mergeClaims(told: readonly Claim[], id: IdWitness): Merged {
  // A source that knows only whose post it is leaves its words to the next one, though that be an article.
  const claims = [
    ...told.filter(({ post }) => hasContent(post)),
    ...told.filter(({ post }) => !hasContent(post)),
  ];
  const [best, ...others] = claims;
  if (best === undefined) return { post: null, known: null, witnesses: {}, conflicts: [] };
  const whole = completed(best, others);
  const author = others.reduce((author, other) => filledIn(author, other.post.author), best.post.author);
  const post: Post = {
    ...whole,
    author: { ...author, id: author.id ?? id.author.id ?? null },
    createdAt: timeOf(claims, id.time),
    lang: firstKnown(claims, ({ lang }) => lang),
    dir: firstKnown(claims, ({ dir }) => dir),
  };
  return {
    post,
    known: best.rank === 'article' ? 'quoted' : best.rank,
    witnesses: witnessesOf(post, claims, id),
    conflicts: conflictsOf(post, claims, id),
  };
}

function hasContent({ segments, media, poll, card, quote }: Post): boolean {
  return segments.length > 0 || media.length > 0 || poll !== null || card !== null || quote !== null;
}

function firstKnown<Value>(claims: readonly Claim[], value: (post: Post) => Value | null): Value | null {
  return claims.map(({ post }) => value(post)).find((known) => known !== null) ?? null;
}

/** An exact time from a source, else the id's, else a printed day. */
function timeOf(claims: readonly Claim[], idTime: string | null): string | null {
  const times = claims.flatMap(({ post }) => post.createdAt ?? []);
  return times.find((time) => time.includes('T')) ?? idTime ?? times[0] ?? null;
}

/** A copy with another handle speaks of another time or account: nothing of it is mixed in. */
function filledIn(author: Author, other: Author): Author {
  if (author.handle !== null && other.handle !== null && !isSameHandle(author.handle, other.handle))
    return author;
  return {
    id: author.id ?? other.id,
    name: author.name ?? other.name,
    handle: author.handle ?? other.handle,
    url: author.url ?? other.url,
    avatar: author.avatar ?? other.avatar,
    verified: author.verified ?? other.verified,
  };
}

/**
 * For each field of a post, the sources whose copies agree, in the order of the claims; the id is one of them. Where a
 * source cuts the text that another has whole, `wholeText` names those that say its end.
 */
export function witnessesOf(post: Post, claims: readonly Claim[], id: IdWitness): Witnesses {
  const isPieced = !post.truncated && claims.some((claim) => claim.post.truncated);
  const fields: Readonly<Record<string, (other: Post) => boolean>> = {
    author: ({ author }) => hasSameAuthor(post.author, author),
    text: (other) => other.segments.length > 0 && haveSameText(post, other),
    wholeText: (other) => isPieced && !other.truncated && haveWholeText(post, other),
    createdAt: ({ createdAt }) => isSameTime(post.createdAt, createdAt),
    media: ({ media }) => media.length > 0 && media.length === post.media.length,
    quote: ({ quote }) => quote !== null,
    parent: ({ parent }) => parent !== null,
    thread: ({ thread }) => thread !== null,
    poll: ({ poll }) => poll !== null,
    card: ({ card }) => card !== null,
    note: ({ note }) => note !== null,
  };
  const named = Object.entries(fields).map(([field, agrees]): [string, string[]] => {
    const sources = claims.filter((claim) => agrees(claim.post)).map(({ source }) => source);
    if (field === 'createdAt' && isSameTime(post.createdAt, id.time)) sources.push('id');
    if (field === 'author' && isNamedById(post.author, id)) sources.push('id');
    return [field, [...new Set(sources)]];
  });
  return Object.fromEntries(named.filter(([, sources]) => sources.length > 0));
}

function conflictsOf(
  post: Post,
  claims: readonly Claim[],
  { time: idTime, day: idDay, author: idAuthor }: IdWitness,
): Conflict[] {
  const [best] = claims;
  if (best === undefined) return [];
  const texts = claims.filter((claim) => claim.post.segments.length > 0 && !haveSameText(post, claim.post));
  const names = claims.filter(({ post: { author } }) => differs(post.author.name, author.name, areSameName));
  const handles = claims.filter(({ post: { author } }) =>
    differs(post.author.handle, author.handle, isSameHandle),
  );
  const times = claims.filter(({ post: { createdAt } }) => differs(post.createdAt, createdAt, areNearDays));
  const wrongId = differs(post.createdAt, idTime, areNearDays) ? [{ source: 'id', value: idTime ?? '' }] : [];
  const farFromId =
    post.createdAt !== null && idDay !== null && isFarFrom(post.createdAt, idDay)
      ? [{ source: estimateSource, value: idDay.day }]
      : [];
  const timeSource = post.createdAt === idTime ? 'id' : sourceOfTime(claims, post.createdAt);
  return [
    conflict(
      'text',
      best.source,
      textOf(post.segments),
      say(texts, ({ segments }) => textOf(segments)),
    ),
    conflict(
      'author.name',
      best.source,
      post.author.name,
      say(names, ({ author }) => author.name),
    ),
    conflict('author.handle', best.source, post.author.handle, [
      ...say(handles, ({ author }) => author.handle),
      ...otherHandle(post.author, idAuthor),
    ]),
    conflict('createdAt', timeSource, post.createdAt, [
      ...say(times, ({ createdAt }) => createdAt),
      ...wrongId,
      ...farFromId,
    ]),
  ].filter((entry) => entry !== null);
}

type Said = Conflict['claims'][number];

function conflict(
  field: Conflict['field'],
  source: string,
  value: string | null,
  others: readonly Said[],
): Conflict | null {
  return others.length === 0 ? null : { field, claims: [{ source, value: value ?? '' }, ...others] };
}

function say(claims: readonly Claim[], value: (post: Post) => string | null): Said[] {
  return claims.map(({ source, post }) => ({ source, value: value(post) ?? '' }));
}

function sourceOfTime(claims: readonly Claim[], time: string | null): string {
  return claims.find(({ post }) => post.createdAt === time)?.source ?? 'id';
}

function isNamedById({ id, handle }: Author, { author }: IdWitness): boolean {
  if (author.id != null) return author.id === id;
  return author.handle != null && handle !== null && isSameHandle(author.handle, handle);
}

function otherHandle({ handle }: Author, id: IdWitness['author']): Said[] {
  const isOther = handle !== null && id.handle != null && !isSameHandle(handle, id.handle);
  return isOther ? [{ source: 'id', value: id.handle ?? '' }] : [];
}

function differs(a: string | null, b: string | null, same: (a: string, b: string) => boolean): boolean {
  return a !== null && b !== null && !same(a, b);
}

function isSameTime(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && areNearDays(a, b);
}

function hasSameAuthor(a: Author, b: Author): boolean {
  if (a.handle !== null && b.handle !== null) return isSameHandle(a.handle, b.handle);
  return a.name !== null && b.name !== null && areSameName(a.name, b.name);
}
