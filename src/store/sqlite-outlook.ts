import type { JobFilter, Outlook, OutlookMoment } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { filterValues, matching, postsOf } from './sqlite-jobs.ts';

/** See `Jobs.outlook`. */
export function outlook(connection: Connection, filter: JobFilter, { now, since }: OutlookMoment): Outlook {
  return connection.read(() => {
    const values = { ...filterValues(connection, filter), now: now.getTime() };
    const lastJob = connection.get<{ id: number | null }>('SELECT max(id) AS id FROM jobs')?.id ?? 0;
    const living = connection.get<LivingRow>(
      `SELECT count(*) AS posts, total(isDue) AS due, total(isDue AND NOT isAsked) AS pictures
       FROM (
         SELECT max(state = 'leased' OR run_at <= @now) AS isDue,
           max(kind <> 'capture' AND (state = 'leased' OR run_at <= @now)) AS isAsked
         FROM jobs WHERE state IN ('queued', 'leased') ${matching(filter)} GROUP BY post)`,
      values,
    ) ?? { posts: 0, due: 0, pictures: 0 };
    return {
      due: living.due,
      onlyPicture: living.pictures,
      later: living.posts - living.due,
      chosen: filter.names === undefined ? null : postsOf(connection, filter.names).length,
      added: since === null ? 0 : Math.max(postsAfter(connection, since, filter) - since.ahead, 0),
      ahead: postsAfter(connection, { lastJob, at: now.getTime() }, filter),
      lastJob,
      at: now.getTime(),
    };
  });
}

interface LivingRow {
  readonly posts: number;
  readonly due: number;
  readonly pictures: number;
}

/**
 * Posts with jobs given after a look. A picture's job follows another of the same post, which counts already. A job
 * given again keeps its number, so the time tells it, as far as clocks do: see `Outlook.ahead`.
 */
function postsAfter(
  connection: Connection,
  { lastJob, at }: Pick<Outlook, 'lastJob' | 'at'>,
  filter: JobFilter,
): number {
  return (
    connection.get<{ posts: number }>(
      `SELECT count(DISTINCT post) AS posts FROM jobs
       WHERE (id > @lastJob OR queued_at >= @at) AND kind <> 'capture' ${matching(filter)}`,
      { ...filterValues(connection, filter), lastJob, at },
    )?.posts ?? 0
  );
}
