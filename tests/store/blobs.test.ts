import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { assert, asyncProperty, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { sha256 } from '../../src/model/canonical.ts';
import { openBlobs } from '../../src/store/blobs.ts';
import { ownMark } from '../../src/store/process-mark.ts';
import { useFolders } from './folders.ts';
import { collect } from './samples.ts';

const folders = useFolders();
const hello = Buffer.from('hello');

describe('blobs', () => {
  it('gives back the bytes it was given, by their hash', async () => {
    const blobs = await openBlobs(await folders.folder(), silentLog);
    await assert(
      asyncProperty(uint8Array({ maxLength: 2000 }), async (bytes) => {
        const hash = await blobs.put(bytes);
        expect(hash).toBe(sha256(bytes));
        expect(Buffer.from(await blobs.get(hash)).equals(bytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the same bytes once, under a folder of their first two digits', async () => {
    const folder = await folders.folder();
    const blobs = await openBlobs(folder, silentLog);
    const hash = await blobs.put(hello);
    expect(blobs.pathOf(hash)).toBe(join(folder, hash.slice(0, 2), hash));
    const before = await stat(blobs.pathOf(hash));
    await Promise.all([blobs.put(hello), blobs.put(hello), blobs.put(hello)]);
    expect((await stat(blobs.pathOf(hash))).ino).toBe(before.ino);
    expect(await collect(blobs.list())).toEqual([hash]);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    expect([await blobs.has(hash), await blobs.has(sha256('other'))]).toEqual([true, false]);
  });

  it('writes one blob from many sides at once', async () => {
    const folder = await folders.folder();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openBlobs(folder, silentLog)));
    const texts = Array.from({ length: 20 }, (_, index) => Buffer.from(`text ${index}`));
    const hashes = await Promise.all(stores.flatMap((blobs) => texts.map((text) => blobs.put(text))));
    expect(new Set(hashes).size).toBe(20);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  it('serves no bytes that differ from their name', async () => {
    const blobs = await openBlobs(await folders.folder(), silentLog);
    const hash = await blobs.put(hello);
    const path = blobs.pathOf(hash);
    await writeFile(path, 'hellp');
    await expect(blobs.get(hash)).rejects.toMatchObject({ name: 'blob-damaged' });
    await truncate(path, 3);
    await expect(blobs.get(hash)).rejects.toMatchObject({ name: 'blob-damaged' });
    await blobs.put(hello);
    expect(await readFile(path, 'utf8')).toBe('hello');
    await rm(path);
    await expect(blobs.get(hash)).rejects.toMatchObject({ name: 'blob-missing' });
    await mkdir(path);
    await expect(blobs.get(hash)).rejects.toMatchObject({ name: 'blob-missing' });
    await expect(blobs.put(hello)).rejects.toMatchObject({ name: 'archive-unavailable' });
  });

  it('keeps text packed where that saves a fifth, everything else as it is', async () => {
    const folder = await folders.folder();
    const blobs = await openBlobs(folder, silentLog);
    const json = Buffer.from(JSON.stringify(Array.from({ length: 99 }, (_, id) => ({ id, text: 'frog' }))));
    // Of all letters that ASCII has, text of chance is hardly smaller packed; of the same chance each time.
    const chances = Array.from({ length: 125 }, (_, at) => Buffer.from(sha256(String(at)), 'hex'));
    const noise = Array.from(Buffer.concat(chances), (byte) => String.fromCharCode(32 + (byte % 95))).join(
      '',
    );
    const kept = {
      json,
      html: Buffer.from(`<p>ضفدع ${'كلمات '.repeat(300)}`),
      short: json.subarray(0, 1023),
      noise: Buffer.from(noise),
      picture: Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(4000, 7)]),
      drawing: Buffer.from(`<?xml version="1.0"?><svg>${'<path/>'.repeat(300)}</svg>`),
      zeros: Buffer.alloc(4000),
      document: Buffer.from(`%PDF-1.4 ${'0 0 m '.repeat(300)}`),
    };
    const hashes = await Promise.all(Object.values(kept).map((bytes) => blobs.put(bytes)));
    const files = await Promise.all(
      hashes.map(async (hash) => (await readdir(join(folder, hash.slice(0, 2)))).join()),
    );
    const packed = Object.keys(kept).filter((_, index) => files[index]?.endsWith('.zst'));
    expect(packed).toEqual(['json', 'html']);
    for (const [index, bytes] of Object.values(kept).entries())
      expect(Buffer.compare(await blobs.get(hashes[index] ?? ''), bytes)).toBe(0);
    expect(await collect(blobs.list())).toEqual([...hashes].sort());
    expect(await blobs.has(hashes[0] ?? '')).toBe(true);

    const path = `${blobs.pathOf(hashes[0] ?? '')}.zst`;
    expect((await stat(path)).size).toBeLessThan(json.length / 5);
    const before = await stat(path);
    await blobs.put(json);
    expect((await stat(path)).ino).toBe(before.ino);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  it('serves no packed bytes that differ from their name, and keeps them anew', async () => {
    const blobs = await openBlobs(await folders.folder(), silentLog);
    const bytes = Buffer.from('frogs and herons '.repeat(200));
    const hash = await blobs.put(bytes);
    const path = `${blobs.pathOf(hash)}.zst`;
    const whole = await readFile(path);
    const flipped = Buffer.from(whole);
    flipped[20] = (flipped[20] ?? 0) ^ 4;
    const damages = [
      flipped,
      whole.subarray(0, whole.length - 3),
      Buffer.alloc(0),
      Buffer.from('not packed at all'),
      zstdCompressSync(Buffer.from('another text')),
    ];
    for (const damaged of damages) {
      await writeFile(path, damaged);
      await expect(blobs.get(hash)).rejects.toMatchObject({
        name: 'blob-damaged',
        message: expect.stringContaining('.zst is damaged'),
      });
      expect(await blobs.put(bytes)).toBe(hash);
      expect(Buffer.compare(await blobs.get(hash), bytes)).toBe(0);
    }
    await rm(path);
    await expect(blobs.get(hash)).rejects.toMatchObject({ name: 'blob-missing' });
  });

  it('reads what was kept before anything was packed, and leaves it as it is', async () => {
    const folder = await folders.folder();
    const bytes = Buffer.from('frogs and herons '.repeat(200));
    const hash = sha256(bytes);
    await mkdir(join(folder, hash.slice(0, 2)), { recursive: true });
    await writeFile(join(folder, hash.slice(0, 2), hash), bytes);
    const blobs = await openBlobs(folder, silentLog);
    await blobs.put(bytes);
    expect(Buffer.compare(await blobs.get(hash), bytes)).toBe(0);
    expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([hash]);
  });

  it('makes no path of anything but a hash', async () => {
    const blobs = await openBlobs(await folders.folder(), silentLog);
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])
      await expect((async () => await blobs.get(name))()).rejects.toThrow('not the name of a blob');
  });

  it('ignores foreign files and removes only what dead processes left', async () => {
    const folder = await mkdtemp(join(await folders.folder(), 'blobs-'));
    const unfinished = join(folder, 'tmp');
    await mkdir(unfinished, { recursive: true });
    await mkdir(join(folder, 'ab'), { recursive: true });
    const [boot, space] = ownMark.split('.');
    const id = '01234567-89ab-4cde-8f01-23456789abcd';
    const names = {
      mine: `${ownMark}.${id}`,
      dead: `${boot}.${space}.${await deadPid()}.1.${id}`,
      reborn: `${boot}.${space}.${process.pid}.1.${id}`,
      earlierBoot: `abcdef012345.${space}.1.1.${id}`,
      otherContainer: `${boot}.1.1.1.${id}`,
      otherContainerLongAgo: `${boot}.1.2.1.${id}`,
      foreign: 'notes.txt',
    };
    for (const name of Object.values(names)) await writeFile(join(unfinished, name), '');
    await utimes(join(unfinished, names.otherContainerLongAgo), 1e9, 1e9);
    await writeFile(join(folder, 'README.md'), 'kept');
    await writeFile(join(folder, 'ab', 'stray'), 'kept');
    const blobs = await openBlobs(folder, silentLog);
    const kept = [names.mine, names.otherContainer, names.foreign];
    expect((await readdir(unfinished)).sort()).toEqual(kept.sort());
    expect(await collect(blobs.list())).toEqual([]);
    expect(await readdir(dirname(join(folder, 'README.md')))).toContain('README.md');
  });
});

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}
