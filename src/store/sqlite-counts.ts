import type { CaptureKind } from '../model/capture.ts';
import type { JobState } from '../model/job.ts';
import { type Known, type State, states } from '../model/state.ts';
import type { Counts, PictureCounts } from './counts.ts';
import type { Connection } from './sqlite-connection.ts';
import { waiting } from './sqlite-jobs.ts';
import { stands } from './sqlite-post-rows.ts';

export function countAll(connection: Connection): Counts {
  return connection.read(() => {
    const all = (from: string) => connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`)?.n ?? 0;
    return {
      articles: all('articles'),
      embeds: all('articles JOIN embeds ON embeds.version = articles.version'),
      posts: tally(
        states,
        groups<State>(
          connection,
          `SELECT state AS key, count(*) AS n FROM posts WHERE ${stands} GROUP BY state`,
        ),
      ),
      known: tally(
        ['platform', 'archive', 'quoted'],
        groups<Known>(
          connection,
          `SELECT known AS key, count(*) AS n FROM posts WHERE known IS NOT NULL AND ${stands} GROUP BY known`,
        ),
      ),
      snapshots: all('snapshots'),
      captures: all('captures'),
      pictures: picturesIn(connection),
      jobs: tally(
        ['queued', 'leased', 'done', 'dead'],
        groups<JobState>(connection, 'SELECT state AS key, count(*) AS n FROM jobs GROUP BY state'),
      ),
      waiting: waiting(connection),
    };
  });
}

function picturesIn(connection: Connection): Record<CaptureKind, PictureCounts> {
  const rows = connection.all<PictureCounts & { readonly kind: CaptureKind }>(
    `SELECT kind, count(*) AS kept, sum(verified) AS verified, sum(reconstruction) AS reconstructed
     FROM captures GROUP BY kind`,
  );
  const none = { kept: 0, verified: 0, reconstructed: 0 };
  const counted = new Map(rows.map(({ kind, ...counts }) => [kind, counts]));
  const of = (kind: CaptureKind) => counted.get(kind) ?? none;
  return { embed: of('embed'), post: of('post'), context: of('context'), card: of('card') };
}

interface Group<Key> {
  readonly key: Key;
  readonly n: number;
}

function groups<Key>(connection: Connection, sql: string): Group<Key>[] {
  return connection.all<Group<Key>>(sql);
}

/** Every key is there, with 0 where nothing was counted. */
function tally<Key extends string>(
  keys: readonly Key[],
  counted: readonly Group<Key>[],
): Record<Key, number> {
  const entries = keys.map((key) => [key, counted.find((group) => group.key === key)?.n ?? 0]);
  return Object.fromEntries(entries) as Record<Key, number>;
}
