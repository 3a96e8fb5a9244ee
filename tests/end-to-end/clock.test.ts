import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blobsPath, databasePath, readConfig } from '../../src/config.ts';
import { openHoldfast } from '../../src/holdfast.ts';
import { silentLog } from '../../src/log.ts';
import { mostDeaths } from '../../src/queue/schedule.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { startXStandIn, type XStandIn } from '../stand-in/x.ts';
import { madeTweet } from '../stand-in/x-answers.ts';

const id = '1703436713362870723';
const name = `x:${id}`;
/** Nothing here happens at the time of this machine. */
const now = new Date('2024-05-01T12:00:00.000Z');

let x: XStandIn;
let archive: string;

beforeAll(async () => {
  x = await startXStandIn({ answers: new Map([[id, madeTweet(id, 'A post of another time.')]]) });
  archive = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
});

afterAll(async () => {
  await x.close();
  rmSync(archive, { recursive: true, force: true });
});

it('lives by the clock it is handed: what waits goes on by it, and what is seen is seen then', async () => {
  const { connectTo, caFile: ca } = x;
  const config = readConfig({ archive, connectTo, ca, chrome: '/nowhere/chrome', webArchives: false }, {});
  await putOff(name);
  const surroundings = { log: silentLog, stdin: async () => new Uint8Array(), now: () => now };
  const holdfast = await openHoldfast(config, surroundings);
  try {
    await holdfast.work({ names: [name] });
    const { observations, versions } = await holdfast.history(name);
    expect(versions.map(({ snapshot }) => snapshot.takenAt)).toEqual([now.toISOString()]);
    expect(observations.map(({ source, at }) => [source, at])).toEqual([
      ['x-syndication', now.toISOString()],
    ]);
  } finally {
    await holdfast.close();
  }
});

/** Its job waits, as after a replay that did not have it. */
async function putOff(post: string): Promise<void> {
  const store = await openStore({
    database: databasePath({ archive }),
    blobs: blobsPath({ archive }),
    log: silentLog,
    now: () => now,
  });
  const ref = { platform: 'x', id, url: `https://x.com/i/status/${id}` };
  await store.recordPost(ref, [{ kind: 'archive', name: post }]);
  const [lease] = await store.jobs.lease(
    { id: 'test' },
    { now, ms: 1000, limit: 1, alone: true, mostDeaths },
  );
  if (lease === undefined) throw new Error('the job is not due');
  const nothing = { observations: [], snapshot: null, captures: [], aliases: [], next: [] };
  const at = new Date(now.getTime() + 60_000).toISOString();
  await store.settle(lease, nothing, {
    kind: 'retry',
    at,
    reason: 'not-recorded',
    detail: 'not there',
    counted: false,
  });
  await store.close();
}
