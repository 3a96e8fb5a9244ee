import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeProfile, startJanitor, sweepAll } from '../../src/capture/janitor.ts';
import { type Owner, ownSelf, writeOwner } from '../../src/capture/owner.ts';
import { isGroupRunning, listByPs, listProcesses } from '../../src/capture/process-group.ts';
import { silentLog } from '../../src/log.ts';

let cache: string;
let work: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'holdfast-janitor-'));
  work = join(cache, 'work');
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(cache, { recursive: true, force: true });
});

const places = () => ({ work, cache, log: silentLog });
/** Of a process that had our number before us. */
const dead: Owner = { ...ownSelf(), start: '1' };
const elsewhere: Owner = { ...dead, world: '0a1b2c' };

function profile(name: string): string {
  mkdirSync(join(work, 'profiles', name, 'Default'), { recursive: true });
  return join(work, 'profiles', name);
}

describe('the janitor', () => {
  it('finds nothing to do where there is nothing yet', async () => {
    expect(await sweepAll(places())).toBe(0);
  });

  it('removes profiles of dead owners and nothing else', async () => {
    const ours = await makeProfile(work);
    const stays = [
      'someone-elses',
      'hf-notes',
      `chrome-${writeOwner(dead)}-abc`,
      `hf-${writeOwner(elsewhere)}-abc`,
    ];
    for (const name of [...stays, `hf-${writeOwner(dead)}-abc`, `hf-${writeOwner(elsewhere)}-old`])
      profile(name);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(join(work, 'profiles', `hf-${writeOwner(elsewhere)}-old`), yesterday, yesterday);
    expect(await sweepAll(places())).toBe(2);
    expect(readdirSync(join(work, 'profiles')).sort()).toEqual([...stays, basename(ours)].sort());
  });

  it('removes half-made folders and locks of dead makers and nothing else', async () => {
    const half = `fonts-1.new-${writeOwner(dead)}-${randomUUID()}`;
    mkdirSync(join(cache, half));
    const stays = [`fonts-1.new-${writeOwner(ownSelf())}-${randomUUID()}`, 'fonts-1', 'mine.new-1'];
    for (const name of stays) mkdirSync(join(cache, name));
    writeFileSync(join(cache, 'fonts-1.lock'), writeOwner(dead));
    writeFileSync(join(cache, 'yarn.lock'), 'somebody’s');
    writeFileSync(join(cache, 'other.lock'), writeOwner(ownSelf()));
    expect(await sweepAll(places())).toBe(2);
    expect(readdirSync(cache).sort()).toEqual([...stays, 'other.lock', 'yarn.lock'].sort());
  });

  it('follows no link out of its folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'holdfast-outside-'));
    try {
      const name = `hf-${writeOwner(dead)}-abc`;
      mkdirSync(join(outside, name));
      writeFileSync(join(outside, name, 'file'), '');
      const within = profile(`hf-${writeOwner(dead)}-def`);
      symlinkSync(outside, join(within, 'link'));
      symlinkSync(join(outside, name), join(work, 'profiles', name));
      expect(await sweepAll(places())).toBe(1);
      rmSync(join(work, 'profiles'), { recursive: true });
      symlinkSync(outside, join(work, 'profiles'));
      expect(await sweepAll(places())).toBe(0);
      expect(existsSync(join(outside, name, 'file'))).toBe(true);
      await expect(makeProfile(work)).rejects.toMatchObject({ name: 'config' });
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('ends browsers of dead owners and leaves all other processes alone', async () => {
    const theirs = join(cache, 'elsewhere', 'profiles', `hf-${writeOwner(dead)}-abc`);
    const [orphan, living, foreign] = await Promise.all(
      [
        join(work, 'profiles', `hf-${writeOwner(dead)}-abc`),
        join(work, 'profiles', `hf-${writeOwner(ownSelf())}-abc`),
        theirs,
      ].map((folder) => startStandIn(`--user-data-dir=${folder}`)),
    );
    profile(`hf-${writeOwner(dead)}-abc`);
    expect(await sweepAll(places())).toBe(2);
    expect([orphan, living, foreign].map((pid) => isGroupRunning(pid ?? 0))).toEqual([false, true, true]);
    expect(readdirSync(join(work, 'profiles'))).toEqual([]);
  });

  it('comes again', async () => {
    const janitor = await startJanitor(places(), 20);
    profile(`hf-${writeOwner(dead)}-abc`);
    await expect.poll(() => readdirSync(join(work, 'profiles')), { timeout: 60_000 }).toEqual([]);
    janitor.stop();
  });

  it('says what it can’t do and goes on', async () => {
    writeFileSync(work, 'a file');
    const told: string[] = [];
    const janitor = await startJanitor({ ...places(), cache: work, log: (_, what) => told.push(what) });
    janitor.stop();
    expect(told).toHaveLength(1);
  });
});

describe('processes', () => {
  it('are told alike by /proc and by ps', async () => {
    const pid = await startStandIn('--and so on');
    const find = (all: Awaited<ReturnType<typeof listProcesses>>) => all.find((one) => one.pid === pid);
    const [ours, theirs] = [find(await listProcesses()), find(await listByPs())];
    expect(ours?.command.trim()).toBe(theirs?.command.trim());
    expect(ours).toMatchObject({ group: pid });
    expect(theirs).toMatchObject({ group: pid });
  });
});

/** A process that leads a group of its own, as a browser does. */
async function startStandIn(arg: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', '--', arg], {
    detached: true,
    stdio: 'ignore',
  });
  started.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}
