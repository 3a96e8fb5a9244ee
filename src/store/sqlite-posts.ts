import type { Embed } from '../model/embed.ts';
import type { Appearance, PostRecord, Posts } from './contract.ts';
import { aliasesOf } from './sqlite-aliases.ts';
import { capturesOf } from './sqlite-captures.ts';
import type { Connection } from './sqlite-connection.ts';
import { latestOf } from './sqlite-latest.ts';
import { observationsOf } from './sqlite-observations.ts';
import { findPostRow, type PostRow, postRecordOf, stands, withMerged } from './sqlite-post-rows.ts';
import { dueForRecheck, planned } from './sqlite-rechecks.ts';
import { isUntouched, markOf, redactedRows } from './sqlite-redaction-marks.ts';
import type { Scheduling } from './sqlite-schedule.ts';
import { snapshotNumbered, snapshotsOf } from './sqlite-snapshots.ts';

export function postsIn(connection: Connection, scheduling: Scheduling): Posts {
  /** Nothing is known of an unknown post. */
  function of<Item>(name: string, read: (connection: Connection, post: number) => Item[]): Item[] {
    return connection.read(() => {
      const row = findPostRow(connection, name);
      return row === undefined ? [] : read(connection, row.id);
    });
  }
  return {
    get: async (name) => {
      const row = findPostRow(connection, name);
      return row === undefined ? null : recordOf(connection, row);
    },
    list: async (filter = {}) => listPosts(connection, filter),
    latest: async () => connection.read(() => latestOf(connection, listPosts(connection, {}))),
    snapshots: async (name) => of(name, snapshotsOf),
    snapshot: async (id) => snapshotNumbered(connection, id),
    observations: async (name) => of(name, observationsOf),
    captures: async (name) => of(name, capturesOf),
    appearances: async (name) => of(name, appearancesOf),
    aliases: async (name) => of(name, aliasesOf),
    dueForRecheck: async (filter) => dueForRecheck(connection, filter, scheduling),
    planned: async (moment) => planned(connection, moment, scheduling),
  };
}

function listPosts(
  connection: Connection,
  { state, limit, after }: NonNullable<Parameters<Posts['list']>[0]>,
): PostRecord[] {
  const redacted = redactedRows(connection);
  return connection
    .all<PostRow>(
      `SELECT * FROM posts WHERE (@state IS NULL OR state = @state) AND name > @after AND ${stands}
       ORDER BY name LIMIT @limit`,
      { state: state ?? null, after: after ?? '', limit: limit ?? -1 },
    )
    .map((row) => (redacted.has(row.id) ? recordOf(connection, row) : postRecordOf(row)));
}

/** With what was taken out of it. */
export function recordOf(connection: Connection, row: PostRow): PostRecord {
  const redacted = isUntouched(connection) ? null : markOf(connection, row.id);
  return { ...postRecordOf(row), ...(redacted === null ? {} : { redacted }) };
}

interface AppearanceRow {
  readonly article: string;
  readonly blob: string;
  readonly seen_at: string;
  readonly ordinal: number;
  readonly embed: string;
}

/** Of each article the latest version that holds the post: one that lost it remains a witness. */
function appearancesOf(connection: Connection, post: number): Appearance[] {
  return connection
    .all<AppearanceRow>(
      `${withMerged}
       SELECT versions.article, versions.blob, versions.seen_at, embeds.ordinal, embeds.embed
       FROM embeds JOIN versions ON versions.id = embeds.version
       WHERE embeds.post IN (SELECT id FROM same) AND embeds.version = coalesce(
         (SELECT articles.version FROM articles JOIN embeds AS now ON now.version = articles.version
          WHERE articles.name = versions.article AND now.post IN (SELECT id FROM same)),
         (SELECT max(other.version) FROM embeds AS other JOIN versions AS v ON v.id = other.version
          WHERE other.post IN (SELECT id FROM same) AND v.article = versions.article))
       ORDER BY versions.seen_at, versions.article, embeds.ordinal`,
      { post },
    )
    .map((row) => {
      const { start, end, kind, quoted, confidence } = JSON.parse(row.embed) as Embed;
      const { article, ordinal, blob, seen_at: seenAt } = row;
      return { article, ordinal, start, end, kind, quoted, confidence, blob, seenAt };
    });
}
