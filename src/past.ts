import type { Observation } from './model/answer.ts';
import { type Change, changesBetween } from './model/changes.ts';
import { type Interval, intervalsOf } from './model/intervals.ts';
import { type Entry, type Posted, type Standing, standingsOf, timeLineOf } from './model/time-line.ts';
import type { KeptSnapshot, PostRecord, Store } from './store/contract.ts';

/** A snapshot with its number, when it stood and what it changed. */
export interface PastVersion extends Standing {
  readonly snapshot: KeptSnapshot;
  /** What differs from the version before; nothing for the first. */
  readonly changes: readonly Change[];
}

/** A post over time. */
export interface Past {
  readonly record: PostRecord;
  readonly versions: readonly PastVersion[];
  readonly intervals: readonly Interval[];
  readonly timeLine: readonly Entry[];
  readonly observations: readonly Observation[];
}

export async function pastOf(record: PostRecord, { posts }: Pick<Store, 'posts'>): Promise<Past> {
  const [snapshots, observations] = await Promise.all([
    posts.snapshots(record.name),
    posts.observations(record.name),
  ]);
  const standings = standingsOf(observations, snapshots);
  const versions = standings.flatMap((standing, at): PastVersion[] => {
    const [before, snapshot] = [snapshots[at - 1], snapshots[at]];
    if (snapshot === undefined) return [];
    return [{ ...standing, snapshot, changes: before === undefined ? [] : changesBetween(before, snapshot) }];
  });
  return {
    record,
    versions,
    intervals: intervalsOf(observations, snapshots),
    timeLine: timeLineOf(observations, snapshots, postedIn(snapshots)),
    observations,
  };
}

function postedIn(snapshots: readonly KeptSnapshot[]): Posted | null {
  const told = snapshots.flatMap(({ post, known }) =>
    post?.createdAt == null || Number.isNaN(Date.parse(post.createdAt))
      ? []
      : [{ at: post.createdAt, isQuoted: known === 'quoted' }],
  );
  return told.findLast(({ isQuoted }) => !isQuoted) ?? told.at(-1) ?? null;
}
