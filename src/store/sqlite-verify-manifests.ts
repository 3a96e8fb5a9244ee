import { canonicalJson } from '../model/canonical.ts';
import { type ManifestFiles, manifestsIn } from './manifest-files.ts';
import type { ManifestLine } from './manifest-lines.ts';
import type { Connection } from './sqlite-connection.ts';
import {
  articleLine,
  derivativeLine,
  entryLine,
  postLine,
  sinceLine,
  versionLine,
} from './sqlite-manifest-lines.ts';
import {
  isBehind,
  isCutShort,
  isOfAnotherHistory,
  type ManifestState,
  manifestState,
} from './sqlite-manifests.ts';
import type { Checked, Damage, Note } from './verify-contract.ts';

/**
 * Every line of the manifests against the database; everything in the database for having its line, unless it is behind.
 * Where they are written anew meanwhile, that is noted and they are left.
 */
export async function* checkManifests(
  connection: Connection,
  folder: string,
  after: string | null,
): AsyncIterable<Damage | Note | Checked> {
  const state = manifestState(connection);
  const isRenewed = () => manifestState(connection).first !== state.first;
  try {
    for await (const found of compare(connection, manifestsIn(folder), state, after)) {
      if (found.kind === 'manifest-damaged' && isRenewed()) break;
      yield found;
    }
  } catch (error) {
    // A file that is gone by now.
    if (!isRenewed()) throw error;
  }
  if (isRenewed())
    yield {
      kind: 'note',
      detail: 'the manifests were written anew meanwhile: they were not looked at to the end',
    };
}

async function* compare(
  connection: Connection,
  files: ManifestFiles,
  state: ManifestState,
  after: string | null,
): AsyncIterable<Damage | Note | Checked> {
  if (isOfAnotherHistory(connection, files)) {
    yield damaged(
      'head.json',
      'the manifests tell of a later state than the database: it is older than they are',
    );
    return;
  }
  if (isBehind(connection))
    yield {
      kind: 'note',
      detail:
        'the manifests are a little behind: the next run of work, archive or recheck writes what is new',
    };
  if (state.segment === 0) return;
  if (isCutShort(state, files)) {
    yield damaged(files.folder, 'a file is missing or cut short');
    return;
  }
  const seen = createSeen();
  for (const segment of files.segments().filter((each) => each >= state.first && each <= state.segment)) {
    if (after !== null && segment <= Number(after)) continue;
    yield* checkSegment(connection, files, segment, state, seen);
    yield { kind: 'checked', after: String(segment), count: 1 };
    await new Promise((resolve) => setImmediate(resolve));
  }
  // As of one moment: what came since is either behind or written where nobody looked.
  const wrong = connection.read(() => {
    const now = manifestState(connection);
    if (now.segment !== state.segment || now.bytes !== state.bytes) return null;
    const differing = [...checkDiffering(connection, seen), ...checkSince(connection, state, seen)];
    return after === null ? [...differing, ...checkUntold(connection, state, seen)] : differing;
  });
  if (wrong !== null) yield* wrong;
  else if (seen.differing.size > 0)
    yield { kind: 'note', detail: 'the manifests were added to meanwhile: some lines were not compared' };
}

interface Seen {
  /** Lines that are not as the database has them; a later one may be. */
  readonly differing: Map<string, string>;
  readonly post: Set<number | string>;
  readonly version: Set<number | string>;
  readonly article: Set<number | string>;
  readonly derivative: Set<number | string>;
  entry: number;
  since: { readonly line: ManifestLine; readonly place: string } | null;
}

function createSeen(): Seen {
  return {
    differing: new Map(),
    post: new Set(),
    version: new Set(),
    article: new Set(),
    derivative: new Set(),
    entry: 0,
    since: null,
  };
}

function* checkSegment(
  connection: Connection,
  files: ManifestFiles,
  segment: number,
  state: ManifestState,
  seen: Seen,
): Iterable<Damage> {
  const end = segment === state.segment ? state.bytes : Number.POSITIVE_INFINITY;
  for (const { offset, line } of files.read(segment)) {
    if (offset >= end) return;
    const place = `${files.pathOf(segment)}, byte ${offset}`;
    if (line === null) yield damaged(place, 'the line is not as it was written');
    else if (line.kind === 'entry') {
      seen.entry = line.seq;
      const wanted = entryLine(connection, line.seq - 1);
      if (wanted === null || canonicalJson(wanted) !== canonicalJson(line))
        yield damaged(place, `entry ${line.seq} of the ledger is another one in the database`);
    } else if (line.kind === 'since') seen.since = { line, place };
    else if (line.kind !== 'manifest') noteLine(connection, line, place, seen);
  }
}

type KeyedLine = Exclude<ManifestLine, { kind: 'entry' | 'manifest' | 'since' }>;

function noteLine(connection: Connection, line: KeyedLine, place: string, seen: Seen): void {
  const key = line.kind === 'article' ? line.name : line.id;
  seen[line.kind].add(key);
  const wanted = lineNow(connection, line);
  const id = JSON.stringify([line.kind, key]);
  if (wanted !== null && canonicalJson(wanted) === canonicalJson(line)) seen.differing.delete(id);
  else seen.differing.set(id, place);
}

function lineNow(connection: Connection, line: KeyedLine): ManifestLine | null {
  if (line.kind === 'article') return articleLine(connection, line.name);
  if (line.kind === 'derivative') return derivativeLine(connection, line.id);
  return line.kind === 'post' ? postLine(connection, line.id) : versionLine(connection, line.id);
}

function* checkDiffering(connection: Connection, seen: Seen): Iterable<Damage> {
  for (const [id, place] of seen.differing) {
    const [kind, key] = JSON.parse(id) as [string, number | string];
    if (isWaiting(connection, kind, key)) continue;
    yield damaged(place, `${kind} ${key} is another one in the database`);
  }
}

/** The last such line holds all there is, unless more came. */
function* checkSince(connection: Connection, state: ManifestState, seen: Seen): Iterable<Damage> {
  const wanted = sinceLine(connection);
  if (wanted.redacted.length + wanted.forgotten.length > state.since || seen.since === null) return;
  const { line, place } = seen.since;
  if (canonicalJson(line) !== canonicalJson(wanted))
    yield damaged(place, 'what is kept out since redactions is another list in the database');
}

function isWaiting(connection: Connection, kind: string, key: number | string): boolean {
  return (
    connection.get('SELECT 1 FROM behind WHERE kind = @kind AND key = @key', { kind, key }) !== undefined
  );
}

/** What should have a line and has none. */
function* checkUntold(connection: Connection, state: ManifestState, seen: Seen): Iterable<Damage> {
  if (seen.entry < state.entry)
    yield damaged('manifests', `they end with entry ${seen.entry} of the ledger, not with ${state.entry}`);
  const kinds = [
    ['post', 'SELECT id AS key FROM posts'],
    ['version', 'SELECT id AS key FROM versions'],
    ['article', 'SELECT name AS key FROM articles'],
    ['derivative', 'SELECT id AS key FROM derivatives'],
  ] as const;
  for (const [kind, sql] of kinds)
    for (const { key } of connection.all<{ key: number | string }>(sql))
      if (!seen[kind].has(key) && !isWaiting(connection, kind, key))
        yield damaged('manifests', `they say nothing of ${kind} ${key}`);
}

function damaged(what: string, detail: string): Damage {
  return { kind: 'manifest-damaged', what, detail };
}
