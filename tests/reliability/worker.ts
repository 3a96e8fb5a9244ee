/**
 * A worker to be killed: `node worker.ts FOLDER ACKS MODE [SETTING=VALUE…]`, a process of its own.
 *
 * Its jobs do what archiving does, without the world outside: write blobs, settle with an observation and a snapshot
 * that no other run could have made, bring a follow-up. What is acknowledged is appended to the file ACKS, as
 * `name nonce time` for each settled archive job (milliseconds since 1970, in parts); each run of a job is appended to
 * ACKS.runs before it begins, with the number of the process. Manifests are written every few jobs.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isHoldfastError } from '../../src/errors.ts';
import { work } from '../../src/queue/work.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as samples from '../store/samples.ts';

const [folder = '', acks = '', mode = 'forever', ...settings] = process.argv.slice(2);
const setting = (name: string, usual: number) =>
  Number(settings.find((text) => text.startsWith(`${name}=`))?.split('=')[1] ?? usual);

// Whoever kills this one counts from here or from its first job, so that opening the archive is interrupted too.
writeSync(1, 'up\n');
let runs = 0;
await getAhead(setting('ahead', 0));
try {
  const store = await openStore({
    database: join(folder, 'data', 'holdfast.db'),
    blobs: join(folder, 'snapshots'),
    log: (_level, message) => void writeSync(2, `${message}\n`),
  });
  try {
    const report = await work({
      store,
      concurrency: setting('concurrency', 2),
      untilIdle: mode === 'until-idle',
      timing: {
        pollMs: setting('pollMs', 20),
        leaseMs: setting('leaseMs', 30_000),
        heartbeatMs: setting('heartbeatMs', 10_000),
      },
      handle: async (lease) => {
        const { kind, name } = lease.job;
        if (runs++ === 0) writeSync(1, 'at work\n');
        appendFileSync(`${acks}.runs`, `${kind} ${name} ${process.pid}\n`);
        dieOf(name);
        await sleep(setting('sleepMs', 0));
        if (kind !== 'archive') {
          await store.settle(lease, samples.nothing, samples.done);
          return;
        }
        const nonce = randomUUID();
        const wire = await store.blobs.put(wireOf(nonce, setting('bytes', 2000)));
        const learned = {
          ...samples.nothing,
          observations: [samples.observationOf('live', 0, { wire })],
          snapshot: samples.snapshotOf(nonce, 'live', 'platform'),
          next: [{ kind: 'capture', name } as const],
        };
        await store.settle(lease, learned, samples.done);
        appendFileSync(acks, `${name} ${nonce} ${performance.timeOrigin + performance.now()}\n`);
        if (runs % setting('manifestsEvery', 5) === 0) await store.manifests.flush();
      },
    });
    await store.manifests.flush();
    writeSync(1, `${JSON.stringify(report)}\n`);
  } finally {
    await store.close();
  }
} catch (error) {
  if (!isHoldfastError(error, 'disk-full', 'archive-unavailable')) throw error;
  process.exitCode = 6;
}

/** What a job can do to the process that runs it, by its post's name. */
function dieOf(name: string): void {
  if (name.endsWith('-poison')) process.kill(process.pid, 'SIGKILL');
  if (name.endsWith('-abort')) process.abort();
  const hoard: number[][] = [];
  while (name.endsWith('-memory')) hoard.push(Array.from({ length: 1e5 }, Math.random));
  while (name.endsWith('-hang'));
}

/** One in two is text, which the archive packs. */
function wireOf(nonce: string, length: number): Buffer {
  const isText = Number.parseInt(nonce.charAt(0), 16) % 2 === 0;
  return isText ? Buffer.from(nonce.repeat(length / nonce.length)) : randomBytes(length);
}

/** Makes calls in the thread of files, so that it is told from SQLite's by how many it has made. */
async function getAhead(calls: number): Promise<void> {
  if (calls === 0) return;
  const file = await open(`${acks}.ahead`, 'w');
  for (let call = 0; call < calls; call++) {
    await file.write('.');
    await file.sync();
    await rename(`${acks}.ahead`, `${acks}.ahead`);
  }
  await file.close();
}
