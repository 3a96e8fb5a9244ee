import type { Connection } from './sqlite-connection.ts';
import { jobTwice, laneOf } from './sqlite-schema-lanes.ts';
import type { Damage } from './verify-contract.ts';

/** Jobs that were changed by nobody, or are in states that no worker brings them to. */
export async function* checkJobs(connection: Connection): AsyncIterable<Damage> {
  const wrong = connection.all<{ id: number; kind: string; state: string; why: string }>(
    `SELECT id, kind, state, why FROM (
       SELECT jobs.id, jobs.kind, jobs.state, CASE
         WHEN jobs.isTwice = 0 THEN 'it is not what was written'
         WHEN jobs.kind NOT IN ('archive', 'recheck', 'capture') THEN 'there is no such kind of job'
         WHEN jobs.state NOT IN ('queued', 'leased', 'done', 'dead') THEN 'there is no such state'
         WHEN jobs.state = 'leased' AND (jobs.token IS NULL OR jobs.worker IS NULL OR jobs.process IS NULL OR jobs.leased_until IS NULL)
           THEN 'it is leased by nobody'
         WHEN jobs.state <> 'leased' AND (jobs.token IS NOT NULL OR jobs.worker IS NOT NULL OR jobs.process IS NOT NULL
           OR jobs.leased_until IS NOT NULL) THEN 'somebody holds a lease of it, which it says nothing of'
         WHEN jobs.state = 'dead' AND jobs.reason IS NULL THEN 'it is dead without a reason'
         WHEN jobs.attempts < 0 OR jobs.deaths < 0 OR jobs.again NOT IN (0, 1) THEN 'it counts what can''t be'
         WHEN jobs.lane <> ${laneOf} THEN 'it stands in the lane of another network'
         WHEN EXISTS (SELECT 1 FROM aliases WHERE aliases.alias = posts.name) AND jobs.state IN ('queued', 'leased')
           THEN 'its post was merged into another one'
       END AS why FROM (SELECT *, twice IS ${jobTwice} AS isTwice FROM jobs) AS jobs LEFT JOIN posts ON posts.id = jobs.post)
     WHERE why IS NOT NULL`,
  );
  for (const { id, kind, state, why } of wrong)
    yield { kind: 'row-impossible', what: `job ${id} (${kind}, ${state})`, detail: why };
}
