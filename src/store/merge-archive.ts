import { HoldfastError } from '../errors.ts';
import { copyBlobs } from './blob-copies.ts';
import { readOnlyBlobs } from './blobs.ts';
import { type ForeignArchive, openForeign } from './foreign-archive.ts';
import type { Merged, MergePlaces, Merges } from './merge-contract.ts';
import { articleRecordOf, recordArticle, type VersionRow } from './sqlite-articles.ts';
import type { Connection } from './sqlite-connection.ts';
import { takeDerivatives } from './sqlite-derivatives.ts';
import { mergePost } from './sqlite-merge.ts';
import { pages } from './sqlite-pages.ts';
import { type PostRow, stands } from './sqlite-post-rows.ts';
import { noteArchive } from './sqlite-redaction-guard.ts';
import { whyGone } from './sqlite-redaction-marks.ts';
import type { Scheduling } from './sqlite-schedule.ts';
import { blobsNamed } from './sqlite-verify.ts';

export interface MergeTarget {
  readonly connection: Connection;
  readonly database: string;
  /** The folder of its blobs. */
  readonly folder: string;
  readonly now: () => Date;
  readonly scheduling: Scheduling;
}

export function mergesInto(target: MergeTarget): Merges {
  return { from: (places) => mergeFrom(target, places) };
}

/** Blobs before the rows that name them, posts before the articles that embed them. */
async function* mergeFrom(target: MergeTarget, places: MergePlaces): AsyncGenerator<Merged> {
  const foreign = await openForeign(places, `${target.database}-merge-${process.pid}`);
  try {
    const brought = await bringBlobs(target, foreign, places);
    takeDerivatives(target.connection, foreign.connection);
    const from = { connection: foreign.connection, mark: foreign.mark, home: places.home };
    const rows = pages<PostRow>(
      foreign.connection,
      `SELECT * FROM (SELECT * FROM posts WHERE ${stands})`,
      'id',
    );
    for await (const row of rows)
      yield target.connection.write(() =>
        mergePost(target.connection, from, row, target.now(), target.scheduling),
      );
    yield* mergeArticles(target, foreign);
    target.connection.write(() => noteArchive(target.connection, brought));
  } finally {
    foreign.close();
  }
}

/** What was taken out here stays out. */
async function bringBlobs(
  target: MergeTarget,
  { connection }: ForeignArchive,
  places: MergePlaces,
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for await (const hash of blobsNamed(connection))
    if (whyGone(target.connection, hash) === null && whyGone(connection, hash) === null) named.add(hash);
  const from = { folder: places.blobs, blobs: readOnlyBlobs(places.blobs) };
  const { problems } = await copyBlobs(named, { from, to: target.folder, mayLink: false });
  const [first] = problems;
  if (first !== undefined)
    throw new HoldfastError(
      'unreadable-input',
      `${places.home} is damaged (${problems.length} blobs, the first: ${first}): see "holdfast verify --archive ${places.home}"; no row was taken in`,
    );
  return named;
}

/** Every version, oldest first; the newest of both archives stands in the end. */
async function* mergeArticles(
  { connection, scheduling }: MergeTarget,
  foreign: ForeignArchive,
): AsyncGenerator<Merged> {
  const versions = pages<VersionRow>(foreign.connection, 'SELECT * FROM versions', 'id');
  for await (const version of versions) {
    const theirs = articleRecordOf(foreign.connection, version);
    const { name, blob } = theirs;
    const isKnown =
      connection.get('SELECT 1 FROM versions WHERE article = @name AND blob = @blob', { name, blob }) !==
      undefined;
    if (isKnown) {
      yield { kind: 'article', name, isNew: false };
      continue;
    }
    const ours = connection.get<VersionRow>(
      'SELECT versions.* FROM articles JOIN versions ON versions.id = articles.version WHERE articles.name = @name',
      { name },
    );
    recordArticle(connection, { ...theirs, at: theirs.seenAt, jobs: [] }, scheduling.timeOf);
    if (ours !== undefined && ours.seen_at > theirs.seenAt)
      connection.run('UPDATE articles SET version = @version WHERE name = @name', { version: ours.id, name });
    yield { kind: 'article', name, isNew: true };
  }
}
