import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, ownSelf, readOwner, writeOwner } from '../../src/capture/owner.ts';
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
    const dead = writeOwner({ pid: deadPid(), start: '1' });
    writeFileSync(`${folder}.lock`, dead);
    await mkdir(`${folder}.new-${dead}-abc`);
    await mkdir(`${folder}.new-${writeOwner(ownSelf())}-living`);
    await readyFolder(folder, (into) => writeFile(join(into, 'file'), 'whole'));
    expect(readdirSync(cache).sort()).toEqual(['thing', `thing.new-${writeOwner(ownSelf())}-living`]);
  });

  it('waits for a living maker', async () => {
    const folder = join(cache, 'thing');
    writeFileSync(`${folder}.lock`, writeOwner(ownSelf()));
    const ready = readyFolder(folder, () => Promise.reject(new Error('made twice')));
    await new Promise((done) => setTimeout(done, 150));
    await mkdir(folder, { mode: 0o700 });
    expect(await ready).toBe(folder);
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
    expect(isAlive(ownSelf())).toBe(true);
    expect(isAlive({ ...ownSelf(), start: '1' })).toBe(false);
    expect(isAlive({ pid: deadPid(), start: null })).toBe(false);
  });

  it('is read back as written', () => {
    expect(readOwner(`${writeOwner(ownSelf())}-rest`)).toEqual(ownSelf());
    expect(readOwner('12-x-rest')).toEqual({ pid: 12, start: null });
    expect(readOwner('profile')).toBeNull();
  });
});
