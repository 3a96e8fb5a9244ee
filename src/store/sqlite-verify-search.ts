import { type Connection, openInMemory } from './sqlite-connection.ts';
import { findPostRow } from './sqlite-post-rows.ts';
import { columnNames, entryOf, insertRow } from './sqlite-search-index.ts';
import type { Checked, Damage, Note } from './verify-contract.ts';

/** Posts whose words are put side by side at once. */
const atOnce = 500;

/**
 * The search index against what posts and articles say: which words stand where is made anew, a few posts at a time,
 * and summed up, as is what stands in the index. Nothing is said of posts that have yet to be read.
 */
export async function* checkSearch(connection: Connection): AsyncIterable<Damage | Note | Checked> {
  const before = versionOf(connection);
  const pending = pendingPosts(connection);
  const wanted = newSum();
  const stale: number[] = [];
  for (let after = -1; ; ) {
    const posts = connection.all<IndexedPost>(
      'SELECT post, made_at, hash FROM search_posts WHERE post > @after ORDER BY post LIMIT @atOnce',
      { after, atOnce },
    );
    const last = posts.at(-1);
    if (last === undefined) break;
    stale.push(
      ...sumUp(
        connection,
        posts.filter(({ post }) => !pending.has(post)),
        wanted,
      ),
    );
    after = last.post;
    yield { kind: 'checked', after: String(after), count: posts.length };
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = newSum();
  addWords(connection, found, pending);
  addSizes(connection, found, pending);
  if (versionOf(connection) !== before) {
    yield { kind: 'note', detail: 'the search index was not looked at to the end: others wrote meanwhile' };
    return;
  }
  if (!connection.read(() => areSummedUp(connection)))
    yield { kind: 'index-damaged', what: 'search', detail: 'it counts its own words wrongly' };
  for (const post of stale)
    yield {
      kind: 'index-damaged',
      what: `search, post ${post}`,
      detail: 'what was noted of it is not what it says',
    };
  if (found.a !== wanted.a || found.b !== wanted.b || found.words !== wanted.words)
    yield {
      kind: 'index-damaged',
      what: 'search',
      detail: `its words are not those of the posts (${found.words} for ${wanted.words})`,
    };
}

interface IndexedPost {
  readonly post: number;
  readonly made_at: string | null;
  readonly hash: Buffer;
}

/** Sums of two hashes over all words and where they stand, and over how many each post has. */
interface Sum {
  a: number;
  b: number;
  words: number;
}

function newSum(): Sum {
  return { a: 0, b: 0, words: 0 };
}

/** Adds the words that these posts should be found by; gives those that were noted otherwise. */
function sumUp(connection: Connection, posts: readonly IndexedPost[], sum: Sum): number[] {
  const fresh = openInMemory();
  try {
    fresh.script(
      `CREATE VIRTUAL TABLE search USING fts5 (${columnNames.join(', ')}, content = '', contentless_delete = 1, tokenize = 'ascii')`,
    );
    const stale: number[] = [];
    for (const { post, made_at: madeAt, hash } of posts) {
      const entry = entryOf(connection, post);
      if (entry === null || !entry.hash.equals(hash) || entry.madeAt !== madeAt) stale.push(post);
      if (entry !== null) fresh.run(insertRow, { post, ...entry.columns });
    }
    addWords(fresh, sum, none);
    addSizes(fresh, sum, none);
    return stale;
  } finally {
    fresh.close();
  }
}

interface Word {
  readonly term: string;
  readonly doc: number;
  readonly col: string;
  readonly offset: number;
}

function addWords(connection: Connection, sum: Sum, except: ReadonlySet<number>): void {
  connection.script(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, 'instance')`,
  );
  for (const { term, doc, col, offset } of connection.each<Word>('SELECT * FROM temp.search_words')) {
    if (except.has(doc)) continue;
    sum.words += 1;
    add(sum, `${term} ${doc} ${col} ${offset}`);
  }
}

/** How many words each post has in each column: what the index ranks by. */
function addSizes(connection: Connection, sum: Sum, except: ReadonlySet<number>): void {
  const sizes = 'SELECT id, hex(sz) AS size FROM search_docsize';
  for (const { id, size } of connection.each<{ id: number; size: string }>(sizes))
    if (!except.has(id)) add(sum, `${id} ${size}`);
}

const none: ReadonlySet<number> = new Set();

/** Those that have yet to be read into the index, and those they are found as. */
function pendingPosts(connection: Connection): Set<number> {
  const pending = connection.all<{ post: number; name: string | null }>(
    'SELECT post, name FROM search_pending LEFT JOIN posts ON posts.id = post',
  );
  return new Set(
    pending.flatMap(({ post, name }) => [
      post,
      ...(name === null ? [] : [findPostRow(connection, name)?.id ?? post]),
    ]),
  );
}

/** The index keeps its posts' sizes added up: how many posts, and how many words in each column. */
function areSummedUp(connection: Connection): boolean {
  const totals: number[] = [0];
  for (const { sz } of connection.each<{ sz: Buffer }>('SELECT sz FROM search_docsize')) {
    totals[0] = (totals[0] ?? 0) + 1;
    for (const [column, size] of readVarints(sz).entries())
      totals[column + 1] = (totals[column + 1] ?? 0) + size;
  }
  const kept = connection.get<{ block: Buffer }>('SELECT block FROM search_data WHERE id = 1')?.block;
  const counted = kept === undefined ? [] : readVarints(kept);
  // A new index keeps no sums, and columns are added to it as they fill.
  return (
    totals.every((total, index) => total === (counted[index] ?? 0)) &&
    counted.length <= columnNames.length + 1
  );
}

/** SQLite's own variable-length integers; none here needs more than seven bytes. */
function readVarints(bytes: Buffer): number[] {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte >= 128) continue;
    numbers.push(value);
    value = 0;
  }
  return numbers;
}

function add(sum: Sum, text: string): void {
  sum.a = (sum.a + hashOf(text, 0x811c9dc5)) >>> 0;
  sum.b = (sum.b + hashOf(text, 0x2545f491)) >>> 0;
}

/** FNV-1a. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Another one once somebody has written. */
function versionOf(connection: Connection): string {
  const version = connection.get<{ data_version: number }>('PRAGMA data_version')?.data_version;
  const changes = connection.get<{ n: number }>('SELECT total_changes() AS n')?.n;
  return `${version} ${changes}`;
}
