import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/output.ts';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as c from '../store/canaries.ts';
import * as s from '../store/samples.ts';
import { ioOf } from './io.ts';

const ref = { platform: 'x', id: '20', url: 'https://x.com/jack/status/20' };
const words = 'just setting up my twttr, and nothing else';
const article = `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${words}</p>&mdash; jack (@jack) <a href="${ref.url}">March 21, 2006</a></blockquote>`;

let home: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-redact-cli-'));
  writeFileSync(join(home, 'news.html'), article);
  const store = await openStore({
    database: join(home, 'data', 'holdfast.db'),
    blobs: join(home, 'snapshots'),
    log: silentLog,
    now: () => s.at(0),
  });
  const post = { ...s.postOf(words), ref, author: { ...s.postOf('').author, name: 'jack', handle: 'jack' } };
  await store.recordPost(ref, [{ kind: 'archive', name: 'x:20' }]);
  const observation = s.observationOf('live', 1, { wire: await store.blobs.put(c.wireOf(words)) });
  const picture = await store.blobs.put(c.pictureOf(1));
  const forms = { show: null, avif: null, thumb: null, pdf: null, wacz: null };
  const captures = [{ ...s.captureOf(2), ...forms, blob: picture, parts: [] }];
  await store.settle(
    await s.leaseOne(store, 1e9),
    { ...s.nothing, observations: [observation], snapshot: c.snapshotOf(post), captures },
    s.done,
  );
  await store.close();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function holdfast(args: readonly string[], changes: Partial<Io> = {}) {
  const { io, written } = ioOf(changes);
  const code = await run([...args, '--archive', home], io);
  return { code, ...written };
}

/** The day it was redacted on, in UTC: midnight may have passed since. */
async function dayOfRedaction(): Promise<string> {
  const { at } = JSON.parse((await holdfast(['redact', '--json'])).out) as { readonly at: string };
  return at.slice(0, 10);
}

const redact = ['redact', ref.url, '--what', 'all', '--reason', 'At the author’s request'];

describe('redact', () => {
  it('shows what would go, and asks for nothing under --dry-run', async () => {
    const { code, out } = await holdfast([...redact, '--dry-run']);
    expect([code, out]).toEqual([
      0,
      [
        'x:20: all of it would go, for good',
        '  2 rows and 2 files (3.5 KB)',
        'Nothing was changed.',
        '',
      ].join('\n'),
    ]);
    expect((await holdfast(['show', 'x:20'])).out).toContain(words);
  });

  it('takes nothing out without a yes: of a person, or of the command line', async () => {
    const alone = await holdfast(redact);
    expect(alone.code).toBe(2);
    expect(alone.err).toContain('say --yes');
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return 'y';
    };
    const refused = await holdfast(redact, { ask });
    expect([refused.code, asked.length]).toEqual([0, 1]);
    expect(refused.out).toContain('Nothing was changed.');
    expect((await holdfast(['show', 'x:20'])).out).toContain(words);
    expect((await holdfast(redact, { ask: async () => ' Yes\n' })).out).toContain('x:20 was redacted');
    expect((await holdfast(['show', 'x:20'])).out).not.toContain(words);
  });

  it('wants to know what and why', async () => {
    expect(await holdfast(['redact', 'x:20', '--reason', 'because'])).toMatchObject({ code: 2 });
    expect((await holdfast(['redact', 'x:20', '--what', 'all'])).err).toContain('--reason');
    const empty = await holdfast(['redact', 'x:20', '--what', 'all', '--reason', ' ', '--yes']);
    expect(empty).toMatchObject({ code: 2, err: expect.stringContaining('a reason is needed') });
    const long = await holdfast(['redact', 'x:20', '--what', 'all', '--reason', 'z'.repeat(501), '--yes']);
    expect(long.err).toContain('501 characters');
    expect((await holdfast(['redact', 'x:21', '--what', 'all', '--reason', 'r'])).code).toBe(4);
  });

  it('leaves a tombstone in every reader, and an archive that is whole', async () => {
    const done = await holdfast([...redact, '--yes', '--json']);
    expect(JSON.parse(done.out)).toMatchObject({ kind: 'result', name: 'x:20', isFinished: true });
    const shown = await holdfast(['show', 'x:20', '--json']);
    const mark = { what: 'all', reason: 'At the author’s request' };
    expect(JSON.parse(shown.out)).toMatchObject({
      name: 'x:20',
      ref: { ...ref, url: 'https://x.com/i/status/20' },
      state: 'live',
      post: null,
      redacted: mark,
      captures: [{ redacted: mark }],
      snapshots: [{ redacted: mark }],
    });
    const day = await dayOfRedaction();
    expect((await holdfast(['show', 'x:20'])).out).toContain(
      `removed from this archive on ${day}: At the author’s request`,
    );
    const rendered = await Promise.all(
      ['html', 'page', 'text', 'markdown', 'json', 'amp'].map((form) =>
        holdfast(['render', 'x:20', '--as', form]),
      ),
    );
    for (const { code, out } of rendered) {
      expect(code).toBe(0);
      expect(out).toContain('At the author’s request');
    }
    const png = await holdfast(['render', 'x:20', '--as', 'png']);
    expect([png.code, png.err]).toEqual([
      4,
      `holdfast: x:20: its picture was removed from this archive on ${day}: At the author’s request\n`,
    ]);
    for (const command of ['history', 'diff', 'status', 'verify'])
      expect(
        (await holdfast(command === 'history' || command === 'diff' ? [command, 'x:20'] : [command])).err,
      ).toBe('');
    expect((await holdfast(['find', 'twttr', '--json'])).out).toBe('');
    expect((await holdfast(['verify'])).code).toBe(0);
    expect(await c.textIn(join(home, 'data'), 'jack')).toEqual([]);
    expect(await c.textIn(join(home, 'snapshots'), 'twttr')).toEqual([]);
  });

  it('stands in for the post where an article is rewritten', async () => {
    await holdfast([...redact, '--yes']);
    const out = join(home, 'out');
    const rewritten = await holdfast(['rewrite', join(home, 'news.html'), '--out', out, '--when', 'always']);
    expect(rewritten.code).toBe(0);
    const [path = ''] = rewritten.out.match(/\S*out\S*news\.html/u) ?? [];
    const html = await readFile(path, 'utf8');
    expect(html).toContain('<bdi>At the author');
    expect(html).not.toContain('twttr');
  });
});

describe('an address', () => {
  it('stays where only words go, and tells no name where all goes', async () => {
    const text = ['redact', 'x:20', '--what', 'text', '--reason', 'Words', '--yes'];
    await holdfast(text);
    expect(JSON.parse((await holdfast(['show', 'x:20', '--json'])).out)).toMatchObject({
      ref: { url: 'https://x.com/jack/status/20' },
      post: { text: '', author: { handle: 'jack' } },
    });
    await holdfast([...redact, '--yes']);
    expect(JSON.parse((await holdfast(['show', 'x:20', '--json'])).out)).toMatchObject({
      ref: { url: 'https://x.com/i/status/20' },
      post: null,
    });
  });
});

describe('what was redacted', () => {
  it('is listed, and copies beside the archive that still hold it are named', async () => {
    expect((await holdfast(['redact'])).out).toBe('Nothing was ever redacted here.\n');
    writeFileSync(join(home, 'data', 'holdfast.db-20260101T000000Z'), 'a copy of what was');
    expect((await holdfast([...redact, '--yes', '--by', 'the desk'])).out).toContain(
      join(home, 'data', 'holdfast.db-20260101T000000Z'),
    );
    const day = await dayOfRedaction();
    expect((await holdfast(['redact'])).out.split('\n')[1]).toBe(
      `x:20  ${day}  all       2  the desk  At the author’s request`,
    );
    expect(JSON.parse((await holdfast(['redact', '--json'])).out)).toMatchObject({
      name: 'x:20',
      what: 'all',
    });
  });
});

describe('hold', () => {
  it('makes redact refuse until it is released', async () => {
    expect((await holdfast(['hold'])).out).toBe('No post is held.\n');
    expect((await holdfast(['hold', 'x:20'])).code).toBe(2);
    const held = await holdfast(['hold', 'x:20', '--reason', 'Court order 12', '--by', 'legal']);
    expect(held.out).toBe('x:20 is held: redact refuses it.\n');
    expect((await holdfast(['hold', '--json'])).out).toContain('"reason":"Court order 12","by":"legal"');
    expect((await holdfast(['show', 'x:20'])).out).toContain('Court order 12');
    const refused = await holdfast([...redact, '--yes']);
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('Court order 12')]);
    expect((await holdfast(['hold', '--release', 'x:20', '--reason', 'Lifted'])).out).toBe(
      'x:20 is held no more.\n',
    );
    expect((await holdfast([...redact, '--yes'])).code).toBe(0);
    expect((await holdfast(['verify'])).code).toBe(0);
  });
});
