import type { Observation } from '../model/answer.ts';
import { sha256 } from '../model/canonical.ts';
import { type Post, picturesOf, withAllParts } from '../model/post.ts';
import {
  blobsOf,
  type Cut,
  type Removed,
  withoutQuote,
  withoutRemoved,
  withoutRemovedClaims,
} from '../model/redaction.ts';
import { meaningOf, type Snapshot, saysTheSame } from '../model/snapshot.ts';
import type { ArticleEntry, Learned, NewCapture } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { findPostRow, type PostRow, withMerged } from './sqlite-post-rows.ts';
import {
  isForgotten,
  isUntouched,
  marksOf,
  mayNotBePictured,
  redactedPosts,
  removedIn,
  showsRedacted,
} from './sqlite-redaction-marks.ts';
import { latestSnapshotOf, type NewSnapshot, weightOf } from './sqlite-snapshots.ts';

/**
 * What a job learned, as far as it may be kept, within the transaction that keeps it. Bytes that came with the rest are
 * noted to go.
 */
export function keepable(connection: Connection, post: PostRow, learned: Learned): Learned {
  if (isUntouched(connection)) return learned;
  const removed = removedIn(connection);
  const cut = removed.cutOf(post.name);
  const { snapshot, lost } = cutSnapshot(connection, post, learned.snapshot, removed, cut);
  const isWordless = cut?.words === true || lost.words || losesWords(connection, post.id);
  const captures = learned.captures.filter((capture) => mayBeKept(connection, post.id, capture, lost.any));
  const dropped = learned.captures.filter((capture) => !captures.includes(capture));
  doom(connection, [
    ...lost.blobs,
    ...dropped.flatMap(filesOf),
    ...(isWordless
      ? learned.observations.flatMap(({ rank, wire }) => (rank === 'article' ? [] : (wire ?? [])))
      : []),
  ]);
  return {
    ...learned,
    snapshot,
    captures,
    observations: isWordless ? learned.observations.map(withoutWords) : learned.observations,
    aliases:
      cut?.everything === true
        ? learned.aliases.filter((alias) => !remember(connection, alias.alias, post.id))
        : learned.aliases,
    next:
      cut === null && !lost.any && !mayNotBePictured(connection, post.id)
        ? learned.next
        : learned.next.filter(({ kind }) => kind !== 'capture'),
  };
}

/** An article as it may be kept: without what it says of posts whose words were taken out. */
export function keepableArticle(connection: Connection, entry: ArticleEntry): ArticleEntry {
  if (isUntouched(connection)) return entry;
  const removed = removedIn(connection);
  const embeds = entry.embeds.map((embed) => {
    const cut = removed.cutOf(embed.name);
    const name = findPostRow(connection, embed.name)?.name ?? embed.name;
    return cut === null ? embed : withoutQuote(embed, cut, name);
  });
  const isTitleGone = entry.title !== null && isForgotten(connection, 'title', entry.title);
  return { ...entry, embeds, title: isTitleGone ? null : entry.title };
}

/** Where a post's articles are not kept either, a new version of one has to go, too. Within the transaction at hand. */
export function noteArticle(connection: Connection, entry: ArticleEntry): void {
  if (isUntouched(connection)) return;
  for (const { name } of entry.embeds) {
    const row = findPostRow(connection, name);
    if (row !== undefined && marksOf(connection, row.id).some(({ articles }) => articles))
      redactAgain(connection, row.id);
  }
}

/** Within the transaction at hand: two posts have become one, and of one of them something was taken out. */
export function noteMerge(connection: Connection, post: number): void {
  if (!isUntouched(connection) && marksOf(connection, post).length > 0) redactAgain(connection, post);
}

/**
 * Another archive was taken in with these blobs: what of it belongs to a redacted post goes again, and so do blobs that
 * came along and that no row names. Within the transaction at hand.
 */
export function noteArchive(connection: Connection, blobs: Iterable<string>): void {
  if (isUntouched(connection)) return;
  doom(connection, [...blobs]);
  for (const { post } of connection.all<{ post: number }>('SELECT DISTINCT post FROM redactions'))
    redactAgain(connection, post);
}

function redactAgain(connection: Connection, post: number): void {
  connection.run(`INSERT OR IGNORE INTO redaction_work (step, what) VALUES ('again', @post)`, {
    post: String(post),
  });
}

interface Lost {
  readonly any: boolean;
  readonly words: boolean;
  readonly blobs: readonly string[];
}

function cutSnapshot(
  connection: Connection,
  { id, name }: PostRow,
  snapshot: Snapshot | null,
  removed: Removed,
  cut: Cut | null,
): { readonly snapshot: NewSnapshot | null; readonly lost: Lost } {
  const nothing = { any: false, words: false, blobs: [] };
  if (snapshot === null) return { snapshot, lost: nothing };
  if (snapshot.post === null) {
    const told = cut === null ? snapshot : { ...snapshot, cutBy: lastRedaction(connection, id) };
    return { snapshot: told, lost: nothing };
  }
  const before = withAllParts(snapshot.post);
  const post = withoutRemoved(before, name, removed);
  const after = post === null ? [] : hashesOf(post);
  const lost = {
    any: JSON.stringify(post) !== JSON.stringify(before),
    words: post === null || wordsIn(post) !== wordsIn(before),
    blobs: hashesOf(before).filter((hash) => !after.includes(hash)),
  };
  if (!lost.any) return { snapshot, lost };
  const kept: NewSnapshot = {
    ...snapshot,
    cutBy: lastRedaction(connection, id),
    post,
    meaning: meaningOf(post, snapshot.state),
    conflicts: cut === null ? snapshot.conflicts : withoutRemovedClaims(snapshot.conflicts, cut),
  };
  if (cut === null) noteTouched(connection, id);
  const latest = latestSnapshotOf(connection, id);
  const isNews =
    latest === null || weightOf(kept.known) > weightOf(latest.known) || !saysTheSame(kept, latest);
  return { snapshot: isNews ? kept : null, lost };
}

/** The last of the post's own; of one that only shows another, the last of all. */
function lastRedaction(connection: Connection, post: number): number {
  const own = marksOf(connection, post).at(-1)?.id;
  return own ?? connection.get<{ id: number }>('SELECT max(id) AS id FROM redactions')?.id ?? 0;
}

function hashesOf(post: Post): readonly string[] {
  return picturesOf(post).flatMap(blobsOf);
}

/** Everything but pictures. */
function wordsIn(post: Post): string {
  return JSON.stringify(post, (key, value: unknown) =>
    key === 'media' || key === 'picture' || key === 'avatar' ? undefined : value,
  );
}

/** A post that shows one of which something was taken out; by whichever takedown, no page of it is pictured. */
function noteTouched(connection: Connection, post: number): void {
  connection.run(
    `INSERT OR IGNORE INTO redacted_since (post, redaction) SELECT @post, max(id) FROM redactions`,
    { post },
  );
}

/** It shows a post whose words were taken out, so its sources' answers hold them. */
function losesWords(connection: Connection, post: number): boolean {
  return (
    connection.get(
      `${withMerged}
       SELECT 1 FROM (${redactedPosts}) AS cut JOIN redactions ON redactions.id = cut.redaction
       WHERE cut.post IN (SELECT id FROM same) AND what <> 'media' LIMIT 1`,
      { post },
    ) !== undefined
  );
}

function withoutWords(observation: Observation): Observation {
  if (observation.rank === 'article') return observation;
  const { url } = observation;
  const origin = URL.canParse(url) ? `${new URL(url).origin}/` : '';
  return { ...observation, reason: null, url: origin, wire: null };
}

function mayBeKept(connection: Connection, post: number, capture: NewCapture, isCut: boolean): boolean {
  if (isCut || mayNotBePictured(connection, post)) return false;
  return capture.kind !== 'context' || capture.url === null || !showsRedacted(connection, capture.url);
}

function filesOf({ blob, show, avif, thumb, pdf, wacz, parts }: NewCapture): string[] {
  return [blob, show, avif, thumb, pdf, wacz, ...parts].filter((hash) => hash !== null);
}

function doom(connection: Connection, hashes: readonly string[]): void {
  for (const hash of new Set(hashes))
    connection.run('INSERT OR IGNORE INTO doomed (hash) VALUES (@hash)', { hash });
}

/** Another name of a post whose names are not to be read: it is known again by its hash. True, to leave it out. */
function remember(connection: Connection, alias: string, post: number): boolean {
  connection.run('INSERT OR IGNORE INTO forgotten_since (hash, post) VALUES (@hash, @post)', {
    hash: sha256(`name ${alias}`),
    post,
  });
  return true;
}
