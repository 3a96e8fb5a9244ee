import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Store } from '../../src/store/contract.ts';
import { writeLine } from '../../src/store/manifest-lines.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { rebuild } from '../../src/store/sqlite-rebuild.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

/** An archive of articles, answers, pictures, a merge and a post of which nothing is known but a quote; closed. */
async function archive({ flushed = true } = {}) {
  const folder = await folders.folder();
  const places = { database: join(folder, 'data', 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = await openStore({ ...places, timeOf: s.timeOf });
  const lost = { ...s.embedOf('lost'), ref: null, name: 'pond:@frog/2024-04-30/aaaaaaaaaaaa' };
  await store.recordArticle(s.entryOf([s.embedOf('1'), lost, s.embedOf('3')]));
  await store.recordArticle(s.entryOf([s.embedOf('1')], { blob: 'b'.repeat(64), at: s.isoAt(5) }));
  await store.recordArticle(s.entryOf([s.embedOf('1')], { name: 'other.html', at: s.isoAt(6) }));
  await hear(store, '1', 10, 'live', 'Croak');
  await hear(store, '1', 20, 'deleted', 'Croak');
  await hear(store, '3', 30, 'live', 'Ribbit', 'pond:@frog/3');
  await hear(store, '3', 40, 'live', 'Ribbit, ribbit');
  if (flushed) await store.manifests.flush();
  await store.close();
  return {
    folder,
    places,
    manifest: join(places.blobs, 'manifests', '000001.jsonl'),
    rebuild: (changes: object = {}) =>
      rebuild({ ...places, now: s.at(100), force: false, blobsTo: null, ...changes }),
  };
}

async function hear(
  store: Store,
  id: string,
  seconds: number,
  state: 'live' | 'deleted',
  text: string,
  alias: string | null = null,
): Promise<void> {
  await store.settle(
    await s.leasePost(store, id, seconds),
    {
      observations: [s.observationOf(state, seconds, { asOf: s.isoAt(1), reason: 'said so' })],
      snapshot: s.snapshotOf(text, state, 'platform', seconds),
      captures: id === '1' ? [s.captureOf(seconds)] : [],
      aliases: alias === null ? [] : [{ alias, reason: 'named by the answer' }],
      next: [],
    },
    s.done,
  );
}

/** Every row but those that are reckoned anew or tell of the machine. */
function rowsOf(database: string): unknown {
  const opened = new Database(database, { readonly: true });
  const rows = (sql: string) => opened.prepare(sql).raw().all();
  const found = {
    posts: rows('SELECT * FROM posts ORDER BY id').map((row) => (row as unknown[]).slice(0, 11)),
    heard: rows('SELECT * FROM heard ORDER BY id'),
    snapshots: rows('SELECT * FROM snapshots ORDER BY id'),
    captures: rows('SELECT * FROM captures ORDER BY id'),
    aliases: rows('SELECT * FROM aliases ORDER BY id'),
    versions: rows('SELECT * FROM versions ORDER BY id'),
    articles: rows('SELECT * FROM articles ORDER BY name'),
    embeds: rows('SELECT * FROM embeds ORDER BY version, ordinal'),
    ledger: rows('SELECT * FROM ledger ORDER BY seq'),
  };
  opened.close();
  return found;
}

describe('making the database again from manifests', () => {
  it('gives every row its number, its content and its place in the ledger, and proves it', async () => {
    const { places, rebuild: again } = await archive();
    const before = rowsOf(places.database);
    await rm(places.database);
    const report = await again();
    expect(report).toMatchObject({
      isProven: true,
      losses: [],
      posts: 3,
      articles: 2,
      snapshots: 4,
      entries: 7,
    });
    expect(rowsOf(places.database)).toEqual(before);
    const store = folders.closing(await openStore(places));
    expect(await s.collect(store.verifyRows())).toEqual([]);
    expect((await store.posts.snapshots('pond:@frog/3')).map(({ state }) => state)).toEqual(['live', 'live']);
    await hear(store, '1', 50, 'live', 'Croak again');
    expect(await s.collect(store.verifyRows())).toEqual([]);
  });

  it('queues what posts still lack: an answer or a picture', async () => {
    const { places, rebuild: again } = await archive();
    await rm(places.database);
    expect((await again()).jobs).toBe(2);
    const store = folders.closing(await openStore(places));
    expect((await store.jobs.list()).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'archive pond:@frog/2024-04-30/aaaaaaaaaaaa',
      'capture pond:3',
    ]);
  });

  it('keeps out what was taken out, and holds what is held', async () => {
    const { places, rebuild: again } = await archive();
    const order = { reason: 'asked for', by: null, at: s.at(60) };
    const store = await openStore(places);
    await store.redactions.redact('pond:3', { ...order, what: 'text', articles: false, address: null });
    await store.redactions.hold('pond:1', order);
    await store.manifests.flush();
    const before = [await store.redactions.list(), await store.redactions.holds()];
    await store.close();
    const rows = rowsOf(places.database);
    expect((await again({ force: true })).losses).toEqual([]);
    expect(rowsOf(places.database)).toEqual(rows);
    const made = folders.closing(await openStore(places));
    expect([await made.redactions.list(), await made.redactions.holds()]).toEqual(before);
    expect((await made.jobs.list({ name: 'pond:3' })).map(({ kind }) => kind)).toEqual([]);
    expect(await s.collect(made.verifyRows())).toEqual([]);
  });

  it('leaves the database that is there, and moves it aside only if told to', async () => {
    const { places, rebuild: again } = await archive();
    await expect(again()).rejects.toMatchObject({
      name: 'usage',
      message: expect.stringContaining('--force'),
    });
    const bytes = await readFile(places.database);
    const { formerDatabase } = await again({ force: true });
    expect(formerDatabase).toBe(`${places.database}-before-20240501T120140000Z`);
    expect((await readFile(String(formerDatabase))).equals(bytes)).toBe(true);
  });

  it('touches nothing while another has the archive open', async () => {
    const { places, rebuild: again } = await archive();
    folders.closing(await openStore(places));
    await expect(again({ force: true })).rejects.toMatchObject({
      name: 'archive-unavailable',
      message: expect.stringContaining('another process'),
    });
  });

  it('makes an archive of its own elsewhere', async () => {
    const { places, folder, rebuild: again } = await archive();
    const bytes = new TextEncoder().encode('an answer '.repeat(100));
    const store = await openStore(places);
    const hash = await store.blobs.put(bytes);
    await store.close();
    const to = { database: join(folder, 'new', 'data', 'a.db'), blobs: join(folder, 'new', 'snapshots') };
    await again({ database: to.database, blobsTo: to.blobs });
    const made = folders.closing(await openStore({ ...to, log: silentLog }));
    expect(Buffer.from(await made.blobs.get(hash)).equals(bytes)).toBe(true);
    expect(rowsOf(to.database)).toEqual(rowsOf(places.database));
  });

  it('names a damaged line and what is missing for it, and makes the rest', async () => {
    const { places, manifest, rebuild: again } = await archive();
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"seq":5', '"seq":6'));
    await rm(places.database);
    const report = await again();
    expect(report.isProven).toBe(false);
    expect(report.losses).toEqual([
      expect.stringMatching(/damaged: .*000001\.jsonl, byte \d+$/u),
      'ledger 6: entries before 6 are missing',
    ]);
    expect(report.snapshots).toBe(3);
    expect(existsSync(manifest)).toBe(false);
    expect(existsSync(join(String(report.formerManifests), '000001.jsonl'))).toBe(true);
  });

  it('knows a post by its evidence where its own line is damaged', async () => {
    const { places, manifest, rebuild: again } = await archive();
    await writeFile(
      manifest,
      (await readFile(manifest, 'utf8')).replaceAll('"platform_id":"3"', '"platform_id":"4"'),
    );
    await rm(places.database);
    const report = await again();
    expect(report.losses.filter((loss) => !loss.includes('is damaged'))).toEqual([]);
    const store = folders.closing(await openStore(places));
    expect(await store.posts.get('pond:3')).toMatchObject({
      state: 'live',
      known: 'platform',
      ref: s.refOf('3'),
    });
    expect(await store.posts.snapshots('pond:3')).toHaveLength(2);
  });

  it('says which article is to be read again where what was found in it is lost', async () => {
    const { places, manifest, rebuild: again } = await archive();
    await writeFile(
      manifest,
      (await readFile(manifest, 'utf8')).replaceAll('"article":"other.html"', '"article":"0ther.html"'),
    );
    await rm(places.database);
    const { losses, articles } = await again();
    expect(losses.slice(1)).toEqual([
      'what was found in other.html: "holdfast archive" of it reads it again',
    ]);
    expect(articles).toBe(1);
    const store = folders.closing(await openStore(places));
    expect(await s.collect(store.verifyRows())).toEqual([]);
    await store.recordArticle(s.entryOf([s.embedOf('1')], { name: 'other.html', at: s.isoAt(6) }));
    expect(await store.articles.list()).toHaveLength(2);
  });

  it('says when the manifests end before they should', async () => {
    const { places, manifest, rebuild: again } = await archive();
    const lines = (await readFile(manifest, 'utf8')).split('\n');
    await writeFile(manifest, `${lines.slice(0, -3).join('\n')}\n`);
    await rm(places.database);
    expect((await again()).losses).toEqual([
      'entries 6 to 7 of the ledger are missing: the manifests end before them',
    ]);
  });

  it('tells of blobs that no row names', async () => {
    const { places, rebuild: again } = await archive();
    const store = await openStore(places);
    await store.blobs.put(new Uint8Array([1, 2, 3]));
    await store.close();
    expect((await again({ force: true })).unnamedBlobs).toBe(1);
  });

  it('refuses manifests of a newer Holdfast with words, and leaves all as it was', async () => {
    const { places, manifest, rebuild: again } = await archive();
    const [, ...lines] = (await readFile(manifest, 'utf8')).split('\n');
    const heading = writeLine({ kind: 'manifest', version: 1, format: 99 });
    await writeFile(manifest, heading + lines.join('\n'));
    const before = await readFile(places.database);
    await expect(again({ force: true })).rejects.toMatchObject({
      name: 'archive-newer',
      message: expect.stringMatching(/format 99.*update Holdfast/u),
    });
    expect((await readFile(places.database)).equals(before)).toBe(true);
    expect(existsSync(`${places.database}-rebuild`)).toBe(false);
  });

  it('says what to do without manifests', async () => {
    const { places, rebuild: again } = await archive({ flushed: false });
    await rm(places.database);
    await expect(again()).rejects.toMatchObject({
      name: 'archive-unavailable',
      message: expect.stringContaining('from a backup'),
    });
  });
});
