import type { Observation } from '../model/answer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { KeptCapture, KeptSnapshot, PostRecord } from './contract.ts';
import type { Merged } from './merge-contract.ts';
import { addAlias, aliasesOf } from './sqlite-aliases.ts';
import { addCapture, capturesOf } from './sqlite-captures.ts';
import type { Connection } from './sqlite-connection.ts';
import { holdIn, orderHold } from './sqlite-holds.ts';
import { addJob } from './sqlite-jobs.ts';
import { addObservation, observationKey, observationsOf } from './sqlite-observations.ts';
import { addPostRow, findPostRow, type PostRow, postRecordOf } from './sqlite-post-rows.ts';
import { markOf } from './sqlite-redaction-marks.ts';
import { type Scheduling, scheduleAfter } from './sqlite-schedule.ts';
import { addSnapshot, snapshotsOf } from './sqlite-snapshots.ts';

/** All that an archive keeps of one post. */
interface Evidence {
  readonly record: PostRecord;
  readonly observations: readonly Observation[];
  readonly snapshots: readonly KeptSnapshot[];
  readonly captures: readonly KeptCapture[];
}

/**
 * Takes one post of another archive into this one, within the transaction at hand. A post that nothing is known of here
 * gets all of it under its own name. Where both know it, what is new stands under a name of its own, `x:20#3f2a…`, which
 * is merged into the post: so each archive's history stays in its order. Then what the other one heard last counts.
 */
export function mergePost(
  connection: Connection,
  foreign: { readonly connection: Connection; readonly mark: string; readonly home: string },
  row: PostRow,
  at: Date,
  scheduling: Scheduling,
): Merged {
  const { name } = row;
  const there = markOf(foreign.connection, row.id);
  if (there !== null) return { kind: 'redacted', name, where: 'there', reason: there.reason };
  const before = findPostRow(connection, name);
  const here = before === undefined ? null : markOf(connection, before.id);
  if (here !== null) return { kind: 'redacted', name, where: 'here', reason: here.reason };
  const theirs = evidenceOf(foreign.connection, row);
  const { id } = addPostRow(connection, name, theirs.record.ref, theirs.record.firstSeen);
  const post = rowOf(connection, id);
  const ours = evidenceOf(connection, post);
  const news = newsIn(theirs, ours);
  const isFresh = ours.snapshots.length === 0 && ours.observations.every(({ rank }) => rank === 'article');
  const hasNews = news.observations.length + news.snapshots.length + news.captures.length > 0;
  if (isFresh) {
    keep(connection, id, news, ours, theirs);
    tellState(connection, id, theirs.record);
    if (theirs.snapshots.length === 0) addJob(connection, id, { kind: 'archive', name }, at.getTime());
  } else if (hasNews) keepBeside(connection, post, { news, ours, theirs }, foreign);
  if (hasNews) {
    const latest = isFresh ? (theirs.snapshots.at(-1) ?? null) : null;
    const heard = { observations: news.observations, added: latest };
    scheduleAfter(connection, post, heard, scheduling);
  }
  const isNamed = nameAlike(connection, id, foreign.connection, row);
  const isHeld = holdAlike(connection, id, foreign, row, at);
  return { kind: 'post', name, isNew: before === undefined || hasNews || isNamed || isHeld };
}

/** Under a name of its own, merged into the post; the latest word of all is then said once more under the post's. */
function keepBeside(
  connection: Connection,
  post: PostRow,
  { news, ours, theirs }: { readonly news: Evidence; readonly ours: Evidence; readonly theirs: Evidence },
  { mark, home }: { readonly mark: string; readonly home: string },
): void {
  const beside = addPostRow(connection, `${post.name}#${mark}`, null, theirs.record.firstSeen).id;
  const isLater = lastHeard(theirs) > lastHeard(ours);
  keep(connection, beside, { ...news, observations: news.observations.filter(isHeard) }, ours, theirs);
  tellState(connection, beside, theirs.record);
  const name = rowOf(connection, beside).name;
  const reason = `what another archive kept of it (${home}, its ledger ending with ${mark})`;
  addAlias(connection, { alias: name, reason, observation: null }, post.id);
  const latest = theirs.snapshots.at(-1);
  if (!isLater || latest === undefined || !differs(latest, ours.snapshots.at(-1))) return;
  const { id: _id, ...said } = latest;
  addSnapshot(connection, post.id, { ...said, cause: 'source' });
  tellState(connection, post.id, { ...theirs.record, edited: theirs.record.edited || ours.record.edited });
}

function keep(connection: Connection, post: number, news: Evidence, ours: Evidence, theirs: Evidence): void {
  for (const observation of news.observations) addObservation(connection, post, observation);
  /** Numbers here, by those there. */
  const numbers = new Map<number, number>();
  const known = new Map(ours.snapshots.map((snapshot) => [snapshotKey(snapshot), snapshot.id]));
  for (const snapshot of theirs.snapshots) {
    const { id, ...said } = snapshot;
    numbers.set(id, known.get(snapshotKey(snapshot)) ?? addSnapshot(connection, post, said));
  }
  for (const capture of news.captures) {
    const snapshot = numbers.get(capture.snapshot);
    if (snapshot !== undefined) addCapture(connection, snapshot, capture);
  }
}

function newsIn(theirs: Evidence, ours: Evidence): Evidence {
  const without = <Item>(items: readonly Item[], known: readonly Item[], keyOf: (item: Item) => string) => {
    const keys = new Set(known.map(keyOf));
    return items.filter((item) => !keys.has(keyOf(item)));
  };
  return {
    record: theirs.record,
    observations: without(theirs.observations, ours.observations, observationKey),
    snapshots: without(theirs.snapshots, ours.snapshots, snapshotKey),
    captures: without(theirs.captures, ours.captures, captureKey),
  };
}

function evidenceOf(connection: Connection, row: PostRow): Evidence {
  return {
    record: postRecordOf(row),
    observations: observationsOf(connection, row.id),
    snapshots: snapshotsOf(connection, row.id),
    captures: capturesOf(connection, row.id),
  };
}

function tellState(connection: Connection, id: number, record: PostRecord): void {
  const { state, since, known, edited, lastLive, firstSeen } = record;
  connection.run(
    `UPDATE posts SET state = @state, since = @since, known = @known, edited = @edited,
       last_live = max(coalesce(last_live, ''), coalesce(@lastLive, last_live, '')),
       first_seen = min(first_seen, @firstSeen)
     WHERE id = @id`,
    { id, state, since, known, edited: Number(edited), lastLive, firstSeen },
  );
  connection.run("UPDATE posts SET last_live = NULL WHERE id = @id AND last_live = ''", { id });
}

/** Its other names there are its names here, too. */
function nameAlike(connection: Connection, id: number, foreign: Connection, row: PostRow): boolean {
  let isNew = false;
  for (const { alias, reason } of aliasesOf(foreign, row.id))
    if (!alias.includes('#') && findPostRow(connection, alias)?.id !== id)
      isNew = addAlias(connection, { alias, reason, observation: null }, id) || isNew;
  return isNew;
}

function holdAlike(
  connection: Connection,
  id: number,
  foreign: { readonly connection: Connection; readonly home: string },
  row: PostRow,
  at: Date,
): boolean {
  const hold = holdIn(foreign.connection, row);
  if (hold === null) return false;
  const reason = `${hold.reason} (held in ${foreign.home} since ${hold.at})`;
  return orderHold(connection, id, true, { reason, by: hold.by, at });
}

function rowOf(connection: Connection, id: number): PostRow {
  const row = connection.get<PostRow>('SELECT * FROM posts WHERE id = @id', { id });
  if (row === undefined) throw new Error(`there is no post ${id}`);
  return row;
}

function isHeard({ rank }: Observation): boolean {
  return rank !== 'article';
}

function lastHeard({ observations }: Evidence): string {
  const times = observations.filter(({ rank }) => rank === 'platform').map(({ at }) => at);
  return times.reduce((last, at) => (at > last ? at : last), '');
}

function differs(one: Snapshot, other: Snapshot | undefined): boolean {
  return other === undefined || one.meaning !== other.meaning || one.state !== other.state;
}

function snapshotKey({ takenAt, meaning, state, known }: Snapshot): string {
  return JSON.stringify([takenAt, meaning, state, known]);
}

function captureKey({ at, kind, theme, blob }: KeptCapture): string {
  return JSON.stringify([at, kind, theme, blob]);
}
