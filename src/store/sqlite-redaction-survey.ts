import type { Embed } from '../model/embed.ts';
import { type Post, withAllParts } from '../model/post.ts';
import {
  type Cut,
  cutBy,
  ownBlobsOf,
  type Removed,
  removalInWords,
  withoutRemoved,
  withoutRemovedClaims,
} from '../model/redaction.ts';
import { tellingIds, tellingWords, textsOf } from '../model/redaction-words.ts';
import type { RedactionWish } from './redactions-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { derivedFrom } from './sqlite-derivatives.ts';
import { findPostRow, type PostRow, withMerged } from './sqlite-post-rows.ts';
import {
  articleBlobs,
  type CutSnapshot,
  capturesToGo,
  type Holds,
  looseBlobs,
  removedBlobs,
  wiresToGo,
} from './sqlite-redaction-blobs.ts';
import { marksOf, removedIn } from './sqlite-redaction-marks.ts';
import type { Content } from './sqlite-snapshots.ts';

/** All that one takedown takes, as the rows stand. */
export interface Survey {
  readonly standing: PostRow;
  /** The post and those merged into it. */
  readonly members: readonly PostRow[];
  readonly cut: Cut;
  readonly snapshots: readonly CutSnapshot[];
  /** Numbers of other posts that lose something. */
  readonly touched: readonly number[];
  readonly blobs: readonly string[];
  readonly sharedStay: number;
  /** Names of the articles that embed it. */
  readonly articles: readonly string[];
  /** Handles of its author, in lower case. */
  readonly handles: readonly string[];
  /** What it says, to know it again in bytes. */
  readonly words: readonly string[];
}

/** To be run within a transaction. Null for a post nobody knows. */
export function survey(
  connection: Connection,
  name: string,
  wish: RedactionWish,
  holds: Holds,
): Survey | null {
  const standing = findPostRow(connection, name);
  if (standing === undefined) return null;
  const members = connection.all<PostRow>(
    `${withMerged} SELECT * FROM posts WHERE id IN (SELECT id FROM same) ORDER BY id = @post, id`,
    { post: standing.id },
  );
  const mark = { at: wish.at.toISOString(), what: wish.what, reason: wish.reason };
  const address = wish.what === 'media' ? standing.url : (wish.address ?? standing.url);
  const cut = cutBy([...marksOf(connection, standing.id), mark], address);
  if (cut === null) throw new Error('a redaction that takes nothing');
  const own = snapshotsOfPosts(connection, members);
  const posts = own.flatMap(({ content }) => (content.post === null ? [] : [withAllParts(content.post)]));
  const quotes = quotesOf(connection, members);
  const handles = handlesOf(members, posts, quotes);

  const names = namesOf(connection, members);
  const forced = new Set(cut.pictures ? posts.flatMap(ownBlobsOf) : []);
  const removed = removedWith(connection, standing, cut, forced, removalInWords(mark));
  const near = others(connection, members, [...names.map(idInJson), ...forced]);
  const copies = near.flatMap(({ content }) => copiesWithin(content.post, names));
  const words = tellingWords([
    ...[...posts, ...copies].flatMap(textsOf),
    ...quotes.map(({ quoted }) => quoted?.text ?? ''),
  ]);
  for (const hash of cut.pictures ? copies.flatMap(ownBlobsOf) : []) forced.add(hash);
  const far = forced.size === 0 ? [] : others(connection, members, [...forced]);
  const candidates = [...own, ...new Map([...near, ...far].map((row) => [row.id, row])).values()];
  const snapshots = candidates.flatMap((row) => cutSnapshot(row, removed, members));

  const memberIds = new Set(members.map(({ id }) => id));
  const touched = new Set(snapshots.map(({ post }) => post).filter((post) => !memberIds.has(post)));
  const telling = words.length > 0 ? words : tellingIds(names);
  const wires = wiresToGo(connection, { members, touched, cut, words: telling, handles }, holds);
  for (const post of wires.posts) if (!memberIds.has(post)) touched.add(post);
  const articles = articlesOf(connection, members);
  const pictures = capturesToGo(connection, [...memberIds, ...touched], articles);
  for (const post of pictures.posts) if (!memberIds.has(post)) touched.add(post);
  const { gone, stay } = looseBlobs(connection, snapshots, forced);
  const versions = wish.articles ? articleBlobs(connection, members) : [];
  const known = new Set(removedBlobs(connection));
  const going = [...new Set([...forced, ...gone, ...wires.hashes, ...pictures.hashes, ...versions])];
  const blobs = [...going, ...derivedFrom(connection, going, snapshots)];
  return {
    standing,
    members,
    cut,
    snapshots,
    touched: [...touched].sort((a, b) => a - b),
    blobs: blobs.filter((hash) => !known.has(hash)).sort(),
    sharedStay: stay,
    articles,
    handles,
    words,
  };
}

interface SnapshotPlace {
  readonly id: number;
  readonly post: number;
  readonly name: string;
  readonly content: Content;
}

function read(rows: readonly { id: number; post: number; name: string; content: string }[]): SnapshotPlace[] {
  return rows.map((row) => ({ ...row, content: JSON.parse(row.content) as Content }));
}

function snapshotsOfPosts(connection: Connection, posts: readonly PostRow[]): SnapshotPlace[] {
  return read(
    connection.all(
      `SELECT snapshots.id, post, name, content FROM snapshots JOIN posts ON posts.id = post
       WHERE post IN (SELECT value FROM json_each(@posts)) ORDER BY snapshots.id`,
      { posts: JSON.stringify(posts.map(({ id }) => id)) },
    ),
  );
}

/** Snapshots of other posts that hold any of these texts; whole archives are gone through, which is rare enough. */
function others(
  connection: Connection,
  members: readonly PostRow[],
  texts: readonly string[],
): SnapshotPlace[] {
  return read(
    connection.all(
      `SELECT snapshots.id, post, name, content FROM snapshots JOIN posts ON posts.id = post
       WHERE post NOT IN (SELECT value FROM json_each(@posts))
         AND EXISTS (SELECT 1 FROM json_each(@texts) WHERE instr(content, value)) ORDER BY snapshots.id`,
      { posts: JSON.stringify(members.map(({ id }) => id)), texts: JSON.stringify(texts) },
    ),
  );
}

function idInJson(name: string): string {
  return JSON.stringify(name.slice(name.indexOf(':') + 1));
}

/** Every name the post goes by. */
function namesOf(connection: Connection, members: readonly PostRow[]): string[] {
  const aliases = connection.all<{ alias: string }>(
    'SELECT alias FROM aliases WHERE post IN (SELECT value FROM json_each(@posts))',
    { posts: JSON.stringify(members.map(({ id }) => id)) },
  );
  return [...new Set([...members.map(({ name }) => name), ...aliases.map(({ alias }) => alias)])];
}

/** What stays out once this takedown stands, too. */
function removedWith(
  connection: Connection,
  standing: PostRow,
  cut: Cut,
  forced: ReadonlySet<string>,
  why: string,
): Removed {
  const before = removedIn(connection);
  return {
    cutOf: (name) => (findPostRow(connection, name)?.id === standing.id ? cut : before.cutOf(name)),
    whyGone: (blob) => before.whyGone(blob) ?? (forced.has(blob) ? why : null),
  };
}

function cutSnapshot(
  { id, post, name, content }: SnapshotPlace,
  removed: Removed,
  members: readonly PostRow[],
): CutSnapshot[] {
  const isOwn = members.some((member) => member.id === post);
  const cut = removed.cutOf(name);
  const after = {
    ...content,
    post: content.post === null ? null : withoutRemoved(withAllParts(content.post), name, removed),
    conflicts: isOwn && cut !== null ? withoutRemovedClaims(content.conflicts, cut) : content.conflicts,
  };
  const whole = content.post === null ? null : withAllParts(content.post);
  const isSame = JSON.stringify([whole, content.conflicts]) === JSON.stringify([after.post, after.conflicts]);
  return isSame ? [] : [{ id, post, before: content, after }];
}

/** The post as other posts show it. */
function copiesWithin(post: Post | null, names: readonly string[]): Post[] {
  if (post === null) return [];
  const { quote, parent, thread } = post;
  const shown = [quote, parent?.post ?? null, ...(thread?.before ?? []), ...(thread?.after ?? [])];
  return shown.flatMap((other) => {
    if (other === null) return [];
    const isIt = other.ref !== null && names.includes(`${other.ref.platform}:${other.ref.id}`);
    return [...(isIt ? [withAllParts(other)] : []), ...copiesWithin(other, names)];
  });
}

function quotesOf(connection: Connection, members: readonly PostRow[]): Embed[] {
  return connection
    .all<{ embed: string }>('SELECT embed FROM embeds WHERE post IN (SELECT value FROM json_each(@posts))', {
      posts: JSON.stringify(members.map(({ id }) => id)),
    })
    .map(({ embed }) => JSON.parse(embed) as Embed);
}

function handlesOf(
  members: readonly PostRow[],
  posts: readonly Post[],
  quotes: readonly Embed[],
): readonly string[] {
  const named = members.map(({ name }) => /^[a-z0-9-]+:@([^/]+)\//u.exec(name)?.[1] ?? null);
  const told = [...posts.map(({ author }) => author.handle), ...quotes.map(({ quoted }) => quoted?.handle)];
  return [...new Set([...named, ...told].flatMap((handle) => (handle ? [handle.toLowerCase()] : [])))];
}

function articlesOf(connection: Connection, members: readonly PostRow[]): string[] {
  return connection
    .all<{ article: string }>(
      `SELECT DISTINCT article FROM versions JOIN embeds ON embeds.version = versions.id
       WHERE embeds.post IN (SELECT value FROM json_each(@posts)) ORDER BY article`,
      { posts: JSON.stringify(members.map(({ id }) => id)) },
    )
    .map(({ article }) => article);
}
