import { HoldfastError, isHoldfastError } from '../errors.ts';
import type { Redactable } from '../model/redaction.ts';
import { holdsWords } from '../model/redaction-words.ts';
import type { Blobs } from './contract.ts';
import { copiesBeside, describeBlob } from './redaction-blobs.ts';
import type {
  KeptRedaction,
  Redacted,
  RedactionPlan,
  Redactions,
  RedactionWish,
  RemovedBlob,
} from './redactions-contract.ts';
import type { Connection } from './sqlite-connection.ts';
import { holdIn, holdsIn, isHeld, orderHold } from './sqlite-holds.ts';
import { findPostRow, withMerged } from './sqlite-post-rows.ts';
import { marksOf, type RedactionRow } from './sqlite-redaction-marks.ts';
import { takeOut } from './sqlite-redaction-rows.ts';
import { straysToGo } from './sqlite-redaction-strays.ts';
import { type Survey, survey } from './sqlite-redaction-survey.ts';
import { type Erasing, erase, hasWork, postsToRedactAgain } from './sqlite-redaction-work.ts';

export interface RedactionParts extends Erasing {
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly now: () => Date;
}

/** See `Redactions`. */
export function redactionsIn(parts: RedactionParts): Redactions {
  const { connection } = parts;
  const rowOf = (name: string) => {
    const row = findPostRow(connection, name);
    if (row === undefined) throw new HoldfastError('unknown-post', `${name} is not in this archive`);
    return row;
  };
  return {
    plan: async (name, wish) => withCopies((await look(name, wish, parts)).plan, parts),
    redact: (name, wish) => redact(name, wish, parts),
    finish: () => finish(parts),
    list: async (name) => list(connection, name === undefined ? null : rowOf(name).id),
    hold: async (name, order) => connection.write(() => orderHold(connection, rowOf(name).id, true, order)),
    release: async (name, order) =>
      connection.write(() => orderHold(connection, rowOf(name).id, false, order)),
    holds: async () => holdsIn(connection),
    holdOf: async (name) => holdIn(connection, rowOf(name)),
  };
}

async function redact(given: string, wish: RedactionWish, parts: RedactionParts): Promise<Redacted> {
  const { connection, atStep } = parts;
  const looked = newLook();
  for (;;) {
    const seen = await lookWith(given, wish, parts, looked);
    const strays = await straysToGo(parts, seen.survey.words, wish.articles);
    atStep('surveyed');
    // Others wait while this is done, so it isn't looked through again unless something came meanwhile.
    const done = connection.write(() => {
      const isSame = momentOf(connection) === seen.moment;
      const again = isSame ? seen : surveyAll(connection, given, wish, looked);
      if (again === null) return null;
      const { standing } = again.survey;
      const hold = holdIn(connection, standing);
      if (hold !== null) throw isHeld(hold);
      if (planOf(connection, again.survey, wish, again.blobs).isDone) return again;
      takeOut(connection, again.survey, wish, again.blobs);
      for (const hash of strays)
        connection.run('INSERT OR IGNORE INTO doomed (hash) VALUES (@hash)', { hash });
      return again;
    });
    if (done === null) continue;
    atStep('rows taken out');
    const isFinished = await erase(parts, saidRaw(done.survey));
    const name = nameOf(connection, done.survey.standing.id);
    return { ...(await withCopies(seen.plan, parts)), name, isFinished };
  }
}

/** Whoever merges a post that was redacted, or brings its article anew, has it redacted anew as far as that brought more. */
async function finish(parts: RedactionParts): Promise<number> {
  const { connection, now } = parts;
  if (!hasWork(connection)) return 0;
  for (const post of postsToRedactAgain(connection)) {
    const row = connection.get<{ name: string; url: string | null }>(
      'SELECT name, url FROM posts WHERE id = @post',
      { post },
    );
    for (const standing of row === undefined ? [] : standingWishes(connection, post))
      await redactAgain(row?.name ?? '', { ...standing, at: now(), address: row?.url ?? null }, parts);
    connection.write(() =>
      connection.run(`DELETE FROM redaction_work WHERE step = 'again' AND what = @post`, {
        post: String(post),
      }),
    );
  }
  const left = connection.all(`SELECT 1 FROM redaction_work WHERE step = 'bytes'`).length;
  await erase(parts, null);
  return left;
}

/** A hold that came later keeps what is there. */
async function redactAgain(name: string, wish: RedactionWish, parts: RedactionParts): Promise<void> {
  try {
    await redact(name, wish, parts);
  } catch (error) {
    if (!isHoldfastError(error, 'held')) throw error;
  }
}

function standingWishes(
  connection: Connection,
  post: number,
): Pick<RedactionWish, 'what' | 'reason' | 'by' | 'articles'>[] {
  const rows = connection.all<Pick<RedactionRow, 'what' | 'reason' | 'by' | 'articles'>>(
    `${withMerged}
     SELECT what, reason, by, articles FROM redactions WHERE post IN (SELECT id FROM same) ORDER BY id`,
    { post: findPostRow(connection, nameOf(connection, post))?.id ?? post },
  );
  const last = new Map<Redactable, RedactionRow['by']>();
  for (const { what, by } of rows) last.set(what, by);
  return [...last.keys()].flatMap((what) => {
    const row = rows.findLast((each) => each.what === what);
    return row === undefined ? [] : [{ ...row, articles: rows.some(({ articles }) => articles === 1) }];
  });
}

function nameOf(connection: Connection, post: number): string {
  return connection.get<{ name: string }>('SELECT name FROM posts WHERE id = @post', { post })?.name ?? '';
}

interface Looked {
  /** What is known of each answer's bytes: its words, or that there are none. */
  readonly holds: Map<string, boolean>;
  readonly described: Map<string, RemovedBlob>;
  /** Asked for and not known yet. */
  readonly unread: Map<string, readonly string[]>;
}

function newLook(): Looked {
  return { holds: new Map(), described: new Map(), unread: new Map() };
}

async function look(name: string, wish: RedactionWish, parts: RedactionParts) {
  return lookWith(name, wish, parts, newLook());
}

/** Surveys until all bytes that matter have been looked into. */
async function lookWith(name: string, wish: RedactionWish, parts: RedactionParts, looked: Looked) {
  const { connection, blobs } = parts;
  for (;;) {
    const found = connection.read(() => {
      const all = surveyAll(connection, name, wish, looked);
      if (all === null) return null;
      const plan = planOf(connection, all.survey, wish, all.blobs);
      return { ...all, plan, moment: momentOf(connection) };
    });
    if (found !== null) return found;
    for (const [hash, words] of looked.unread) {
      const bytes = await bytesOf(hash, blobs);
      looked.holds.set(hash, bytes !== null && holdsWords(bytes, words));
      looked.described.set(hash, describeBlob(hash, bytes));
    }
    looked.unread.clear();
  }
}

/** Another one after each change, whoever made it. */
function momentOf(connection: Connection): string {
  const others = connection.get<{ data_version: number }>('PRAGMA data_version')?.data_version;
  const own = connection.get<{ n: number }>('SELECT total_changes() AS n')?.n;
  return `${others} ${own}`;
}

/** Null while something is still to be looked into. Throws `unknown-post`. */
function surveyAll(
  connection: Connection,
  name: string,
  wish: RedactionWish,
  looked: Looked,
): { readonly survey: Survey; readonly blobs: readonly RemovedBlob[] } | null {
  const found = survey(connection, name, wish, (hash, words) => {
    const known = looked.holds.get(hash);
    if (known === undefined) looked.unread.set(hash, words);
    return known ?? false;
  });
  if (found === null) throw new HoldfastError('unknown-post', `${name} is not in this archive`);
  const blobs = found.blobs.flatMap((hash) => {
    const known = looked.described.get(hash);
    if (known === undefined) looked.unread.set(hash, found.words);
    return known ?? [];
  });
  return looked.unread.size > 0 ? null : { survey: found, blobs };
}

function planOf(
  connection: Connection,
  found: Survey,
  wish: RedactionWish,
  blobs: readonly RemovedBlob[],
): RowsPlan {
  const { standing, members, snapshots, touched, articles, sharedStay } = found;
  const posts = JSON.stringify(members.map(({ id }) => id));
  const marks = marksOf(connection, standing.id);
  const stands = marks.some(
    ({ what, articles: go }) => (what === 'all' || what === wish.what) && (go || !wish.articles),
  );
  const told = found.cut.words ? countOf(connection, 'heard', posts) : 0;
  return {
    name: standing.name,
    what: wish.what,
    rows: snapshots.length + told,
    blobs: { count: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + (size ?? 0), 0) },
    touched: touched.map((post) => nameOf(connection, post)),
    articles,
    articlesGo: wish.articles,
    sharedStay,
    held: holdIn(connection, standing),
    isDone: stands && snapshots.length === 0 && blobs.length === 0,
  };
}

/** A plan as far as the rows tell it. */
type RowsPlan = Omit<RedactionPlan, 'copies'>;

async function withCopies(plan: RowsPlan, { database, folder }: RedactionParts): Promise<RedactionPlan> {
  return { ...plan, copies: await copiesBeside(database, folder) };
}

function countOf(connection: Connection, table: 'heard', posts: string): number {
  const counted = connection.get<{ n: number }>(
    `SELECT count(*) AS n FROM ${table} WHERE rank <> 'article' AND post IN (SELECT value FROM json_each(@posts))`,
    { posts },
  );
  return counted?.n ?? 0;
}

/** What the snapshots said, as bytes: to look whether the database's file still holds any of it. */
function saidRaw({ snapshots }: Survey): readonly string[] {
  const said = snapshots.flatMap(({ before, after }) => {
    const stays = JSON.stringify(after);
    return (JSON.stringify(before).match(/"(?:text|alt|title|description)":"((?:[^"\\]|\\.){8,})"/gu) ?? [])
      .map((piece) => piece.slice(piece.indexOf(':') + 2, -1))
      .filter((piece) => !stays.includes(piece));
  });
  return [...new Set(said)];
}

async function bytesOf(hash: string, blobs: Blobs): Promise<Uint8Array | null> {
  try {
    return await blobs.get(hash);
  } catch (error) {
    if (isHoldfastError(error, 'blob-missing', 'blob-damaged', 'redacted')) return null;
    throw error;
  }
}

function list(connection: Connection, post: number | null): KeptRedaction[] {
  const rows = connection.all<RedactionRow & { name: string }>(
    `SELECT redactions.*, posts.name FROM redactions JOIN posts ON posts.id = redactions.post
     WHERE @post IS NULL OR post = @post ORDER BY redactions.id`,
    { post },
  );
  return rows.map(({ id, name, at, what, reason, by, articles, blobs }) => {
    const removed = JSON.parse(blobs) as readonly [string, number | null, string | null][];
    return {
      id,
      name,
      at,
      what,
      reason,
      by,
      articles: articles === 1,
      blobs: removed.map(([hash, size, mediaType]) => ({ hash, size, mediaType })),
    };
  });
}
