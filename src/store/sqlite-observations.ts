import type { Observation } from '../model/answer.ts';
import type { Connection, Value } from './sqlite-connection.ts';
import { enter } from './sqlite-ledger.ts';
import { withMerged } from './sqlite-post-rows.ts';

/** An observation, as columns of `heard`: the table with what sources say put back, as text. */
export const observationColumns = 'source, rank, at, as_of AS asOf, outcome, reason, url, status, wire';

/** Adds what a source said; what an article's bytes say of a post is kept once. */
export function addObservation(connection: Connection, post: number, observation: Observation): void {
  const { changes, id } = keepObservation(connection, post, observation);
  if (changes > 0) enter(connection, 'observation', id);
}

/** Its row alone, under a number it had before if one is given. */
export function keepObservation(
  connection: Connection,
  post: number,
  observation: Observation,
  id: number | null = null,
): { readonly changes: number; readonly id: number } {
  const { at, asOf, wire } = observation;
  return connection.run(
    `INSERT INTO observations (id, post, telling, at, as_of, wire)
     VALUES (@id, @post, @telling, ${whole('@at')}, ${whole('@asOf')}, @wire)`,
    {
      id,
      post,
      telling: tellingFor(connection, observation),
      at: timeFrom(at),
      asOf: asOf === null ? null : timeFrom(asOf),
      wire: wire !== null && /^[0-9a-f]{64}$/u.test(wire) ? Buffer.from(wire, 'hex') : wire,
    },
  );
}

/** Sources say the same of a post at almost every hearing: that is kept once. */
function tellingFor(connection: Connection, observation: Observation): number {
  const { source, rank, outcome, reason, url, status } = observation;
  const telling = { source, rank, outcome, reason, url, status };
  const known = connection.get<{ id: number }>(
    `SELECT id FROM tellings WHERE url = @url AND source = @source AND outcome = @outcome AND rank = @rank
       AND status IS @status AND reason IS @reason`,
    telling,
  );
  return (
    known?.id ??
    connection.run(
      `INSERT INTO tellings (source, rank, outcome, reason, url, status)
       VALUES (@source, @rank, @outcome, @reason, @url, @status)`,
      telling,
    ).id
  );
}

/** Numbers of that size come as floating ones, which a column of any type would keep as such. */
function whole(value: string): string {
  return `iif(typeof(${value}) = 'real', CAST(${value} AS INTEGER), ${value})`;
}

const endOfYear9999 = 253_402_300_800_000;

/** Milliseconds in fewer bytes, where the same text comes out of them again. */
function timeFrom(text: string): Value {
  const ms = Date.parse(text);
  return ms >= 0 && ms < endOfYear9999 && new Date(ms).toISOString() === text ? ms : text;
}

/** Everything that was heard of a post, in the order it came. */
export function observationsOf(connection: Connection, post: number): Observation[] {
  return connection.all<Observation>(
    `${withMerged}
     SELECT ${observationColumns} FROM heard
     WHERE post IN (SELECT id FROM same) ORDER BY id`,
    { post },
  );
}

/** The same for an observation that comes a second time, from wherever. */
export function observationKey({ source, at, asOf, outcome, url, wire }: Observation): string {
  return JSON.stringify([source, at, asOf, outcome, url, wire]);
}
