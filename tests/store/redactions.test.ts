import { cp, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { provisionalName } from '../../src/ref.ts';
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

function placesIn(folder: string) {
  return {
    database: join(folder, 'data', 'a.db'),
    blobs: join(folder, 'snapshots'),
    log: silentLog,
    now: () => s.at(100),
    timeOf: s.timeOf,
  };
}

/** Planted once, to be copied: every sync to the disk takes its time. */
let template: { readonly folder: string; readonly articleBlob: string };

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-planted-'));
  const store = await openStore(placesIn(folder));
  template = { folder, ...(await c.plantCanaries(store)) };
  await store.close();
});

afterAll(async () => {
  await rm(template.folder, { recursive: true, force: true });
});

async function planted() {
  const folder = await folders.folder();
  await cp(template.folder, folder, { recursive: true });
  const open = async (atStep: (step: string) => void = () => {}) =>
    folders.closing(await openStore({ ...placesIn(folder), atStep }));
  return { folder, open, store: await open(), articleBlob: template.articleBlob };
}

/** What somebody could do to the file who knows SQL. */
function meddle(path: string, sql: string): void {
  const database = new Database(path);
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck();
  for (const name of triggers.all()) database.exec(`DROP TRIGGER "${String(name)}"`);
  database.exec(sql);
  database.close();
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
    expect(await store.posts.list()).toMatchObject([{ name: 'pond:1', redacted: mark }]);
    expect(await store.posts.snapshots('pond:1')).toMatchObject([{ post: null, redacted: mark }]);
    expect(await store.posts.observations('pond:1')).toMatchObject([
      { outcome: 'quoted' },
      { outcome: 'live', reason: null, url: 'https://pond.test/' },
    ]);
    const [redaction] = await store.redactions.list('pond:1');
    expect(redaction).toMatchObject({ ...mark, by: 'the desk' });
    expect(redaction?.blobs).toHaveLength(14);
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

describe('taking out a part', () => {
  it('leaves words where pictures go, and takes every picture that shows it', async () => {
    const { folder, store } = await planted();
    await store.redactions.redact('pond:1', wish({ what: 'media' }));
    const found = (await c.canariesIn(folder)).join('\n');
    for (const place of [...c.places.pictures, ...c.places.pages])
      expect(found).not.toContain(`${place} in `);
    for (const place of [...c.places.text, ...c.places.who, 'avatar'])
      expect(found).toContain(`${place} in `);
    const [snapshot] = await store.posts.snapshots('pond:1');
    expect(snapshot?.post?.media).toMatchObject([
      {
        blob: null,
        show: null,
        urls: [],
        poster: null,
        missing: expect.stringContaining('The family asked'),
      },
    ]);
    expect(await damages(store)).toEqual([]);
  });

  it('leaves pictures and the author where words go, and no answer that holds the words', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish({ what: 'text' }));
    const found = (await c.canariesIn(folder, [articleBlob])).join('\n');
    for (const place of [...c.places.text, ...c.places.pages]) expect(found).not.toContain(`${place} in `);
    for (const place of [...c.places.pictures, ...c.places.who, 'avatar'])
      expect(found).toContain(`${place} in `);
    const [snapshot] = await store.posts.snapshots('pond:1');
    expect(snapshot?.post).toMatchObject({
      segments: [],
      author: { handle: c.handle },
      media: [{ alt: null }],
    });
    expect(await damages(store)).toEqual([]);
  });

  it('can be followed by the rest', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish({ what: 'media' }));
    await store.redactions.redact('pond:1', wish({ what: 'text', at: s.at(110) }));
    await store.redactions.redact('pond:1', wish({ at: s.at(120), reason: 'All of it, then' }));
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await damages(store)).toEqual([]);
    expect(await store.posts.get('pond:1')).toMatchObject({
      redacted: { what: 'all', reason: 'All of it, then', at: s.isoAt(120) },
    });
  });

  it('is not done twice', async () => {
    const { store } = await planted();
    await store.redactions.redact('pond:1', wish());
    expect(await store.redactions.plan('pond:1', wish({ what: 'text' }))).toMatchObject({ isDone: true });
    await store.redactions.redact('pond:1', wish());
    expect(await store.redactions.list()).toHaveLength(1);
  });
});

describe('what was taken out', () => {
  it('does not come back by a recheck that had begun before', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.jobs.enqueue({ kind: 'recheck', name: 'pond:1' }, s.at(10));
    const lease = await s.leaseOne(store, 10);
    await store.redactions.redact('pond:1', wish());
    const learned = await c.learnedOf(store);
    const late = { ...learned, aliases: [{ alias: `pond:@${c.handle}/new`, reason: 'named by the answer' }] };
    await store.settle(lease, { ...late, next: [{ kind: 'capture', name: 'pond:1' }] }, s.done);
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await store.posts.observations('pond:1')).toMatchObject([
      { outcome: 'quoted' },
      { outcome: 'live' },
      { outcome: 'live', wire: null, reason: null },
    ]);
    expect(await store.posts.snapshots('pond:1')).toHaveLength(1);
    expect(await store.jobs.list({ state: 'queued' })).toEqual([]);
    expect(await store.posts.get(`pond:@${c.handle}/new`)).toMatchObject({ name: 'pond:1' });
    expect(await damages(store)).toEqual([]);
  });

  it('does not keep the archive from noting what became of the post', async () => {
    const { store } = await planted();
    await store.redactions.redact('pond:1', wish());
    const gone = { ...c.snapshotOf(await c.canaryPost(store), 200), state: 'deleted' } as const;
    const learned = { ...s.nothing, observations: [s.observationOf('deleted', 200)], snapshot: gone };
    await store.settle(await s.leasePost(store, '1', 200), learned, s.done);
    expect(await store.posts.get('pond:1')).toMatchObject({ state: 'deleted', since: s.isoAt(200) });
    expect(await store.posts.snapshots('pond:1')).toMatchObject([
      { post: null },
      { post: null, state: 'deleted' },
    ]);
  });

  it('does not come back by its article, by one that lost its id, or by another version', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish());
    const entry = c.articleOf(articleBlob);
    expect(await store.recordArticle(entry)).toEqual({ unchanged: true, newPosts: 0 });
    const [embed] = entry.embeds;
    if (embed === undefined) throw new Error('no embed');
    const lost = { ...embed, ref: null, name: c.provisional };
    const other = { ...entry, name: 'news/toads.html', embeds: [lost], jobs: [] };
    expect(await store.recordArticle(other)).toMatchObject({ newPosts: 0 });
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await store.posts.appearances('pond:1')).toMatchObject([{ quoted: null }, { quoted: null }]);
    expect(await damages(store)).toEqual([]);
  });

  it('is known again by its words where an article that was never seen lost its id', async () => {
    const { store } = await planted();
    const text = (await c.canaryPost(store)).segments.map((segment) => segment.text).join('');
    await store.redactions.redact('pond:1', wish());
    const place = { article: 'x', ordinal: 0 };
    const printed = { platform: 'pond', handle: c.handle, date: '2024-05-01', text };
    const name = provisionalName(printed, place);
    const embed = { ...s.embedOf('1', text), ref: null, name };
    expect(
      await store.recordArticle(s.entryOf([embed], { name: 'news/newts.html', blob: 'c'.repeat(64) })),
    ).toMatchObject({ newPosts: 0 });
    expect(await store.posts.get(name)).toMatchObject({ name: 'pond:1' });
    const other = provisionalName({ ...printed, text: `${text}, it seems` }, place);
    expect(await store.posts.get(other)).toBeNull();
  });

  it('takes a new version of the article with it, where articles had to go', async () => {
    const { folder, store } = await planted();
    await store.redactions.redact('pond:1', wish({ articles: true }));
    const blob = await store.blobs.put(Buffer.from(`another version with ${c.handle} in it`));
    await store.recordArticle({ ...c.articleOf(blob), at: s.isoAt(200) });
    expect(await c.canariesIn(folder)).toEqual([]);
    expect(await damages(store)).toEqual([]);
  });
});

describe('bytes that were taken out', () => {
  it('are not kept again, whoever brings them, and say why they are missing', async () => {
    const { folder, store } = await planted();
    const { media } = await c.canaryPost(store);
    const bytes = await store.blobs.get(media[0]?.blob ?? '');
    await store.redactions.redact('pond:1', wish({ what: 'media' }));
    const hash = await store.blobs.put(bytes);
    expect(hash).toBe(media[0]?.blob);
    expect(await store.blobs.has(hash)).toBe(false);
    expect((await c.canariesIn(folder)).join('\n')).not.toContain('photo in ');
    await expect(store.blobs.get(hash)).rejects.toMatchObject({
      name: 'redacted',
      message: expect.stringContaining('removed from this archive on 2024-05-01: The family asked for it'),
    });
  });
});

/** It has the same photo, quotes the post, and its source told so. */
async function neighbour(store: Awaited<ReturnType<typeof openStore>>) {
  const post = await c.canaryPost(store);
  const own = {
    ...s.postOf('Look who is there'),
    ref: s.refOf('2'),
    quote: post,
    media: post.media.map((item) => ({ ...item, alt: null })),
  };
  const wire = await store.blobs.put(c.wireOf(`quoting: ${post.segments.map(({ text }) => text).join('')}`));
  await store.settle(
    await s.leasePost(store, '2', 5),
    {
      ...s.nothing,
      observations: [s.observationOf('live', 5, { wire })],
      snapshot: { ...c.snapshotOf(own, 5), conflicts: [] },
      captures: [{ ...(await c.captured(store)), url: null, missing: [] }],
    },
    s.done,
  );
}

describe('another post', () => {
  it('loses what it shares, says so, and keeps the rest', async () => {
    const { folder, store, articleBlob } = await planted();
    await neighbour(store);
    expect(await store.redactions.plan('pond:1', wish())).toMatchObject({ touched: ['pond:2'] });
    await store.redactions.redact('pond:1', wish());
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    const [snapshot] = await store.posts.snapshots('pond:2');
    expect(snapshot).toMatchObject({
      post: {
        segments: [{ text: 'Look who is there' }],
        media: [{ blob: null, missing: expect.stringContaining('The family asked') }],
        quote: { segments: [], unavailable: expect.stringContaining('The family asked') },
      },
      redacted: { reason: 'The family asked for it' },
    });
    expect((await store.posts.get('pond:2'))?.redacted).toBeUndefined();
    expect(await damages(store)).toEqual([]);
  });

  it('that is heard later brings nothing of it back', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish());
    await neighbour(store);
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await store.posts.snapshots('pond:2')).toMatchObject([{ post: { quote: { segments: [] } } }]);
    expect(await store.posts.captures('pond:2')).toEqual([]);
    expect(await damages(store)).toEqual([]);
  });

  it('keeps a picture of nothing that looks the same', async () => {
    const { store } = await planted();
    const captures = [await c.captured(store)];
    await store.settle(
      await s.leasePost(store, '3', 5),
      { ...s.nothing, snapshot: c.snapshotOf(s.postOf('Else'), 5), captures },
      s.done,
    );
    expect(await store.redactions.redact('pond:1', wish())).toMatchObject({ touched: [] });
    expect((await store.posts.captures('pond:3'))[0]?.redacted).toBeUndefined();
    expect(await damages(store)).toEqual([]);
  });

  it('keeps a face that both have', async () => {
    const { folder, store } = await planted();
    const { author } = await c.canaryPost(store);
    const own = { ...s.postOf('Something else'), author: { ...s.postOf('').author, avatar: author.avatar } };
    await store.settle(
      await s.leasePost(store, '3', 5),
      { ...s.nothing, snapshot: c.snapshotOf(own, 5) },
      s.done,
    );
    expect(await store.redactions.redact('pond:1', wish())).toMatchObject({ sharedStay: 1, touched: [] });
    expect((await c.canariesIn(folder)).join('\n')).toContain('avatar in ');
    expect(await damages(store)).toEqual([]);
  });

  it('that is found to be the same one loses its content, too', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish());
    const lease = await s.leasePost(store, '9', 300);
    const words = { ...s.postOf('Unmistakable qzzwords of a heron'), ref: s.refOf('9') };
    await store.settle(
      lease,
      {
        ...s.nothing,
        observations: [s.observationOf('live', 300)],
        snapshot: { ...c.snapshotOf(words, 300), conflicts: [] },
      },
      s.done,
    );
    const again = await s.leasePost(store, '9', 301);
    const trueName = { ref: s.refOf('1'), reason: 'the answer says so' };
    await store.settle(
      again,
      { ...s.nothing, observations: [s.observationOf('live', 301)], trueName },
      s.done,
    );
    expect(await store.posts.snapshots('pond:9')).toMatchObject([{ post: null }, { post: null }]);
    const home = await Promise.all([c.canariesIn(folder, [articleBlob]), c.textIn(folder, 'qzzwords')]);
    expect(home.flat()).toEqual([]);
    expect(await damages(store)).toEqual([]);
  });
});

describe('another archive', () => {
  it('that is taken in brings back neither the post nor those who show it', async () => {
    const theirs = await planted();
    await neighbour(theirs.store);
    const words = (await c.canaryPost(theirs.store)).segments.map(({ text }) => text).join('');
    const wire = await theirs.store.blobs.put(c.wireOf(`heard by them alone: ${words}`));
    const observations = [s.observationOf('live', 6, { wire })];
    await theirs.store.settle(
      await s.leasePost(theirs.store, '1', 6),
      { ...s.nothing, observations },
      s.done,
    );
    await theirs.store.close();
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish());
    const { database, blobs } = placesIn(theirs.folder);
    const merged = await s.collect(store.merges.from({ home: 'theirs', database, blobs }));
    expect(merged).toContainEqual(
      expect.objectContaining({ kind: 'redacted', name: 'pond:1', where: 'here' }),
    );
    expect(merged).toContainEqual({ kind: 'post', name: 'pond:2', isNew: true });
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await store.posts.snapshots('pond:2')).toMatchObject([
      { post: { segments: [{ text: 'Look who is there' }], quote: { segments: [] } } },
    ]);
    expect(await damages(store)).toEqual([]);
  });
});

describe('a backup', () => {
  it('made again into the same folder keeps nothing of it either', async () => {
    const { folder, store, articleBlob } = await planted();
    const to = { ...placesIn(join(folder, 'backup')), marker: join(folder, 'backup', 'unfinished.json') };
    await store.backups.make(to, { copy: false, prune: false });
    await store.redactions.redact('pond:1', wish());
    expect((await c.canariesIn(folder, [articleBlob])).length).toBeGreaterThan(10);
    await store.backups.make(to, { copy: false, prune: false });
    expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
    expect(await damages(folders.closing(await openStore({ ...to, log: silentLog })))).toEqual([]);
  });
});

describe('what killed processes left behind', () => {
  it('goes, too, where it holds the words or nobody can tell what it shows', async () => {
    const { folder, store } = await planted();
    const words = (await c.canaryPost(store)).segments.map(({ text }) => text).join('');
    const answer = await store.blobs.put(c.wireOf(`heard once more: ${words}`));
    const piece = await store.blobs.put(Buffer.from(`<blockquote>${words}</blockquote>`));
    const other = await store.blobs.put(c.wireOf('somebody else'));
    const [old, young] = [await store.blobs.put(c.pictureOf(1)), await store.blobs.put(c.pictureOf(2))];
    const hourAgo = Date.now() / 1000 - 4000;
    await utimes(join(folder, 'snapshots', old.slice(0, 2), old), hourAgo, hourAgo);
    await store.redactions.redact('pond:1', wish());
    const left = await Promise.all([answer, piece, other, old, young].map((hash) => store.blobs.has(hash)));
    expect(left).toEqual([false, true, true, false, true]);
  });

  it('stays while somebody is at work, if it may be that one’s', async () => {
    const { folder, store } = await planted();
    const old = await store.blobs.put(c.pictureOf(1));
    const hourAgo = Date.now() / 1000 - 4000;
    await utimes(join(folder, 'snapshots', old.slice(0, 2), old), hourAgo, hourAgo);
    await s.leasePost(store, '4', 5);
    await store.redactions.redact('pond:1', wish());
    expect(await store.blobs.has(old)).toBe(true);
  });
});

describe('a redaction cut short', () => {
  const steps = [
    'surveyed',
    'rows taken out',
    'first blob gone',
    'blobs gone',
    'manifests written',
    'log emptied',
    'file clean',
    'done',
  ];
  for (const step of steps.slice(1))
    it(`after "${step}" is ended when the archive is opened next`, async () => {
      const { folder, open, articleBlob } = await planted();
      const store = await open((passed) => {
        if (passed === step) throw new Error('cut short');
      });
      await expect(store.redactions.redact('pond:1', wish())).rejects.toThrow('cut short');
      const next = await open();
      expect(await next.posts.snapshots('pond:1')).toMatchObject([{ post: null }]);
      expect(await c.canariesIn(folder, [articleBlob])).toEqual([]);
      expect(await damages(next)).toEqual([]);
      expect(await next.redactions.finish()).toBe(0);
    });

  it('before anything was taken out has changed nothing', async () => {
    const { open } = await planted();
    const store = await open(() => {
      throw new Error('cut short');
    });
    await expect(store.redactions.redact('pond:1', wish())).rejects.toThrow('cut short');
    const next = await open();
    expect((await next.posts.snapshots('pond:1'))[0]?.post).not.toBeNull();
    expect(await next.redactions.list()).toEqual([]);
  });

  it('passes every step it has', async () => {
    const { open } = await planted();
    const passed: string[] = [];
    const store = await open((step) => passed.push(step));
    await store.redactions.redact('pond:1', wish());
    expect(passed).toEqual(steps);
  });
});

describe('verifying what was left', () => {
  const changes: readonly [sql: string, ...found: string[]][] = [
    ["UPDATE snapshots SET content = replace(content, 'null', ' null')", 'row-changed: snapshot 1'],
    ["UPDATE snapshots SET state = 'gone'", 'row-changed: snapshot 1'],
    ["UPDATE redactions SET reason = 'another'", 'row-changed: redaction 1'],
    ["UPDATE redactions SET blobs = '[]'", 'row-changed: redaction 1'],
    ["UPDATE holds SET reason = 'another'", 'row-changed: hold 1'],
  ];
  for (const [sql, ...found] of changes)
    it(`names what was done by ${sql.slice(0, 40)}`, async () => {
      const { folder, open, store } = await planted();
      await store.redactions.hold('pond:1', { reason: 'Court order', by: null, at: s.at(90) });
      await store.redactions.release('pond:1', { reason: 'Lifted', by: null, at: s.at(91) });
      await store.redactions.redact('pond:1', wish());
      meddle(placesIn(folder).database, sql);
      const seen = await damages(await open());
      for (const line of found) expect(seen.join('\n')).toContain(line);
    });

  it('misses a blob that no redaction names', async () => {
    const { folder, store, articleBlob } = await planted();
    await store.redactions.redact('pond:1', wish());
    await rm(join(folder, 'snapshots', articleBlob.slice(0, 2)), { recursive: true });
    expect((await damages(store)).join('\n')).toContain(`blob-missing: blob ${articleBlob}`);
  });

  it('refuses to change evidence by any other way', async () => {
    const { folder, store } = await planted();
    await store.redactions.redact('pond:1', wish());
    await store.redactions.hold('pond:1', { reason: 'Court order', by: null, at: s.at(200) });
    const database = new Database(placesIn(folder).database);
    for (const table of ['snapshots', 'observations', 'captures', 'aliases', 'redactions', 'holds'])
      expect(() => database.exec(`UPDATE ${table} SET id = id`)).toThrow('can only be added to');
    database.close();
  });
});

describe('a hold', () => {
  const order = { reason: 'Court order 12', by: 'legal', at: s.at(50) };

  it('keeps a post from being redacted until it is released, and is told in the ledger', async () => {
    const { store } = await planted();
    expect(await store.redactions.hold('pond:1', order)).toBe(true);
    expect(await store.redactions.hold('pond:1', order)).toBe(false);
    await expect(store.redactions.redact('pond:1', wish())).rejects.toMatchObject({ name: 'held' });
    expect((await store.posts.snapshots('pond:1'))[0]?.post).not.toBeNull();
    expect(await store.redactions.holds()).toEqual([
      { name: 'pond:1', reason: 'Court order 12', by: 'legal', at: s.isoAt(50) },
    ]);
    expect(await store.redactions.release('pond:1', { ...order, at: s.at(60) })).toBe(true);
    expect(await store.redactions.holds()).toEqual([]);
    await store.redactions.redact('pond:1', wish());
    expect(await damages(store)).toEqual([]);
  });

  it('goes with a post into the one it turns out to be', async () => {
    const { store } = await planted();
    const lease = await s.leasePost(store, '9', 20);
    await store.redactions.hold('pond:9', order);
    const trueName = { ref: s.refOf('1'), reason: 'the answer says so' };
    await store.settle(
      lease,
      { ...s.nothing, observations: [s.observationOf('live', 20)], trueName },
      s.done,
    );
    await expect(store.redactions.redact('pond:1', wish())).rejects.toMatchObject({ name: 'held' });
    expect(await store.redactions.holds()).toMatchObject([{ name: 'pond:1' }]);
    await store.redactions.release('pond:1', order);
    expect(await store.redactions.redact('pond:1', wish())).toMatchObject({ name: 'pond:1' });
  });
});
