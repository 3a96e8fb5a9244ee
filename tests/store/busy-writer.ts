import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import * as s from './samples.ts';

// A process of its own that keeps an archive busy until it is killed: `node busy-writer.ts DATABASE BLOBS`.
const [, , database = '', blobs = ''] = process.argv;
const store = await openStore({ database, blobs, log: silentLog });
for (let round = 1; ; round += 1) {
  const wire = await store.blobs.put(new TextEncoder().encode(`answer ${round}`));
  const observations = [s.observationOf('live', round, { wire })];
  const snapshot = s.snapshotOf(`words ${round}`, 'live', 'platform', round);
  await store.settle(
    await s.leasePost(store, String(round % 9), round),
    { ...s.nothing, observations, snapshot },
    s.done,
  );
  await store.manifests.flush();
  process.stdout.write('.');
}
