import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../../src/log.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { queueRechecks } from '../../../src/queue/queue-rechecks.ts';
import { recheckAt } from '../../../src/queue/recheck-plan.ts';
import { openStore } from '../../../src/store/sqlite.ts';
import { openConnection } from '../../../src/store/sqlite-connection.ts';
import { addPostRow } from '../../../src/store/sqlite-post-rows.ts';

export const posts = 100_000;
const atOnce = 10_000;
const passes = 5;

/** Milliseconds that a pass takes over posts none of which is due, opening the archive included; one for each pass. */
export async function measureRecheckPass(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = join(folder, 'a.db');
  const now = () => new Date();
  const open = () =>
    openStore({ database, blobs: join(folder, 'blobs'), log: silentLog, now, plan: recheckAt });
  const pass = async () => {
    const begun = performance.now();
    const store = await open();
    try {
      for await (const names of queueRechecks('due', { store, platforms, now }))
        throw new Error(`${names.length} posts are due`);
      return performance.now() - begun;
    } finally {
      await store.close();
    }
  };
  try {
    await (await open()).close();
    fill(database, now());
    // Posts without a plan are planned at the first pass.
    await pass();
    const times: number[] = [];
    for (let turn = 0; turn < passes; turn++) times.push(await pass());
    return times;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Posts of all ages, each heard of just now. */
function fill(database: string, now: Date): void {
  const connection = openConnection(database);
  for (let from = 0; from < posts; from += atOnce)
    connection.write(() => {
      for (let id = from; id < from + atOnce; id++) {
        const ref = { platform: 'x', id: String(1_700_000_000_000_000_000n + BigInt(id)), url: urlOf(id) };
        const firstSeen = new Date(now.getTime() - id * 60_000).toISOString();
        const post = addPostRow(connection, `x:${ref.id}`, ref, firstSeen).id;
        const heard = now.getTime();
        connection.run(
          `UPDATE posts SET state = 'live', known = 'platform', last_heard = @heard WHERE id = @post`,
          { post, heard },
        );
      }
    });
  connection.close();
}

function urlOf(id: number): string {
  return `https://x.com/i/web/status/${1_700_000_000_000_000_000n + BigInt(id)}`;
}
