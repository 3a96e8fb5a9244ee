import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { RedactionWish } from '../../src/store/redactions-contract.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { verifyArchive } from '../../src/verify.ts';
import * as c from './canaries.ts';
import { useFolders } from './folders.ts';
import * as s from './samples.ts';

const folders = useFolders();

function wish(changes: Partial<RedactionWish> = {}): RedactionWish {
  return {
    what: 'all',
    reason: 'The family asked for it',
    by: 'the desk',
    articles: false,
    at: s.at(100),
    address: c.address,
    ...changes,
  };
}

async function archive() {
  const folder = await folders.folder();
  const open = async (atStep: (step: string) => void = () => {}) =>
    folders.closing(
      await openStore({
        database: join(folder, 'data', 'a.db'),
        blobs: join(folder, 'snapshots'),
        log: silentLog,
        now: () => s.at(100),
        timeOf: s.timeOf,
        atStep,
      }),
    );
  return { folder, open };
}

async function planted() {
  const { folder, open } = await archive();
  const store = await open();
  const { articleBlob } = await c.plantCanaries(store);
  return { folder, open, store, articleBlob };
}

const damages = async (store: Awaited<ReturnType<typeof openStore>>) =>
  (await s.collect(verifyArchive(store))).map(({ kind, what, detail }) => `${kind}: ${what}: ${detail}`);

describe('an archive', () => {
  it('has its canaries where content lies', async () => {
    const { folder } = await planted();
    const found = await c.canariesIn(folder);
    for (const place of c.places.all) expect(found.join('\n')).toContain(`${place} in `);
  });
});

describe('taking out all', () => {
  it('leaves no byte of it but in the article, whose bytes are the publisher’s', async () => {
    const { folder, store, articleBlob } = await planted();
    expect(await store.redactions.redact('pond:1', wish())).toMatchObject({ isFinished: true });
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await c.canariesIn(folder)).toHaveLength(2);
  });

  it('takes the articles’ bytes, too, where that is wished', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish({ articles: true }));
    expect(await c.canariesIn(folder)).toEqual([]);
    expect(await store.articles.get('news/frogs.html')).toMatchObject({ blob: articleBlob });
    await expect(store.blobs.get(articleBlob)).rejects.toMatchObject({ name: 'redacted' });
  });

  it('leaves the archive whole and provable, also once it is opened again', async () => {
    const { open, store } = await planted();
    await store.redactions.redact('pond:1', wish());
    expect(await damages(store)).toEqual([]);
    expect(await damages(await open())).toEqual([]);
  });

  it('leaves a tombstone', async () => {
    const { store } = await planted();
    await store.redactions.redact('pond:1', wish());
    const mark = { at: s.isoAt(100), what: 'all', reason: 'The family asked for it' };
    expect(await store.posts.get('pond:1')).toMatchObject({
      name: 'pond:1',
      ref: { url: c.address },
      state: 'live',
      redacted: mark,
    });
    expect(await store.posts.snapshots('pond:1')).toMatchObject([{ post: null, redacted: mark }]);
    expect(await store.posts.observations('pond:1')).toMatchObject([
      { outcome: 'quoted' },
      { outcome: 'live', reason: null, url: 'https://pond.test/' },
    ]);
    const [redaction] = await store.redactions.list('pond:1');
    expect(redaction).toMatchObject({ ...mark, by: 'the desk' });
    expect(redaction?.blobs).toHaveLength(13);
    expect(redaction?.blobs.every(({ size }) => size !== null)).toBe(true);
  });

  it('is found by the names it had, which nobody can read any more', async () => {
    const { store } = await planted();
    await store.redactions.redact('pond:1', wish());
    expect(await store.posts.get(c.provisional)).toMatchObject({ name: 'pond:1' });
    const [alias] = await store.posts.aliases('pond:1');
    expect(alias?.alias).toMatch(/^pond:-\/2024-04-30\/[0-9a-f]{12}$/u);
  });
});
