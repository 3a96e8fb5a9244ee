import type { RecheckReason } from '../model/recheck.ts';
import type { DueFilter, DuePost, Planned, PlannedCount } from './recheck-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { stands } from './sqlite-post-rows.ts';
import { planUnplanned, type Scheduling } from './sqlite-schedule.ts';

/** See `Posts.dueForRecheck`. Reads the index of what is due, never all posts. */
export function dueForRecheck(
  connection: Connection,
  { now, limit, after }: DueFilter,
  scheduling: Scheduling,
): DuePost[] {
  planUnplanned(connection, scheduling);
  const [at = 0, id = 0] = after?.split(' ').map(Number) ?? [];
  return connection
    .all<DueRow>(
      `SELECT posts.id, posts.name, posts.next_recheck AS at, posts.recheck_reason AS why,
         EXISTS (SELECT 1 FROM jobs WHERE jobs.post = posts.id AND jobs.kind IN ('archive', 'recheck')
           AND jobs.state <> 'dead' AND jobs.state <> 'done') AS hasJob
       FROM posts
       WHERE next_recheck BETWEEN @at AND @now AND (next_recheck, id) > (@at, @id) AND ${stands}
       ORDER BY next_recheck, id LIMIT @limit`,
      { now: now.getTime(), at, id, limit },
    )
    .map((row) => ({
      name: row.name,
      at: new Date(row.at).toISOString(),
      why: row.why,
      hasJob: row.hasJob === 1,
      mark: `${row.at} ${row.id}`,
    }));
}

interface DueRow {
  readonly id: number;
  readonly name: string;
  readonly at: number;
  readonly why: RecheckReason;
  readonly hasJob: number;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** See `Posts.planned`. */
export function planned(
  connection: Connection,
  { now, next }: { readonly now: Date; readonly next: number },
  scheduling: Scheduling,
): Planned {
  planUnplanned(connection, scheduling);
  const at = now.getTime();
  return connection.read(() => {
    const rows = connection.all<PlannedRow>(
      `SELECT recheck_reason AS why, count(*) AS posts, total(next_recheck <= @now) AS due,
         total(next_recheck <= @hour) AS hour, total(next_recheck <= @day) AS day,
         total(next_recheck <= @week) AS week, total(next_recheck <= @month) AS month
       FROM posts WHERE ${stands} GROUP BY recheck_reason ORDER BY posts DESC, why`,
      { now: at, hour: at + hour, day: at + day, week: at + 7 * day, month: at + 30 * day },
    );
    const asked = rows.filter(({ why }) => why !== null);
    const sum = (of: (row: PlannedRow) => number) => asked.reduce((all, row) => all + of(row), 0);
    const month = sum((row) => row.month);
    return {
      at: now.toISOString(),
      due: sum((row) => row.due),
      hour: sum((row) => row.hour),
      day: sum((row) => row.day),
      week: sum((row) => row.week),
      month,
      later: sum(({ posts }) => posts) - month,
      never: rows.find(({ why }) => why === null)?.posts ?? 0,
      reasons: Object.fromEntries(
        asked.map(({ why, posts, due }) => [why, { posts, due } satisfies PlannedCount]),
      ),
      next: connection
        .all<{ name: string; at: number; why: RecheckReason }>(
          `SELECT name, next_recheck AS at, recheck_reason AS why FROM posts
           WHERE next_recheck IS NOT NULL AND ${stands} ORDER BY next_recheck, id LIMIT @next`,
          { next },
        )
        .map((post) => ({ ...post, at: new Date(post.at).toISOString() })),
    };
  });
}

interface PlannedRow {
  readonly why: RecheckReason | null;
  readonly posts: number;
  readonly due: number;
  readonly hour: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
}
