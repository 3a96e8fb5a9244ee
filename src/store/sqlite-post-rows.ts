import { sha256 } from '../model/canonical.ts';
import type { Known, State } from '../model/state.ts';
import type { Ref } from '../ref.ts';
import type { PostRecord } from './contract.ts';
import type { Connection } from './sqlite-connection.ts';

export interface PostRow {
  readonly id: number;
  readonly name: string;
  readonly platform: string | null;
  readonly platform_id: string | null;
  readonly url: string | null;
  readonly state: State;
  readonly edited: number;
  readonly since: string | null;
  readonly known: Known | null;
  readonly first_seen: string;
  readonly last_live: string | null;
}

/**
 * The post of that written ref or alias. A post that was merged into another keeps its row and its evidence under its
 * own name, which then is an alias.
 */
export function findPostRow(connection: Connection, name: string): PostRow | undefined {
  const passed = new Set<string>();
  let row =
    connection.get<PostRow>('SELECT * FROM posts WHERE name = @name', { name }) ??
    forgottenPostRow(connection, name);
  for (let alias = row?.name ?? name; !passed.has(alias); alias = row.name) {
    passed.add(alias);
    const other = connection.get<PostRow>(
      'SELECT posts.* FROM aliases JOIN posts ON posts.id = aliases.post WHERE aliases.alias = @alias',
      { alias },
    );
    if (other === undefined) return row;
    row = other;
  }
  return row;
}

/** A post whose name told who wrote it, and was taken out for that. */
function forgottenPostRow(connection: Connection, name: string): PostRow | undefined {
  if (connection.get('SELECT 1 FROM redactions LIMIT 1') === undefined) return undefined;
  return connection.get<PostRow>(
    `SELECT posts.* FROM (
       SELECT post FROM forgotten WHERE hash = @hash UNION SELECT post FROM forgotten_since WHERE hash = @hash) AS known
     JOIN posts ON posts.id = known.post`,
    { hash: sha256(`name ${name}`) },
  );
}

/** Condition on `posts`: it was not merged into another one. */
export const stands = 'NOT EXISTS (SELECT 1 FROM aliases WHERE aliases.alias = posts.name)';

/** Begins a statement that reads `same`: the numbers of the post `@post` and of all that were merged into it. */
export const withMerged = `
  WITH RECURSIVE same (id) AS (
    SELECT @post
    UNION
    SELECT posts.id FROM same JOIN aliases ON aliases.post = same.id JOIN posts ON posts.name = aliases.alias)`;

/** The post's number, and whether it was added just now. */
export function addPostRow(
  connection: Connection,
  name: string,
  ref: Ref | null,
  at: string,
): { readonly id: number; readonly isNew: boolean } {
  const known = findPostRow(connection, name);
  if (known !== undefined) return { id: known.id, isNew: false };
  const { id } = connection.run(
    `INSERT INTO posts (name, platform, platform_id, url, state, edited, first_seen)
     VALUES (@name, @platform, @platformId, @url, 'unknown', 0, @at)`,
    { name, platform: ref?.platform ?? null, platformId: ref?.id ?? null, url: ref?.url ?? null, at },
  );
  return { id, isNew: true };
}

export function postRecordOf(row: PostRow): PostRecord {
  const { platform, platform_id: id, url } = row;
  return {
    name: row.name,
    ref: platform === null || id === null || url === null ? null : { platform, id, url },
    state: row.state,
    edited: row.edited === 1,
    since: row.since,
    known: row.known,
    firstSeen: row.first_seen,
    lastLive: row.last_live,
  };
}
