import { hashOf, sha256 } from '../../src/model/canonical.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { Connection, Values } from '../../src/store/sqlite-connection.ts';
import { migrate } from '../../src/store/sqlite-migrations.ts';
import { embedOf, isoAt, postOf } from './samples.ts';

/** Brings a new database to a format, with rows put in at each step on the way as that format has them. */
export function makeArchiveOf(connection: Connection, path: string, format: number): void {
  for (let step = 1; step <= format; step += 1) {
    migrate(connection, path, step);
    if (step === 1) addFirstRows(connection);
    if (step === 4) insert(connection, 'hosts', { host: 'down.test', failures: '["timeout"]', rests: 2 });
    if (step === 5) addLateRows(connection);
  }
}

/** Two tellings of one post, merged, and one more, as format 1 keeps them: an entry of the ledger for each row. */
function addFirstRows(connection: Connection): void {
  const posts = [
    { id: 1, name: 'pond:@frog/2024-04-30/aaaaaaaaaaaa', platform: null, platform_id: null, url: null },
    { id: 2, name: 'pond:2', platform: 'pond', platform_id: '2', url: 'https://pond.test/posts/2' },
    { id: 3, name: 'pond:3', platform: 'pond', platform_id: '3', url: 'https://pond.test/posts/3' },
  ];
  for (const post of posts)
    insert(connection, 'posts', {
      ...post,
      state: post.id === 2 ? 'live' : 'unknown',
      edited: 0,
      since: post.id === 2 ? isoAt(2) : null,
      known: post.id === 2 ? 'platform' : null,
      first_seen: isoAt(0),
      last_live: post.id === 2 ? isoAt(2) : null,
    });
  for (const post of [1, 2, 3]) addQuote(connection, post);
  addAnswer(connection, 4, { state: 'live', seconds: 2, snapshot: 1 });
  addCapture(connection, 1, {});
  enter(connection, 'alias', 1, {
    post: 2,
    content: { alias: posts[0]?.name ?? '', reason: 'same account, day and words', observation: 4 },
    table: 'aliases',
  });
  const embeds = [{ ...embedOf('1'), ref: null, name: posts[0]?.name ?? '' }, embedOf('2'), embedOf('3')];
  insert(connection, 'versions', {
    id: 1,
    article: 'news/frogs.html',
    blob: sha256('the article'),
    format: 'html',
    charset: 'UTF-8',
    title: 'Frogs',
    seen_at: isoAt(0),
    reading: Buffer.from(
      hashOf({
        name: 'news/frogs.html',
        blob: sha256('the article'),
        format: 'html',
        charset: 'UTF-8',
        title: 'Frogs',
        embeds,
      }),
      'hex',
    ),
  });
  insert(connection, 'articles', { name: 'news/frogs.html', version: 1 });
  for (const [ordinal, embed] of embeds.entries())
    insert(connection, 'embeds', { version: 1, ordinal, post: ordinal + 1, embed: JSON.stringify(embed) });
  insert(connection, 'jobs', { id: 1, kind: 'archive', post: 2, state: 'done', priority: 0, run_at: 5 });
  insert(connection, 'jobs', {
    id: 2,
    kind: 'capture',
    post: 2,
    state: 'queued',
    priority: 1,
    run_at: 6,
    attempts: 1,
    reason: 'network',
    detail: 'no answer came',
  });
}

/** What format 5 can say: a copy's time, and all forms of a picture. */
function addLateRows(connection: Connection): void {
  addAnswer(connection, 5, { state: 'deleted', seconds: 3, snapshot: 2, late: { as_of: isoAt(1) } });
  const hashes = { avif: sha256('avif'), thumb: sha256('thumb'), pdf: sha256('pdf'), wacz: sha256('wacz') };
  addCapture(connection, 2, {
    parts: JSON.stringify([sha256('below')]),
    ...hashes,
    cut_from: 9000,
    settings: '{"width":550}',
  });
  connection.run(`UPDATE posts SET state = 'deleted', since = @at WHERE id = 2`, { at: isoAt(3) });
}

function addQuote(connection: Connection, post: number): void {
  enter(connection, 'observation', post, {
    post,
    table: 'observations',
    content: {
      source: 'article',
      rank: 'article',
      at: isoAt(0),
      outcome: 'quoted',
      reason: null,
      url: 'news/frogs.html',
      status: null,
      wire: sha256('the article'),
    },
  });
}

function addAnswer(
  connection: Connection,
  id: number,
  {
    state,
    seconds,
    snapshot,
    late = {},
  }: {
    readonly state: 'live' | 'deleted';
    readonly seconds: number;
    readonly snapshot: number;
    readonly late?: Values;
  },
): void {
  enter(connection, 'observation', id, {
    post: 2,
    table: 'observations',
    content: {
      source: 'pond-api',
      rank: 'platform',
      at: isoAt(seconds),
      outcome: state,
      reason: null,
      url: 'https://pond.test/api',
      status: 200,
      wire: sha256(`wire ${seconds}`),
      ...late,
    },
  });
  const post = postOf(`Words of a frog, ${seconds}`);
  enter(connection, 'snapshot', snapshot, {
    post: 2,
    table: 'snapshots',
    content: {
      taken_at: isoAt(seconds),
      cause: snapshot === 1 ? 'first' : 'platform',
      meaning: meaningOf(post, state),
      state,
      known: 'platform',
      content: JSON.stringify({ post, witnesses: { text: ['pond-api'] }, conflicts: [] }),
    },
  });
}

function addCapture(connection: Connection, id: number, late: Values): void {
  const content = {
    snapshot: id,
    theme: 'light',
    at: isoAt(4),
    url: 'https://pond.test/embed',
    blob: sha256('png'),
    show: sha256('webp'),
    width: 1100,
    height: 640,
    verified: 1,
    reconstruction: 0,
    reason: null,
    missing: '[]',
    browser: 'Chromium 1',
    ...late,
  };
  insert(connection, 'captures', { id, kind: 'embed', ...content });
  addEntry(connection, 'capture', id, { post: 'pond:2', capture: 'embed', ...content });
}

function enter(
  connection: Connection,
  kind: string,
  id: number,
  { post, table, content }: { readonly post: number; readonly table: string; readonly content: Values },
): void {
  insert(connection, table, { id, post, ...content });
  const name = connection.get<{ name: string }>('SELECT name FROM posts WHERE id = @post', { post })?.name;
  addEntry(connection, kind, id, { post: name ?? null, ...content });
}

/** The ledger as it was up to format 5. */
function addEntry(connection: Connection, kind: string, row: number, content: Values): void {
  const last = connection.get<{ seq: number; hash: Buffer }>(
    'SELECT * FROM ledger ORDER BY seq DESC LIMIT 1',
  );
  const seq = (last?.seq ?? 0) + 1;
  const rowHash = hashOf({ kind, row, ...content });
  const hash = hashOf([last?.hash.toString('hex') ?? null, seq, kind, row, rowHash]);
  insert(connection, 'ledger', {
    seq,
    kind,
    row,
    row_hash: Buffer.from(rowHash, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  });
}

function insert(connection: Connection, table: string, values: Values): void {
  const columns = Object.keys(values);
  connection.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    values,
  );
}
