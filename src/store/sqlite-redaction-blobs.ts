import type { Observation } from '../model/answer.ts';
import { type Post, picturesOf, withAllParts } from '../model/post.ts';
import { blobsOf, type Cut } from '../model/redaction.ts';
import type { Connection } from './sqlite-connection.ts';
import type { PostRow } from './sqlite-post-rows.ts';
import type { Content } from './sqlite-snapshots.ts';

/** A snapshot that loses something. */
export interface CutSnapshot {
  readonly id: number;
  readonly post: number;
  readonly before: Content;
  readonly after: Omit<Content, 'redacted'>;
}

/** Whether an answer's bytes hold any of these words. Throws `Unread` where nobody has looked into them yet. */
export type Holds = (hash: string, words: readonly string[]) => boolean;

interface Suspects {
  readonly members: readonly PostRow[];
  readonly touched: ReadonlySet<number>;
  readonly cut: Cut;
  readonly words: readonly string[];
  readonly handles: readonly string[];
}

/**
 * Answers that go: all of the post's own, but for those that other posts were told, too, and that don't hold its words.
 * Of posts that lose something, of the same author or in the same articles, those that hold its words.
 */
export function wiresToGo(
  connection: Connection,
  { members, touched, cut, words, handles }: Suspects,
  holds: Holds,
) {
  if (!cut.words) return { hashes: [], posts: [] };
  const memberIds = JSON.stringify(members.map(({ id }) => id));
  const heard = (where: string) =>
    connection.all<{ post: number } & Pick<Observation, 'wire'>>(
      `SELECT DISTINCT post, wire FROM heard WHERE wire IS NOT NULL AND rank <> 'article' AND ${where}`,
      { members: memberIds, touched: JSON.stringify([...touched]), handles: JSON.stringify(handles) },
    );
  const own = new Set(heard('post IN (SELECT value FROM json_each(@members))').map(({ wire }) => wire));
  const near = heard(
    `post NOT IN (SELECT value FROM json_each(@members)) AND post IN (
       SELECT value FROM json_each(@touched)
       UNION SELECT post FROM snapshots WHERE handle IN (SELECT value FROM json_each(@handles))
       UNION SELECT post FROM embeds WHERE version IN (
         SELECT version FROM embeds WHERE post IN (SELECT value FROM json_each(@members))))`,
  );
  const sharing = connection.all<{ post: number; wire: string }>(
    `SELECT DISTINCT post, wire FROM heard
       WHERE rank <> 'article' AND post NOT IN (SELECT value FROM json_each(@members))
         AND wire IN (SELECT value FROM json_each(@wires))`,
    { members: memberIds, wires: JSON.stringify([...own]) },
  );
  const holding = new Set<string>();
  const posts = new Set<number>();
  for (const { post, wire } of [...sharing, ...near]) {
    if (wire === null || !holds(wire, words)) continue;
    holding.add(wire);
    posts.add(post);
  }
  const innocent = new Set(sharing.map(({ wire }) => wire).filter((wire) => !holding.has(wire)));
  const ownGoing = [...own].filter((wire) => wire !== null && !innocent.has(wire));
  return { hashes: [...ownGoing, ...holding].filter((wire) => wire !== null), posts: [...posts] };
}

const captureForms = ['blob', 'show', 'avif', 'thumb', 'pdf', 'wacz'] as const;

type CaptureForms = Readonly<Record<(typeof captureForms)[number] | 'parts', string | null>>;

/** A picture that another post, which loses nothing, has to the last bit shows nothing of this one and stays. */
function heldElsewhere(
  connection: Connection,
  hashes: readonly string[],
  posts: readonly number[],
): ReadonlySet<string> {
  const others = connection.all<CaptureForms>(
    `SELECT blob, show, avif, thumb, pdf, wacz, parts FROM captures
     JOIN snapshots ON snapshots.id = captures.snapshot
     WHERE blob IN (SELECT value FROM json_each(@hashes)) AND post NOT IN (SELECT value FROM json_each(@posts))`,
    { hashes: JSON.stringify(hashes), posts: JSON.stringify(posts) },
  );
  return new Set(others.flatMap(formsOf));
}

function formsOf(row: CaptureForms): string[] {
  const parts = row.parts === null ? [] : (JSON.parse(row.parts) as string[]);
  return [...captureForms.flatMap((form) => row[form] ?? []), ...parts];
}

/** Every form of the pictures of these posts, and of the articles they stand in, whichever post those were taken for. */
export function capturesToGo(connection: Connection, posts: readonly number[], articles: readonly string[]) {
  const rows = connection.all<CaptureForms & { post: number }>(
    `SELECT snapshots.post, blob, show, avif, thumb, pdf, wacz, parts
     FROM captures JOIN snapshots ON snapshots.id = captures.snapshot
     WHERE snapshots.post IN (SELECT value FROM json_each(@posts))
       OR (captures.kind = 'context' AND captures.url IN (SELECT value FROM json_each(@articles)))`,
    { posts: JSON.stringify(posts), articles: JSON.stringify(articles) },
  );
  const losing = [...posts, ...rows.map(({ post }) => post)];
  const elsewhere = heldElsewhere(
    connection,
    rows.flatMap(({ blob }) => blob ?? []),
    losing,
  );
  const hashes = rows.flatMap(formsOf).filter((hash) => !elsewhere.has(hash));
  return { hashes, posts: rows.map(({ post }) => post) };
}

export function articleBlobs(connection: Connection, members: readonly PostRow[]): string[] {
  return connection
    .all<{ blob: string }>(
      `SELECT DISTINCT blob FROM versions JOIN embeds ON embeds.version = versions.id
       WHERE embeds.post IN (SELECT value FROM json_each(@posts))`,
      { posts: JSON.stringify(members.map(({ id }) => id)) },
    )
    .map(({ blob }) => blob);
}

/** Pictures that these snapshots showed and show no more, but for those that another snapshot still shows. */
export function looseBlobs(
  connection: Connection,
  snapshots: readonly CutSnapshot[],
  forced: ReadonlySet<string>,
): { readonly gone: readonly string[]; readonly stay: number } {
  const hashesOf = (post: Post | null) =>
    post === null ? [] : picturesOf(withAllParts(post)).flatMap(blobsOf);
  const after = new Set(snapshots.flatMap((row) => hashesOf(row.after.post)));
  const lost = new Set(snapshots.flatMap((row) => hashesOf(row.before.post)));
  const loose = [...lost].filter((hash) => !forced.has(hash));
  const elsewhere = shownElsewhere(connection, loose, snapshots);
  const gone = loose.filter((hash) => !after.has(hash) && !elsewhere.has(hash));
  return { gone, stay: loose.filter((hash) => !after.has(hash)).length - gone.length };
}

/** Those of these blobs that another snapshot names than those that are cut. */
export function shownElsewhere(
  connection: Connection,
  hashes: readonly string[],
  cut: readonly Pick<CutSnapshot, 'id'>[],
): ReadonlySet<string> {
  const shown = connection.all<{ value: string }>(
    `SELECT value FROM json_each(@hashes) WHERE EXISTS (
       SELECT 1 FROM snapshots WHERE id NOT IN (SELECT value FROM json_each(@cut)) AND instr(content, json_each.value))`,
    { hashes: JSON.stringify(hashes), cut: JSON.stringify(cut.map(({ id }) => id)) },
  );
  return new Set(shown.map(({ value }) => value));
}

export function removedBlobs(connection: Connection): string[] {
  return connection.all<{ hash: string }>('SELECT hash FROM redacted_blobs').map(({ hash }) => hash);
}
