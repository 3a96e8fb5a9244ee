import type { Observation } from '../model/answer.ts';
import type { Connection } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { withMerged } from './sqlite-post-rows.ts';

/** An observation, as columns. */
export const observationColumns = 'source, rank, at, as_of AS asOf, outcome, reason, url, status, wire';

/** Adds what a source said; what an article's bytes say of a post is kept once. */
export function addObservation(connection: Connection, post: number, observation: Observation): void {
  const { source, rank, at, asOf, outcome, reason, url, status, wire } = observation;
  const { changes, id } = connection.run(
    `INSERT INTO observations (post, source, rank, at, as_of, outcome, reason, url, status, wire)
     VALUES (@post, @source, @rank, @at, @asOf, @outcome, @reason, @url, @status, @wire)
     ON CONFLICT (post, wire, url) WHERE rank = 'article' DO NOTHING`,
    { post, source, rank, at, asOf, outcome, reason, url, status, wire },
  );
  if (changes > 0) enter(connection, 'observation', id);
}

/** Everything that was heard of a post, in the order it came. */
export function observationsOf(connection: Connection, post: number): Observation[] {
  return connection.all<Observation>(
    `${withMerged}
     SELECT ${observationColumns} FROM observations
     WHERE post IN (SELECT id FROM same) ORDER BY id`,
    { post },
  );
}
