import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sweepAll } from '../../../src/capture/janitor.ts';
import { ownSelf, writeOwner } from '../../../src/capture/owner.ts';
import { silentLog } from '../../../src/log.ts';
import { makeRoom, type Room } from '../../capture/world.ts';
import type { Figure } from '../figure.ts';

/** What is ended by force leaves things behind; the next run removes them, and nothing of anybody else's. */
export const figure: Figure = {
  id: 'litter',
  aim: '0 left, 0 foreign files touched; 0 processes without a sweep when the browser could still act',
  run: async () => {
    const room = makeRoom();
    const cache = join(room.work, 'cache');
    const places = { work: room.work, cache, log: silentLog };
    const faults: string[] = [];

    const running = await startRun(room);
    running.kill('SIGKILL');
    await once(running, 'exit');
    const end = performance.now() + 10_000;
    while (room.processes().length > 0 && performance.now() < end) await sleep(50);
    if (room.processes().length > 0) faults.push('a browser outlived its run');

    // All at once: the start of a run sweeps, too.
    const runs = await Promise.all([startRun(room), startRun(room), startRun(room)]);
    for (const { pid } of room.processes()) process.kill(pid, 'SIGSTOP');
    for (const run of runs) run.kill('SIGKILL');
    await Promise.all(runs.map((run) => once(run, 'exit')));
    const orphans = room.processes().filter(({ command }) => !command.includes('--type=')).length;
    if (orphans !== 3) faults.push(`${orphans} orphans instead of 3: nothing was shown`);
    const foreign = plant(room.work, cache);

    const begun = performance.now();
    await sweepAll(places);
    const ms = Math.round(performance.now() - begun);
    const left = room.processes().length + namesIn(room.work, cache).length - foreign.length;
    const touched = foreign.filter((name) => !namesIn(room.work, cache).includes(name)).length;
    if ((await sweepAll(places)) !== 0) faults.push('a second sweep found something');
    room.clear();
    return {
      value: `${left} left of ${orphans} browsers, 20 profiles and 1,000 half-made folders, ${touched} foreign touched`,
      ok: left === 0 && touched === 0 && faults.length === 0,
      detail: [...faults, `swept in ${ms} ms`],
    };
  },
};

async function startRun({ work }: Room) {
  const run = spawn(process.execPath, [join(import.meta.dirname, 'orphan.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HOLDFAST_WORK: work },
  });
  await once(run.stdout, 'data');
  return run;
}

/** Names of what is nobody's of ours and has to stay. */
function plant(work: string, cache: string): readonly string[] {
  const dead = writeOwner({ ...ownSelf(), start: '1' });
  const profiles = join(work, 'profiles');
  for (let count = 0; count < 20; count++)
    mkdirSync(join(profiles, `hf-${dead}-${count}`, 'Default'), { recursive: true });
  for (let count = 0; count < 1_000; count++)
    mkdirSync(join(cache, `fonts-1.new-${dead}-${randomUUID()}`), { recursive: true });
  const mine = ['notes', 'hf-1', `hf-${writeOwner(ownSelf())}-abc`];
  for (const name of mine) writeFileSync(join(profiles, name), 'mine');
  const others = ['fonts-1', 'yarn.lock', `fonts-1.new-${writeOwner(ownSelf())}-${randomUUID()}`];
  for (const name of others) writeFileSync(join(cache, name), 'mine');
  return [...mine, ...others];
}

function namesIn(work: string, cache: string): readonly string[] {
  return [...readdirSync(join(work, 'profiles')), ...readdirSync(cache)];
}
