import type { Known, State } from '../model/state.ts';
import type { Connection } from './sqlite-connection.ts';
import { pages } from './sqlite-pages.ts';
import { type PostRow, withMerged } from './sqlite-post-rows.ts';
import { bestKnown } from './sqlite-snapshots.ts';
import type { Checked, Damage } from './verify-contract.ts';

/** What a post's row tells, against its evidence and that of posts merged into it. */
export async function* checkPosts(connection: Connection, from: number): AsyncIterable<Damage | Checked> {
  let count = 0;
  for await (const row of pages<PostRow>(connection, 'SELECT * FROM posts', 'id', from)) {
    const wrong = wrongIn(connection, row);
    if (wrong.length > 0)
      yield {
        kind: 'row-changed',
        what: `post ${row.name}`,
        detail: `its evidence tells otherwise: ${wrong.join(', ')}`,
      };
    count += 1;
    if (count % 500 === 0) yield { kind: 'checked', after: String(row.id), count: 500 };
  }
}

interface Told {
  readonly state: State;
  readonly known: Known;
}

/** Columns that can't be as they are. */
function wrongIn(connection: Connection, row: PostRow): string[] {
  return connection.read(() => {
    // It may have changed since its page was read.
    const post = connection.get<PostRow>('SELECT * FROM posts WHERE id = @id', { id: row.id }) ?? row;
    const told = connection.all<Told>(
      `${withMerged} SELECT DISTINCT state, known FROM snapshots WHERE post IN (SELECT id FROM same)`,
      { post: post.id },
    );
    const states = told.map(({ state }) => state);
    const lastLive = connection.get<{ at: string | null }>(
      `${withMerged} SELECT max(at) AS at FROM heard
       WHERE post IN (SELECT id FROM same) AND rank = 'platform' AND outcome = 'live'`,
      { post: post.id },
    );
    const checks = {
      state: post.state === 'unknown' || states.includes(post.state),
      known: post.known === told.reduce<Known | null>((best, { known }) => bestKnown(best, known), null),
      edited: post.edited === 0 || post.edited === 1,
      since: (post.since === null) === (told.length === 0),
      last_live: post.last_live === (lastLive?.at ?? null),
    };
    return Object.entries(checks).flatMap(([column, isRight]) => (isRight ? [] : [column]));
  });
}
