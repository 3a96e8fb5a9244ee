import { type Post, textOf, withAllParts } from '../model/post.ts';
import type { Cause, Conflict, Snapshot, Witnesses } from '../model/snapshot.ts';
import type { Known, State } from '../model/state.ts';
import type { KeptSnapshot } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { withMerged } from './sqlite-post-rows.ts';
import { markOfRedaction } from './sqlite-redaction-marks.ts';

/** Oldest first; those of posts merged into it come before its own, which tell more. */
export function snapshotsOf(connection: Connection, post: number): KeptSnapshot[] {
  return connection
    .all<SnapshotRow>(
      `${withMerged}
       SELECT * FROM snapshots WHERE post IN (SELECT id FROM same) ORDER BY post = @post, id`,
      { post },
    )
    .map((row) => snapshotOf(connection, row));
}

export function snapshotNumbered(connection: Connection, id: number): KeptSnapshot | null {
  const row = connection.get<SnapshotRow>('SELECT * FROM snapshots WHERE id = @id', { id });
  return row === undefined ? null : snapshotOf(connection, row);
}

/** Its own, without those of posts merged into it. */
export function latestSnapshotOf(connection: Connection, post: number): KeptSnapshot | null {
  const row = connection.get<SnapshotRow>(
    'SELECT * FROM snapshots WHERE post = @post ORDER BY id DESC LIMIT 1',
    {
      post,
    },
  );
  return row === undefined ? null : snapshotOf(connection, row);
}

export interface NewSnapshot extends Snapshot {
  /** The redaction that took something out of it. */
  readonly cutBy?: number;
}

/** Its number. */
export function addSnapshot(connection: Connection, post: number, snapshot: NewSnapshot): number {
  const { takenAt, cause, meaning, state, known, ...content } = snapshot;
  const { id } = connection.run(
    `INSERT INTO snapshots (post, taken_at, cause, meaning, state, known, content)
     VALUES (@post, @takenAt, @cause, @meaning, @state, @known, @content)`,
    {
      post,
      takenAt,
      cause,
      meaning,
      state,
      known,
      content: JSON.stringify({
        post: content.post,
        witnesses: content.witnesses,
        conflicts: content.conflicts,
        ...(content.cutBy === undefined ? {} : { redacted: content.cutBy }),
      } satisfies Content),
    },
  );
  enter(connection, 'snapshot', id);
  return id;
}

/**
 * Worth keeping: the first one, one that means something else, or the same from a better witness. A worse witness
 * brings a new snapshot only when the post's state is another; else it would hide the better one.
 */
export function isNews(next: Snapshot, latest: Snapshot | null): boolean {
  if (latest === null || next.state !== latest.state) return true;
  const better = weightOf(next.known) - weightOf(latest.known);
  return better > 0 || (better === 0 && next.meaning !== latest.meaning);
}

/** Why there is a new snapshot, as far as the row before it tells; else the caller's word stands. */
export function causeOf(next: Snapshot, latest: Snapshot | null): Cause {
  if (latest === null) return 'first';
  if (weightOf(next.known) > weightOf(latest.known)) return 'source';
  return next.cause === 'first' ? 'platform' : next.cause;
}

/** The author changed the words: the platform says so, or it showed others before. */
export function isEdited(next: Snapshot, latest: Snapshot | null): boolean {
  if ((next.post?.edits?.ids.length ?? 0) > 1) return true;
  if (causeOf(next, latest) !== 'platform' || next.post === null || !latest?.post) return false;
  const isComparable = [next, latest].every(
    ({ known, post }) => known === 'platform' && post?.truncated === false,
  );
  return isComparable && textOf(next.post.segments) !== textOf(latest.post.segments);
}

export function bestKnown(a: Known | null, b: Known | null): Known | null {
  if (a === null || b === null) return a ?? b;
  return weightOf(a) >= weightOf(b) ? a : b;
}

export function weightOf(known: Known): number {
  return { quoted: 0, archive: 1, platform: 2 }[known];
}

/** A snapshot's JSON. */
export interface Content {
  readonly post: Post | null;
  readonly witnesses: Witnesses;
  readonly conflicts: readonly Conflict[];
  /** The redaction that took something out of it. */
  readonly redacted?: number;
}

interface SnapshotRow {
  readonly id: number;
  readonly taken_at: string;
  readonly cause: Cause;
  readonly meaning: string;
  readonly state: State;
  readonly known: Known;
  readonly content: string;
}

function snapshotOf(connection: Connection, row: SnapshotRow): KeptSnapshot {
  const { id, taken_at: takenAt, cause, meaning, state, known } = row;
  const { post, redacted, ...rest } = JSON.parse(row.content) as Content;
  const mark = redacted === undefined ? null : markOfRedaction(connection, redacted);
  return {
    id,
    takenAt,
    cause,
    meaning,
    state,
    known,
    ...rest,
    post: post === null ? null : withAllParts(post),
    ...(mark === null ? {} : { redacted: mark }),
  };
}
