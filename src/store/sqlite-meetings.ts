import type { Embed } from '../model/embed.ts';
import { type Likeness, likenessOf, type Telling, theOneAlike } from '../model/likeness.ts';
import type { Post } from '../model/post.ts';
import { addAlias } from './sqlite-aliases.ts';
import type { Connection } from './sqlite-connection.ts';
import { findPostRow, type PostRow, postRecordOf } from './sqlite-post-rows.ts';
import {
  accountOf,
  type Candidate,
  copiesOf,
  type Look,
  type LostPost,
  lookInto,
  type TimeOf,
  tellingOf,
  tellingsOf,
  witnessOf,
} from './sqlite-tellings.ts';

/** What somebody just told of a post. */
export interface Told extends Telling {
  readonly platform: string;
  /** Its written ref. */
  readonly name: string;
  /** The teller doesn't know its id. */
  readonly isLost: boolean;
}

/**
 * Merges posts whose id was lost with the posts they are, as far as what was just told decides it: the same account,
 * day and words, and no other post that these could be. Gives the numbers of the posts merged. To be run within the
 * transaction that keeps what was told, so that neither is there without the other.
 */
export function meet(connection: Connection, told: readonly Told[], timeOf: TimeOf): ReadonlySet<number> {
  const look = lookInto(connection, timeOf);
  const lost = new Map(
    told.flatMap((telling) => lostPostsLike(look, telling)).map((post) => [post.id, post]),
  );
  return new Set([...lost.values()].filter((post) => meetOne(connection, post, look)).map(({ id }) => id));
}

/** What an article tells of each post. */
export function toldBy(embeds: readonly Embed[], timeOf: TimeOf): Told[] {
  return embeds.flatMap(({ platform, name, ref, quoted }) => {
    if (quoted === null) return [];
    const { handle, text, date } = quoted;
    const isLost = ref === null;
    return [{ platform, name, handle, text, isLost, date: isLost ? date : (timeOf(ref) ?? date) }];
  });
}

/** What is known of a post with an id. */
export function toldOf(post: PostRow, content: Post | null, timeOf: TimeOf): Told[] {
  const { ref, name } = postRecordOf(post);
  if (ref === null || content === null) return [];
  const telling = tellingOf(content);
  return [{ ...telling, platform: ref.platform, name, isLost: false, date: timeOf(ref) ?? telling.date }];
}

/** The post itself that was told of without its id; else those without one that may be it. */
function lostPostsLike(look: Look, told: Told): LostPost[] {
  const { platform, name, handle, date, isLost } = told;
  if (handle === null || date === null) return [];
  const account = accountOf(platform, handle);
  const near = isLost ? look.lostPost(name, account) : look.lostPosts(account, date.slice(0, 10));
  return near.filter((post) => isLost || likenessOf(post.telling, told) !== null);
}

function meetOne(connection: Connection, lost: LostPost, look: Look): boolean {
  const tellings = tellingsOf(connection, lost.id);
  const alike = look
    .candidates(lost.account, lost.day)
    .filter((candidate) => tellings.some((telling) => likenessOf(telling, candidate) !== null))
    .map((candidate) => ({
      ...candidate,
      name: findPostRow(connection, candidate.name)?.name ?? candidate.name,
    }));
  const found = theOneAlike(tellings, alike);
  if (found === null || isClaimedByItsDay(connection, lost, alike)) return false;
  const { candidate, likeness } = found;
  const post = findPostRow(connection, candidate.name);
  if (post === undefined) return false;
  const observation = witnessOf(connection, candidate);
  return addAlias(connection, { alias: lost.name, reason: reasons[likeness], observation }, post.id);
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
