import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HoldfastError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { Lease } from '../../src/model/job.ts';
import { work } from '../../src/queue/work.ts';
import { decideEnd } from '../../src/resolve/decide-end.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { useFolders } from '../store/folders.ts';
import { netTo, serveHttp } from './loopback.ts';

const folders = useFolders();
const nothing = { observations: [], snapshot: null, captures: [], aliases: [], next: [] };

/** Jobs of two hosts in turn, worked on by a real queue over a real archive; one of the hosts is down. */
it('an outage of one host delays only its own jobs, and burns a try of no more than five', async () => {
  const folder = await folders.folder();
  const places = { database: join(folder, 'a.db'), blobs: join(folder, 'snapshots'), log: silentLog };
  const store = folders.closing(await openStore(places));
  const well = await serveHttp((_, response) => response.end('well'));
  const port = await freePort();
  let now = Date.parse('2026-11-24T12:00:00Z');
  const connectTo = [`well.example:80:127.0.0.1:${well.port}`, `sick.example:80:${ownAddress}:${port}`];
  const net = netTo({}, { connectTo, memory: store.hosts, now: () => new Date(now) });
  for (let post = 0; post < 40; post++) {
    const host = post % 2 === 0 ? 'well.example' : 'sick.example';
    const ref = { platform: 'pond', id: `${host}/${post}`, url: `http://${host}/${post}` };
    await store.recordPost(ref, [
      { kind: 'archive', name: `pond:${ref.id}`, runAt: new Date(0).toISOString() },
    ]);
  }
  const handle = async (lease: Lease) => {
    const failures: HoldfastError[] = [];
    try {
      await net.fetch({ url: `http://${lease.job.name.slice(5)}`, purpose: 'api' });
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      failures.push(error);
    }
    const moment = { now: new Date(now), attempts: lease.job.attempts, random: 0.5 };
    await store.settle(lease, nothing, decideEnd({ observations: [], failures }, moment));
  };
  const run = async () =>
    await work({ store, handle, concurrency: 2, untilIdle: true, now: () => new Date(now) });

  expect(await run()).toMatchObject({ stopped: false });
  const jobs = await store.jobs.list();
  const ofWell = jobs.filter(({ name }) => name.startsWith('pond:well'));
  const ofSick = jobs.filter(({ name }) => name.startsWith('pond:sick'));
  expect(ofWell.filter(({ state }) => state === 'done')).toHaveLength(20);
  expect(ofSick.filter(({ state }) => state === 'queued')).toHaveLength(20);
  expect(ofSick.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(5);
  const held = ofSick.filter(({ reason }) => reason === 'host-down');
  expect(held).toHaveLength(15);
  expect(new Set(held.map(({ runAt }) => runAt))).toEqual(new Set(['2026-11-24T12:01:00.000Z']));

  // An hour of it: those that try are not to blame, nor are those that wait.
  for (let minute = 0; minute < 60; minute++) {
    now += 60_000;
    await run();
  }
  const later = (await store.jobs.list()).filter(({ name }) => name.startsWith('pond:sick'));
  expect(later.map(({ state }) => state)).toEqual(ofSick.map(() => 'queued'));
  expect(later.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(5);

  const back = await serveAt(port);
  now += 60 * 60_000;
  await run();
  expect((await store.jobs.list()).filter(({ state }) => state !== 'done')).toEqual([]);
  await net.close();
  await well.close();
  await new Promise<void>((resolve) => {
    back.closeAllConnections();
    back.close(() => resolve());
  });
});

/** A loopback address of this test's own: a port of it that is closed is given to nobody else meanwhile. */
const ownAddress = '127.0.0.87';

/** A port of that address that nobody listens on for now. */
async function freePort(): Promise<number> {
  const server = await serveAt(0);
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function serveAt(port: number): Promise<Server> {
  const server = createServer((_, response) => response.end('back'));
  await new Promise<void>((resolve) => server.listen(port, ownAddress, resolve));
  return server;
}
