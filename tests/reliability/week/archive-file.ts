import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What an archive's file holds, by SQL of our own. */
export interface Seen {
  readonly posts: ReadonlyMap<string, SeenPost>;
  /** Written refs by the article that embeds them now. */
  readonly embeds: ReadonlyMap<string, readonly string[]>;
  /** Tries that found their worker gone before. */
  readonly deaths: number;
  readonly unfinished: readonly string[];
}

export interface SeenPost {
  readonly state: string;
  readonly versions: readonly SeenVersion[];
  /** What was heard of it, in the order it was entered, without what articles say. */
  readonly heard: readonly SeenObservation[];
}

export interface SeenVersion {
  readonly takenAt: number;
  readonly cause: string;
  readonly known: string;
  readonly state: string;
  readonly text: string;
  readonly name: string | null;
  readonly handle: string | null;
  readonly avatar: string | null;
  readonly photo: string | null;
  readonly alt: string | null;
  readonly poll: readonly string[] | null;
  readonly note: string | null;
}

export interface SeenObservation {
  readonly at: number;
  readonly source: string;
  readonly outcome: string;
  readonly url: string;
  readonly status: number | null;
}

export function readArchive(folder: string): Seen {
  const database = new Database(join(folder, 'data', 'holdfast.db'), { readonly: true });
  try {
    const all = <Row>(sql: string) => database.prepare(sql).all() as Row[];
    const versions = all<Omit<VersionRow, never>>(versionsSql).map(versionOf);
    const heard = all<SeenObservation & { readonly post: string }>(heardSql);
    const posts = all<{ readonly name: string; readonly state: string }>('SELECT name, state FROM posts');
    const embeds = all<{ readonly article: string; readonly post: string | null }>(embedsSql);
    return {
      posts: new Map(
        posts.map(({ name, state }) => [
          name,
          {
            state,
            versions: versions.filter(({ post }) => post === name),
            heard: heard
              .filter(({ post }) => post === name)
              .map((row) => ({ ...row, at: new Date(row.at).getTime() })),
          },
        ]),
      ),
      embeds: new Map(
        [...Map.groupBy(embeds, ({ article }) => article)].map(([article, rows]) => [
          article,
          rows.flatMap(({ post }) => (post === null ? [] : [post])),
        ]),
      ),
      deaths: Number(database.prepare('SELECT coalesce(sum(deaths), 0) FROM jobs').pluck().get()),
      unfinished: all<{ readonly job: string }>(unfinishedSql).map(({ job }) => job),
    };
  } finally {
    database.close();
  }
}

const versionsSql = `
  SELECT p.name AS post, s.taken_at AS takenAt, s.cause, s.known, s.state,
    (SELECT group_concat(value ->> 'text', '') FROM json_each(s.content, '$.post.segments')) AS text,
    s.content ->> '$.post.author.name' AS name, s.content ->> '$.post.author.handle' AS handle,
    s.content ->> '$.post.author.avatar.blob' AS avatar, s.content ->> '$.post.media[0].blob' AS photo,
    s.content ->> '$.post.media[0].alt' AS alt, s.content ->> '$.post.note.text' AS note,
    (SELECT json_group_array(value ->> 'text') FROM json_each(s.content, '$.post.poll.options')) AS poll
  FROM snapshots s JOIN posts p ON p.id = s.post ORDER BY s.id`;

const heardSql = `
  SELECT p.name AS post, o.at, t.source, t.outcome, t.url, t.status
  FROM observations o JOIN tellings t ON t.id = o.telling JOIN posts p ON p.id = o.post
  WHERE t.rank <> 'article' ORDER BY o.id`;

const embedsSql = `
  SELECT a.name AS article, p.name AS post FROM articles a
  LEFT JOIN embeds e ON e.version = a.version LEFT JOIN posts p ON p.id = e.post ORDER BY a.name, e.ordinal`;

const unfinishedSql = `
  SELECT p.name || ' ' || j.kind || ' ' || j.state || ' ' || coalesce(j.reason, '') AS job
  FROM jobs j JOIN posts p ON p.id = j.post
  WHERE j.kind <> 'capture' AND (j.state = 'leased' OR (j.state = 'dead' AND j.reason <> 'gave-up'))`;

interface VersionRow extends Omit<SeenVersion, 'takenAt' | 'poll'> {
  readonly post: string;
  readonly takenAt: string;
  readonly poll: string;
}

function versionOf({ takenAt, poll, text, ...row }: VersionRow) {
  const options = JSON.parse(poll) as readonly string[];
  return {
    ...row,
    text: text ?? '',
    takenAt: Date.parse(takenAt),
    poll: options.length === 0 ? null : options,
  };
}
