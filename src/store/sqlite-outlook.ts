import type { JobFilter, Outlook } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { filterValues, matchesFilter, postsOf } from './sqlite-jobs.ts';

/** See `Jobs.outlook`. */
export function outlook(
  connection: Connection,
  filter: JobFilter,
  { now, since }: { readonly now: Date; readonly since: number | null },
): Outlook {
  return connection.read(() => {
    const values = { ...filterValues(connection, filter), now: now.getTime() };
    const lastJob = connection.get<{ id: number | null }>('SELECT max(id) AS id FROM jobs')?.id ?? 0;
    const living = connection.get<LivingRow>(
      `SELECT count(*) AS posts, total(isDue) AS due, total(isDue AND NOT isAsked) AS pictures
       FROM (
         SELECT max(state = 'leased' OR run_at <= @now) AS isDue,
           max(kind <> 'capture' AND (state = 'leased' OR run_at <= @now)) AS isAsked
         FROM jobs WHERE state IN ('queued', 'leased') AND ${matchesFilter} GROUP BY post)`,
      values,
    ) ?? { posts: 0, due: 0, pictures: 0 };
    return {
      due: living.due,
      onlyPicture: living.pictures,
      later: living.posts - living.due,
      chosen: filter.names === undefined ? null : postsOf(connection, filter.names).length,
      added: since === null ? 0 : addedSince(connection, since, filter),
      lastJob,
    };
  });
}

interface LivingRow {
  readonly posts: number;
  readonly due: number;
  readonly pictures: number;
}

/** A picture's job follows another of the same post, which counts already. */
function addedSince(connection: Connection, since: number, filter: JobFilter): number {
  return (
    connection.get<{ posts: number }>(
      `SELECT count(DISTINCT post) AS posts FROM jobs WHERE id > @since AND kind <> 'capture' AND ${matchesFilter}`,
      { ...filterValues(connection, filter), since },
    )?.posts ?? 0
  );
}
