import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { emptyPost, type Media, pictureAt } from '../../src/model/post.ts';
import { meaningOf } from '../../src/model/snapshot.ts';
import type { Store } from '../../src/store/contract.ts';
import type { Derivative } from '../../src/store/derivatives-contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { rebuild } from '../../src/store/sqlite-rebuild.ts';
import { verifyArchive } from '../../src/verify.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

function placesIn(folder: string) {
  return {
    database: join(folder, 'data', 'a.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    now: () => s.at(100),
  };
}

async function archive() {
  const folder = await folders.folder();
  return { places: placesIn(folder), store: folders.closing(await openStore(placesIn(folder))) };
}

function bytes(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0]), Buffer.from(text)]);
}

/** A post with a photo of these words, and what was made of that. */
async function post(store: Store, id: string, words: string, made: readonly string[]): Promise<string> {
  const blob = await store.blobs.put(bytes(words));
  const item = { kind: 'photo', alt: null, poster: null, durationMs: null, stream: null } as const;
  const media: Media[] = [{ ...pictureAt('https://pond.test/a.jpg'), ...item, blob, show: null }];
  const said = { ...emptyPost, media };
  await store.settle(
    await s.leasePost(store, id, 1),
    {
      ...s.nothing,
      observations: [s.observationOf('live', 1, { wire: null })],
      snapshot: { ...s.snapshotOf('', 'live', 'platform', 1), post: said, meaning: meaningOf(said, 'live') },
    },
    s.done,
  );
  await store.derivatives.keep(
    blob,
    await Promise.all(made.map((each, at) => derivative(store, each, 340 + at))),
  );
  return blob;
}

async function derivative(store: Store, words: string, asked: number): Promise<Derivative> {
  return { mediaType: 'image/webp', asked, width: 8, height: 6, blob: await store.blobs.put(bytes(words)) };
}

function redact(store: Store, name: string) {
  const wish = {
    what: 'media',
    reason: 'asked for',
    by: null,
    articles: false,
    at: s.at(100),
    address: null,
  } as const;
  return store.redactions.redact(name, wish);
}

async function madeOf(store: Store, source: string): Promise<string[]> {
  return (await store.derivatives.of(source)).map(({ blob }) => blob);
}

function isThere(store: Store, words: string): Promise<boolean> {
  return store.blobs.has(sha256(bytes(words)));
}

const own = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'derivatives'";

const damages = async (store: Store) => (await s.collect(verifyArchive(store))).map(({ what }) => what);

describe('what was made of a picture', () => {
  it('is known again by type and width, the last one of each', async () => {
    const { store } = await archive();
    const source = await post(store, '1', 'a frog', ['small', 'large']);
    const [small] = await store.derivatives.of(source);
    expect(small).toEqual(await derivative(store, 'small', 340));
    await store.derivatives.keep(source, [await derivative(store, 'smaller', 340)]);
    expect(await madeOf(store, source)).toEqual([sha256(bytes('smaller')), sha256(bytes('large'))]);
    expect(await store.derivatives.of(sha256('another'))).toEqual([]);
  });

  it('is missed when its bytes are gone, and told by manifests', async () => {
    const { store } = await archive();
    await post(store, '1', 'a frog', ['small']);
    await store.manifests.flush();
    expect(await damages(store)).toEqual([]);
    await rm(store.blobs.pathOf(sha256(bytes('small'))));
    expect(await damages(store)).toEqual([expect.stringContaining(sha256(bytes('small')))]);
  });

  it('is known for changed where a row is other than manifests and indexes tell', async () => {
    const { places, store } = await archive();
    await post(store, '1', 'a frog', ['small', 'large']);
    await store.manifests.flush();
    await store.close();
    const database = new Database(places.database);
    const triggers = database.prepare(own).all() as readonly {
      readonly name: string;
      readonly sql: string;
    }[];
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
    database.exec('UPDATE derivatives SET width = 9 WHERE asked = 341');
    for (const { sql } of triggers) database.exec(sql);
    database.close();
    const found = await s.collect(verifyArchive(folders.closing(await openStore(places))));
    expect(found.map(({ detail }) => detail)).toEqual(['derivative 2 is another one in the database']);
  });

  it('goes with the picture, and does not come back', async () => {
    const { store } = await archive();
    const source = await post(store, '1', 'a frog', ['small']);
    await redact(store, 'pond:1');
    expect(await madeOf(store, source)).toEqual([]);
    expect(await isThere(store, 'small')).toBe(false);
    // Made by somebody who had the picture's bytes in hand by then.
    await store.derivatives.keep(source, [await derivative(store, 'made too late', 680)]);
    expect(await madeOf(store, source)).toEqual([]);
    expect(await isThere(store, 'made too late')).toBe(false);
    await store.manifests.flush();
    expect(await damages(store)).toEqual([]);
  });

  it('stays where it was made of a picture that stays, too', async () => {
    const { store } = await archive();
    const source = await post(store, '1', 'a frog', ['nothing to see']);
    const other = await post(store, '2', 'a toad', ['nothing to see']);
    await redact(store, 'pond:1');
    expect(await madeOf(store, source)).toEqual([]);
    expect(await madeOf(store, other)).toEqual([sha256(bytes('nothing to see'))]);
    expect(await damages(store)).toEqual([]);
  });

  it('is there again in a database made of manifests', async () => {
    const { places, store } = await archive();
    const source = await post(store, '1', 'a frog', ['small', 'large']);
    const before = await store.derivatives.of(source);
    await store.manifests.flush();
    await store.close();
    await rm(places.database);
    const report = await rebuild({ ...places, now: s.at(100), force: false, blobsTo: null });
    expect(report).toMatchObject({ losses: [], unnamedBlobs: 0 });
    const made = folders.closing(await openStore(places));
    expect(await made.derivatives.of(source)).toEqual(before);
    await made.manifests.flush();
    expect(await damages(made)).toEqual([]);
  });

  it('comes along with another archive, but not of what was taken out here', async () => {
    const theirs = await archive();
    const frog = await post(theirs.store, '1', 'a frog', ['their small frog']);
    const toad = await post(theirs.store, '2', 'a toad', ['their small toad']);
    await theirs.store.close();
    const { store } = await archive();
    await post(store, '1', 'a frog', ['small']);
    await redact(store, 'pond:1');
    await s.collect(
      store.merges.from({ home: 'theirs', database: theirs.places.database, blobs: theirs.places.blobs }),
    );
    expect(await madeOf(store, toad)).toEqual([sha256(bytes('their small toad'))]);
    expect(await madeOf(store, frog)).toEqual([]);
    expect(await isThere(store, 'their small frog')).toBe(false);
    expect(await damages(store)).toEqual([]);
  });
});
