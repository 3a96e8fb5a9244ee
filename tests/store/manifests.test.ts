import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { type ManifestLine, readLine } from '../../src/store/manifest-lines.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { currentFormat } from '../../src/store/sqlite-migrations.ts';
import { verifyArchive } from '../../src/verify.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

/** RFC 8878 §3.1.1. */
const zstdMagic = 0xfd2fb528;

async function archive() {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const manifests = join(places.blobs, 'manifests');
  const files = async () => (await readdir(manifests)).filter((name) => name.includes('.jsonl')).sort();
  return {
    places,
    manifests,
    files,
    store: folders.closing(await openStore({ ...places, now: () => s.at(60) })),
    lines: async () => {
      const texts = await Promise.all((await files()).map(async (name) => readFile(join(manifests, name))));
      const plain = texts.map((bytes) =>
        bytes.readUInt32LE(0) === zstdMagic ? zstdDecompressSync(bytes) : bytes,
      );
      return Buffer.concat(plain).toString().split('\n').slice(0, -1).map(readLine);
    },
    head: async () => JSON.parse(await readFile(join(manifests, 'head.json'), 'utf8')) as object,
  };
}

/** What of a line can be named in short. */
function named(line: ManifestLine | null): string {
  if (line === null) return 'damaged';
  if (line.kind === 'manifest') return `format ${line.format}`;
  if (line.kind === 'post') return `post ${line.name} ${line.state}`;
  if (line.kind === 'version') return `version ${line.id} ${line.embeds.length}`;
  if (line.kind === 'article') return `article ${line.name} ${line.version}`;
  if (line.kind === 'derivative') return `derivative ${line.asked}`;
  if (line.kind === 'since') return `since ${line.redacted.length}`;
  return `entry ${line.seq} ${line.rows}`;
}

describe('manifests', () => {
  it('tell what came since they were last written, and nothing twice', async () => {
    const { store, lines, head } = await archive();
    await store.recordArticle(s.entryOf([s.embedOf('1'), s.embedOf('2')]));
    expect(await store.manifests.flush()).toBe(5);
    expect((await lines()).map(named)).toEqual([
      `format ${currentFormat}`,
      'post pond:1 unknown',
      'post pond:2 unknown',
      'version 1 2',
      'article news/frogs.html 1',
      'entry 1 o1+1',
    ]);
    expect(await store.manifests.flush()).toBe(0);
    await store.settle(
      await s.leasePost(store, '2', 1),
      {
        ...s.nothing,
        observations: [s.observationOf('live', 1)],
        snapshot: s.snapshotOf('Croak', 'live', 'platform', 1),
      },
      s.done,
    );
    expect(await store.manifests.flush()).toBe(2);
    expect((await lines()).slice(6).map(named)).toEqual(['post pond:2 live', 'entry 2 o3 s1']);
    expect(await head()).toMatchObject({ entry: 2, segment: 1, at: s.isoAt(60) });
  });

  it('take one line for an unchanged recheck', async () => {
    const { store } = await archive();
    const hear = async (seconds: number) =>
      store.settle(
        await s.leasePost(store, '1', seconds),
        { ...s.nothing, observations: [s.observationOf('live', seconds)] },
        s.done,
      );
    await hear(1);
    await store.manifests.flush();
    await hear(2);
    expect(await store.manifests.flush()).toBe(1);
  });

  it('tell what a newer reader found in the same bytes, and which version an article has now', async () => {
    const { store, lines } = await archive();
    const [first, second] = [s.entryOf([s.embedOf('1')]), s.entryOf([], { blob: 'b'.repeat(64) })];
    await store.recordArticle(first);
    await store.recordArticle(second);
    await store.manifests.flush();
    const before = (await lines()).length;
    await store.recordArticle({ ...first, title: 'Toads' });
    await store.manifests.flush();
    expect((await lines()).slice(before)).toMatchObject([
      { kind: 'version', id: 1, title: 'Toads' },
      { kind: 'article', name: first.name, version: 1 },
    ]);
  });

  it('go on where a killed process stopped, over what it left unfinished', async () => {
    const { store, manifests, lines } = await archive();
    await store.recordPost(s.refOf('1'), []);
    await store.manifests.flush();
    const before = await lines();
    await appendFile(join(manifests, '000001.jsonl'), '{"kind":"post","id":2,"na');
    await store.recordPost(s.refOf('2'), []);
    await store.manifests.flush();
    expect((await lines()).map(named)).toEqual([...before.map(named), 'post pond:2 unknown']);
  });

  for (const [what, harm] of [
    ['gone', (path: string) => rm(path)],
    ['cut short', (path: string) => truncate(path, 10)],
  ] as const)
    it(`are written anew when a file is ${what}`, async () => {
      const { store, manifests, lines, files } = await archive();
      await store.recordArticle(s.entryOf([s.embedOf('1')]));
      await store.manifests.flush();
      await harm(join(manifests, '000001.jsonl'));
      await store.recordPost(s.refOf('2'), []);
      await store.manifests.flush();
      expect(await files()).toEqual(['000002.jsonl']);
      expect((await lines()).map(named)).toEqual([
        `format ${currentFormat}`,
        'post pond:1 unknown',
        'post pond:2 unknown',
        'version 1 1',
        'article news/frogs.html 1',
        'entry 1 o1',
      ]);
    });

  it('are written anew without what was taken out of a row of evidence', async () => {
    const { places, store, lines, files } = await archive();
    await store.settle(
      await s.leasePost(store, '1', 1),
      { ...s.nothing, snapshot: s.snapshotOf('Unmistakable', 'live', 'platform', 1) },
      s.done,
    );
    await store.manifests.flush();
    expect(JSON.stringify(await lines())).toContain('Unmistakable');
    const other = new Database(places.database);
    other.exec(`DROP TRIGGER snapshots_no_update; UPDATE snapshots SET content = '{}'`);
    other.close();
    await store.manifests.flush();
    expect(JSON.stringify(await lines())).not.toContain('Unmistakable');
    expect(await files()).toEqual(['000002.jsonl']);
  });

  it('that tell of more than an older database does are moved aside, not written over', async () => {
    const { places, store, manifests } = await archive();
    await store.manifests.flush();
    await store.recordArticle(s.entryOf([s.embedOf('1')]));
    const older = await readFile(places.database);
    await store.close();
    const full = folders.closing(await openStore(places));
    await full.settle(
      await s.leasePost(full, '1', 1),
      { ...s.nothing, observations: [s.observationOf('live', 1)] },
      s.done,
    );
    await full.manifests.flush();
    await full.close();
    await writeFile(places.database, older);
    const again = folders.closing(await openStore({ ...places, now: () => s.at(90) }));
    await again.recordPost(s.refOf('2'), []);
    await again.manifests.flush();
    const aside = `${manifests}-20240501T120130000Z`;
    expect(existsSync(join(aside, '000001.jsonl'))).toBe(true);
    expect(await readFile(join(aside, '000001.jsonl'), 'utf8')).toContain('"seq":2');
    expect(await readFile(join(manifests, '000001.jsonl'), 'utf8')).not.toContain('"seq":2');
  });

  it('begin another file when one is full', async () => {
    const { store, manifests, files, lines } = await archive();
    const text = 'croak '.repeat(360_000);
    for (const seconds of [1, 2, 3, 4]) {
      await store.settle(
        await s.leasePost(store, '1', seconds),
        {
          ...s.nothing,
          snapshot: s.snapshotOf(`${seconds} ${seconds < 3 ? text : ''}`, 'live', 'platform', seconds),
        },
        s.done,
      );
      await store.manifests.flush();
    }
    expect(await files()).toEqual(['000001.jsonl.zst', '000002.jsonl']);
    expect((await stat(join(manifests, '000001.jsonl.zst'))).size).toBeLessThan(100_000);
    expect((await lines()).map(named).filter((line) => line.startsWith('entry'))).toHaveLength(4);
    expect(await s.collect(verifyArchive(store))).toEqual([]);
    await writeFile(join(manifests, '000001.jsonl.zst'), 'no longer packed');
    expect((await s.collect(verifyArchive(store)))[0]).toMatchObject({ kind: 'manifest-damaged' });
  });

  it('know a damaged line', async () => {
    const { store, manifests, lines } = await archive();
    await store.recordPost(s.refOf('1'), []);
    await store.manifests.flush();
    const path = join(manifests, '000001.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('pond:1', 'pond:2'));
    expect((await lines()).map(named)).toEqual([`format ${currentFormat}`, 'damaged']);
  });
});
