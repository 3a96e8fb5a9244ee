import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fateOf, ownSelf, readOwner, writeOwner } from '../../src/capture/owner.ts';
import { readyFolder } from '../../src/capture/ready-folder.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'holdfast-ready-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** A pid that was just in use and is no more. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }));
}

describe('a ready folder', () => {
  it('is made once by many at once, and private', async () => {
    let fills = 0;
    const folder = join(cache, 'deep', 'thing');
    const make = () =>
      readyFolder(folder, async (into) => {
        fills += 1;
        await writeFile(join(into, 'file'), 'whole');
      });
    expect(new Set(await Promise.all(Array.from({ length: 8 }, make)))).toEqual(new Set([folder]));
    expect(fills).toBe(1);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('whole');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(cache, 'deep'))).toEqual(['thing']);
  });

  it('is not there after a failure, and made at the next try', async () => {
    const folder = join(cache, 'thing');
    const broken = readyFolder(folder, async (into) => {
      await writeFile(join(into, 'file'), 'half');
      throw new Error('disk full');
    });
    await expect(broken).rejects.toThrow('disk full');
    expect(readdirSync(cache)).toEqual([]);
    await readyFolder(folder, (into) => writeFile(join(into, 'file'), 'whole'));
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('whole');
  });

  it('is taken over from a dead maker, whose leftovers go', async () => {
    const folder = join(cache, 'thing');
    const dead = writeOwner({ ...ownSelf(), pid: deadPid(), start: '1' });
    writeFileSync(`${folder}.lock`, dead);
    await mkdir(`${folder}.new-${dead}-${randomUUID()}`);
    const living = `${folder}.new-${writeOwner(ownSelf())}-${randomUUID()}`;
    await mkdir(living);
    await readyFolder(folder, (into) => writeFile(join(into, 'file'), 'whole'));
    expect(readdirSync(cache).sort()).toEqual(['thing', basename(living)]);
  });

  it('waits for a living maker', async () => {
    const folder = join(cache, 'thing');
    writeFileSync(`${folder}.lock`, writeOwner(ownSelf()));
    const ready = readyFolder(folder, () => Promise.reject(new Error('made twice')));
    await new Promise((done) => setTimeout(done, 150));
    await mkdir(folder, { mode: 0o700 });
    expect(await ready).toBe(folder);
  });

  it('is taken over from a maker that has been at it for too long', async () => {
    const folder = join(cache, 'thing');
    writeFileSync(`${folder}.lock`, writeOwner(ownSelf()));
    const long = new Date(Date.now() - 10 * 60_000);
    utimesSync(`${folder}.lock`, long, long);
    await readyFolder(folder, (into) => writeFile(join(into, 'file'), 'whole'));
    expect(readdirSync(cache)).toEqual(['thing']);
  });

  it('is told about in words where it can’t be made', async () => {
    const file = join(cache, 'file');
    writeFileSync(file, '');
    for (const folder of [join(file, 'thing'), join(file, 'deep', 'thing')])
      await expect(readyFolder(folder, async () => {})).rejects.toMatchObject({
        name: 'config',
        message: expect.stringContaining('HOLDFAST_CACHE'),
      });
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const filling = readyFolder(join(cache, 'thing'), () => Promise.reject(full));
    await expect(filling).rejects.toMatchObject({ name: 'browser-failed', facts: { why: 'work-dir-full' } });
    expect(readdirSync(cache)).toEqual(['file']);
  });

  it('is refused when others could have put something there', async () => {
    const folder = join(cache, 'thing');
    await mkdir(folder);
    chmodSync(folder, 0o777);
    await expect(readyFolder(folder, async () => {})).rejects.toMatchObject({ name: 'config' });
    expect(existsSync(folder)).toBe(true);
  });
});

describe('an owner', () => {
  it('is alive while it runs, and not when its number was given on', () => {
    expect(fateOf(ownSelf())).toBe('alive');
    expect(fateOf({ ...ownSelf(), start: '1' })).toBe('gone');
    expect(fateOf({ ...ownSelf(), pid: deadPid(), start: null })).toBe('gone');
  });

  it('can’t be looked for in another container', () => {
    expect(fateOf({ pid: deadPid(), start: '1', world: '0a1b2c' })).toBe('unknown');
  });

  it('is read back as written', () => {
    expect(readOwner(`${writeOwner(ownSelf())}-rest`)).toEqual(ownSelf());
    expect(readOwner('12-x-x-rest')).toEqual({ pid: 12, start: null, world: null });
    for (const text of ['profile', '12-x-rest', '12-34-0a1b2cd']) expect(readOwner(text)).toBeNull();
  });
});
