import type { Embed } from '../model/embed.ts';
import { type Likeness, likenessOf, theOneAlike } from '../model/likeness.ts';
import type { Post } from '../model/post.ts';
import { addAlias } from './sqlite-aliases.ts';
import type { Connection } from './sqlite-connection.ts';
import { type PostRow, postRecordOf } from './sqlite-post-rows.ts';
import {
  accountOf,
  type Candidate,
  candidatesFor,
  copiesOf,
  daysAround,
  type LostPost,
  lostPosts,
  type TimeOf,
  tellingsOf,
} from './sqlite-tellings.ts';

/** Somebody just told of a post who wrote it and when. */
export interface Told {
  readonly platform: string;
  readonly handle: string;
  /** ISO day or time. */
  readonly date: string;
}

/**
 * Merges posts whose id was lost with the posts they are, as far as what was just told may decide it: the same account,
 * day and words, and no other post that these could be. Gives the numbers of the posts merged. To be run within the
 * transaction that keeps what was told, so that neither is there without the other.
 */
export function meet(connection: Connection, told: readonly Told[], timeOf: TimeOf): ReadonlySet<number> {
  const lost = new Map<number, LostPost>();
  for (const { platform, handle, date } of told)
    for (const post of lostPosts(connection, accountOf(platform, handle), daysAround(date)))
      lost.set(post.id, post);
  return new Set([...lost.values()].filter((post) => meetOne(connection, post, timeOf)).map(({ id }) => id));
}

/** What an article tells of each post, as far as it says who wrote it and when. */
export function toldBy(embeds: readonly Embed[], timeOf: TimeOf): Told[] {
  return embeds.flatMap(({ platform, ref, quoted }) => {
    const date = (ref === null ? null : timeOf(ref)) ?? quoted?.date ?? null;
    return quoted === null || quoted.handle === null || date === null
      ? []
      : [{ platform, handle: quoted.handle, date }];
  });
}

/** What is known of a post with an id, likewise. */
export function toldOf(post: PostRow, content: Post | null, timeOf: TimeOf): Told[] {
  const { ref } = postRecordOf(post);
  const date = (ref === null ? null : timeOf(ref)) ?? content?.createdAt ?? null;
  const handle = content?.author.handle ?? null;
  return ref === null || handle === null || date === null ? [] : [{ platform: ref.platform, handle, date }];
}

function meetOne(connection: Connection, lost: LostPost, timeOf: TimeOf): boolean {
  const tellings = tellingsOf(connection, lost.id);
  const candidates = candidatesFor(connection, lost, timeOf);
  const found = theOneAlike(tellings, candidates);
  if (found === null) return false;
  const { candidate, likeness } = found;
  const own = candidates.filter(({ id }) => id === candidate.id);
  if (isClaimedByItsDay(connection, lost, own)) return false;
  return addAlias(
    connection,
    { alias: lost.name, reason: reasons[likeness], observation: candidate.witness },
    candidate.id,
  );
}

const reasons = {
  same: 'the same account, day and words',
  cut: 'the same account, day and words, as far as the shorter copy goes',
  unlinked: 'the same account, day and words, but for mentions or tags that one copy lost',
} as const satisfies Record<Likeness, string>;

/**
 * Accounts repeat themselves from day to day: where a copy is printed on the post's own day, one of the day beside it
 * may be of another post.
 */
function isClaimedByItsDay(connection: Connection, lost: LostPost, own: readonly Candidate[]): boolean {
  const days = new Set(
    own.flatMap(({ date, printed }) => [date, printed].flatMap((told) => told?.slice(0, 10) ?? [])),
  );
  if (days.has(lost.day)) return false;
  return [...days]
    .flatMap((day) => copiesOf(connection, lost.account, day))
    .some((copy) => own.some((telling) => likenessOf(copy, telling) !== null));
}
