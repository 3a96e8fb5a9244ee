import { sha256 } from '../model/canonical.ts';
import { type Post, textOf, withAllParts } from '../model/post.ts';
import { provisionalName, readWrittenRef } from '../ref.ts';
import type { Connection } from './sqlite-connection.ts';
import { forgottenHash } from './sqlite-redaction-marks.ts';
import type { Survey } from './sqlite-redaction-survey.ts';

/**
 * Takes the author's handle out of the post's names, within the transaction at hand. A name that told it
 * becomes `x:-/DATE/HASH`; by the hashes given, each with the post it is to be found as, whoever asks for the old name or
 * brings it again still comes to the post.
 */
export function forgetNames(
  connection: Connection,
  found: Survey,
): (readonly [hash: string, post: number])[] {
  const { members, standing } = found;
  const forgotten = namesToCome(found).map((name) => [forgottenHash('name', name), standing.id] as const);
  const posts = JSON.stringify(members.map(({ id }) => id));
  connection.run('UPDATE posts SET account = NULL WHERE id IN (SELECT value FROM json_each(@posts))', {
    posts,
  });
  const aliases = connection.all<{ id: number; alias: string }>(
    'SELECT id, alias FROM aliases WHERE post IN (SELECT value FROM json_each(@posts))',
    { posts },
  );
  const renamed = new Map<string, string>();
  const bare = (name: string) => {
    const known = renamed.get(name) ?? bareName(name);
    renamed.set(name, known);
    return known;
  };
  for (const { id, name, platform } of members) {
    // A post's own id is what it is found by, whatever it tells.
    if (id === standing.id && platform !== null) continue;
    if (!tellsWho(name, found.handles)) continue;
    connection.run(
      `UPDATE posts SET name = @bare, platform_id = iif(platform_id IS NULL, NULL, substr(@bare, instr(@bare, ':') + 1))
       WHERE id = @id`,
      { id, bare: bare(name) },
    );
    forgotten.push([forgottenHash('name', name), standing.id]);
  }
  for (const { id, alias } of aliases.filter((row) => tellsWho(row.alias, found.handles))) {
    connection.run('UPDATE aliases SET alias = @bare WHERE id = @id', { id, bare: bare(alias) });
    forgotten.push([forgottenHash('name', alias), standing.id]);
  }
  return forgotten;
}

/** A provisional name's hash tells the words to whoever guesses them. */
function tellsWho(name: string, handles: readonly string[]): boolean {
  if (readWrittenRef(name)?.provisional === true) return true;
  const folded = name.toLowerCase();
  return handles.some((handle) =>
    folded
      .slice(folded.indexOf(':') + 1)
      .split(/[/@]/u)
      .includes(handle),
  );
}

function bareName(name: string): string {
  const written = readWrittenRef(name);
  const date = /\/(\d{4}-\d\d-\d\d)\//u.exec(name)?.[1] ?? '-';
  return `${written?.platform ?? 'post'}:-/${date}/${sha256(`taken out: ${name}`).slice(0, 12)}`;
}

/** The names under which articles that lost the id would bring the post again: the day as printed may be off by one. */
function namesToCome({ snapshots, members }: Survey): string[] {
  const own = new Set(members.map(({ id }) => id));
  const platform = members.find((member) => member.platform !== null)?.platform;
  if (platform == null) return [];
  return snapshots
    .filter(({ post }) => own.has(post))
    .flatMap(({ before }) => (before.post === null ? [] : namesOf(platform, withAllParts(before.post))));
}

function namesOf(platform: string, { author, createdAt, segments }: Post): string[] {
  if (author.handle === null) return [];
  const { handle } = author;
  const day = 24 * 60 * 60 * 1000;
  const time = createdAt === null ? Number.NaN : Date.parse(createdAt);
  const dates = Number.isNaN(time)
    ? [null]
    : [null, ...[-1, 0, 1].map((days) => new Date(time + days * day).toISOString().slice(0, 10))];
  const place = { article: '', ordinal: 0 };
  return dates.map((date) => provisionalName({ platform, handle, date, text: textOf(segments) }, place));
}
